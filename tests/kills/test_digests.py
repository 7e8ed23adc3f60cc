"""SIGKILL at each request of a digest, and between planning and sending: it comes once, and nothing is lost.

All requests, not only the telling ones: `DIGEST_KILLS=all .venv/bin/python -m pytest tests/kills/test_digests.py`.
"""

import os
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from app import build
from core.clock import ManualClock
from core.settings import Settings
from simulator.archive import Recording
from simulator.directory import Person
from store.binned import Binned
from store.subscriptions import Subscriptions
from tests.kills.standing import Standing, standing_bot

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
POST, LOOK = ("POST", "/messages$"), ("GET", "/messages/direct")
REQUESTS = {
    "the list of meetings": ("GET", "/recordings$"),
    "the list of calls": ("GET", "/convergedRecordings$"),
    "AI notes": ("GET", "/meetingSummaries"),
    "a transcript": ("GET", "/meetingTranscripts"),
    "the host of what is shared": ("GET", "/meetings/"),
    "what lies in the bin": ("GET", "/recordings/"),
    "the post": POST,
}
Step = tuple[str, str, str]
"""Method, path, and whether it is before or after the request."""
ALL: dict[str, tuple[Step, ...]] = {
    f"{when} {name}": ((*request, when),) for name, request in REQUESTS.items() for when in ("before", "after")
} | {
    f"after the post and then {when} it is looked for": ((*POST, "after"), (*LOOK, when))
    for when in ("before", "after")
}
TELLING = ("before the list of meetings", "after AI notes", "before the post", "after the post")
STEPS = tuple(ALL) if os.environ.get("DIGEST_KILLS") == "all" else TELLING


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    with standing_bot(tmp_path_factory.mktemp("digests")) as standing:
        yield standing


@pytest.fixture(scope="module")
def ana(standing: Standing) -> Person:
    """Connected, and subscribed: also to digests with nothing in them, which show that nothing is told twice."""
    world = standing.webex.world
    ana = world.person("Ana Ruiz", email="ana@example.com", timezone="Europe/Madrid")
    assert "On day 1 of the month at 09:00" in standing.connects(ana, "digest monthly 1 09:00 empty:show")
    return ana


@pytest.fixture(scope="module")
def bo(standing: Standing) -> Person:
    return standing.webex.world.person("Bo Lindqvist", email="bo@example.com")


def plan(standing: Standing, ana: Person, *binned: Recording) -> None:
    """Ana's digest is due, and the clock of another process, a minute behind, makes a row of it: to be sent at once.

    These were put into the bin by the bot long ago.
    """
    given = {name.lower(): value for name, value in standing.environment().items()}
    clock = ManualClock(standing.webex.clock.now() - MINUTE)
    # Its types do not tell of what comes as from the environment.
    settings = Settings(_env_file=None, **given)  # type: ignore[arg-type, call-arg]  # see above
    bot = build(settings, clock=clock)
    try:
        Binned(bot.database).keep(ana.id, [each.id for each in binned], clock.now() - 25 * DAY)
        store, (subscription,) = Subscriptions(bot.database), bot.services.digests.of(ana.id)
        with bot.database.begin() as tx:
            store.move(tx, subscription.id, clock.now())
        assert bot.services.digests.plan_due() == 1
    finally:
        bot.close()


def record(standing: Standing, host: Person, topic: str, *guests: Person) -> Recording:
    """Its file is there now."""
    took = 50 * MINUTE
    at = standing.webex.clock.now() - took
    return standing.webex.world.record(host, topic, at, processed_after=took, shared_with=guests)


def killed_at(standing: Standing, step: Step) -> threading.Event:
    """Set once the bot has come to that request and was killed."""
    dead = threading.Event()

    def kill(_request: object) -> None:
        standing.kill()
        dead.set()

    method, path, when = step
    standing.webex.world.fault(method, path, **{when: kill})  # type: ignore[arg-type]  # one of two names
    return dead


def came_once(standing: Standing, ana: Person, topic: str, before: int) -> None:
    room = standing.webex.world.direct(ana, standing.recbot)
    assert topic in (standing.sees(room, before + 1)[before].text or "")
    plan(standing, ana)
    after = standing.sees(room, before + 2)[before + 1 :]
    assert ["No recordings that are new to you" in (each.text or "") for each in after] == [True]
    assert "Soon gone" not in (after[0].text or "")


@pytest.mark.parametrize("name", STEPS)
def test_a_digest_comes_once(standing: Standing, ana: Person, bo: Person, name: str) -> None:
    world = standing.webex.world
    before = len(standing.posts(world.direct(ana, standing.recbot)))
    record(standing, ana, f"Made {name}")
    record(standing, bo, "Of Bo", ana)
    in_bin = record(standing, ana, "Binned")
    in_bin.status = "deleted"
    first, *others = ALL[name]
    dead = killed_at(standing, first)
    plan(standing, ana, in_bin)
    assert dead.wait(30), "the bot never came to that step"
    for step in others:
        dead = killed_at(standing, step)
        standing.start()
        assert dead.wait(60), "the next attempt never came to its step"
    world.clear_faults()
    standing.start()
    came_once(standing, ana, f"Made {name}", before)
    told = standing.posts(world.direct(ana, standing.recbot))[before].text or ""
    assert "shared by Bo" in told
    assert "Soon gone from the recycle bin: Binned" in told


def test_killed_between_planning_and_sending_it_comes_after_the_start(standing: Standing, ana: Person) -> None:
    before = len(standing.posts(standing.webex.world.direct(ana, standing.recbot)))
    record(standing, ana, "Budget")
    standing.kill()
    plan(standing, ana)
    standing.start()
    came_once(standing, ana, "Budget", before)
