"""SIGKILL at each request of a digest, and between planning and sending: it comes once, and nothing is lost."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from app import build
from core.clock import ManualClock
from core.settings import Settings
from simulator.directory import Person
from store.subscriptions import Subscriptions
from tests.kills.standing import Standing, standing_bot

MINUTE = timedelta(minutes=1)
STEPS = {
    "before meetings are listed": ("GET", "/recordings", "before"),
    "when calls were listed": ("GET", "/convergedRecordings", "after"),
    "when AI notes were looked for": ("GET", "/meetingSummaries", "after"),
    "before it is posted": ("POST", "/messages", "before"),
    "when it was posted and the bot has not heard so": ("POST", "/messages", "after"),
}


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    with standing_bot(tmp_path_factory.mktemp("digests")) as standing:
        yield standing


@pytest.fixture(scope="module")
def ana(standing: Standing) -> Person:
    """Connected, and subscribed: also to digests with nothing in them, which show that nothing is told twice."""
    world = standing.webex.world
    ana = world.person("Ana Ruiz", email="ana@example.com", timezone="Europe/Madrid")
    room = world.direct(ana, standing.recbot)
    standing.sees(room, 1)
    world.post(ana, room, "digest monthly 1 09:00 empty:show")
    card = standing.sees(room, 2)[-1]
    link = next(action["url"] for action in card.attachments[0]["content"]["actions"] if "url" in action)
    standing.consents(link, ana)
    assert "On day 1 of the month at 09:00" in (standing.sees(room, 4)[-1].text or "")
    return ana


def plan(standing: Standing, ana: Person) -> None:
    """Ana's digest is due, and the clock of another process, a minute behind, makes a row of it: to be sent at once."""
    given = {name.lower(): value for name, value in standing.environment().items()}
    clock = ManualClock(standing.webex.clock.now() - MINUTE)
    # Its types do not tell of what comes as from the environment.
    settings = Settings(_env_file=None, **given)  # type: ignore[arg-type, call-arg]  # see above
    bot = build(settings, clock=clock)
    try:
        store, (subscription,) = Subscriptions(bot.database), bot.services.digests.of(ana.id)
        with bot.database.begin() as tx:
            store.move(tx, subscription.id, clock.now())
        assert bot.services.digests.plan_due() == 1
    finally:
        bot.close()


def record(standing: Standing, ana: Person, topic: str) -> None:
    """Its file is there now."""
    took = 50 * MINUTE
    standing.webex.world.record(ana, topic, standing.webex.clock.now() - took, processed_after=took)


def came_once(standing: Standing, ana: Person, topic: str, before: int) -> None:
    room = standing.webex.world.direct(ana, standing.recbot)
    assert topic in (standing.sees(room, before + 1)[before].text or "")
    plan(standing, ana)
    after = standing.sees(room, before + 2)[before + 1 :]
    assert ["Nothing newly recorded" in (each.text or "") for each in after] == [True]


@pytest.mark.parametrize("step", STEPS)
def test_a_digest_comes_once(standing: Standing, ana: Person, step: str) -> None:
    world = standing.webex.world
    before = len(standing.posts(world.direct(ana, standing.recbot)))
    record(standing, ana, f"Made {step}")
    dead = threading.Event()

    def kill(_request: object) -> None:
        standing.kill()
        dead.set()

    method, path, when = STEPS[step]
    world.fault(method, path, **{when: kill})  # type: ignore[arg-type]  # one of two names
    plan(standing, ana)
    assert dead.wait(30), "the bot never came to that step"
    world.clear_faults()
    standing.start()
    came_once(standing, ana, f"Made {step}", before)


def test_killed_between_planning_and_sending_it_comes_after_the_start(standing: Standing, ana: Person) -> None:
    before = len(standing.posts(standing.webex.world.direct(ana, standing.recbot)))
    record(standing, ana, "Budget")
    standing.kill()
    plan(standing, ana)
    standing.start()
    came_once(standing, ana, "Budget", before)
