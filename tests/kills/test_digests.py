"""SIGKILL at each request of a digest, and between planning and sending: it comes once, and nothing is lost.

All requests, not only the telling ones: `KILL_AT=all .venv/bin/python -m pytest tests/kills`.
"""

from collections.abc import Iterator
from functools import partial

import pytest

from simulator.directory import Person
from tests.kills.digesting import a_digest_is_due
from tests.kills.noticing import CALLS, MEETING, MEETINGS, NOTES, RECORDING, TRANSCRIPTS, becomes_ready
from tests.kills.standing import Standing, standing_bot
from tests.kills.steps import LOOK_UP, POST, around, dies, tried, unknown

ASKED = {
    "the list of meetings": MEETINGS,
    "the list of calls": CALLS,
    "AI notes": NOTES,
    "a transcript": TRANSCRIPTS,
    "the host of what is shared": MEETING,
    "what lies in the bin": RECORDING,
    "the post": POST,
}
POINTS = around(ASKED)
TELLING = ("before the list of meetings", "after AI notes", "before the post", "after the post")


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


def came_once(standing: Standing, ana: Person, topic: str, before: int) -> None:
    room = standing.webex.world.direct(ana, standing.recbot)
    assert topic in (standing.sees(room, before + 1)[before].text or "")
    a_digest_is_due(standing, ana.id)
    after = standing.sees(room, before + 2)[before + 1 :]
    assert ["No recordings that are new to you" in (each.text or "") for each in after] == [True]
    assert "Soon gone" not in (after[0].text or "")


@pytest.mark.parametrize("name", tried(POINTS, *TELLING))
def test_a_digest_comes_once(standing: Standing, ana: Person, bo: Person, name: str) -> None:
    world = standing.webex.world
    before = len(standing.posts(world.direct(ana, standing.recbot)))
    becomes_ready(standing, ana, f"Made {name}")
    becomes_ready(standing, bo, "Of Bo", ana)
    in_bin = becomes_ready(standing, ana, "Binned")
    in_bin.status = "deleted"
    world.forget_requests()
    dies(standing, POINTS[name], ana, partial(a_digest_is_due, standing, ana.id, in_bin))
    came_once(standing, ana, f"Made {name}", before)
    told = standing.posts(world.direct(ana, standing.recbot))[before].text or ""
    assert "shared by Bo" in told
    assert "Soon gone from the recycle bin: Binned" in told
    assert unknown(standing, [*ASKED.values(), LOOK_UP]) == []


def test_killed_between_planning_and_sending_it_comes_after_the_start(standing: Standing, ana: Person) -> None:
    before = len(standing.posts(standing.webex.world.direct(ana, standing.recbot)))
    becomes_ready(standing, ana, "Budget")
    standing.kill()
    a_digest_is_due(standing, ana.id)
    standing.start()
    came_once(standing, ana, "Budget", before)
