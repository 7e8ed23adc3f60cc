"""SIGKILL while a space gets a digest: it hears everything, and twice only what was posted as the bot died.

All requests, not only the telling ones: `KILL_AT=all .venv/bin/python -m pytest tests/kills`.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest

from simulator.directory import Person
from tests.kills.digesting import a_digest_is_due
from tests.kills.noticing import CALLS, MEETINGS, becomes_ready, has_told
from tests.kills.standing import Standing, standing_bot
from tests.kills.steps import MEMBERS, POST, around, dies, tried, unknown

ASKED = {"who is there": MEMBERS, "the list of meetings": MEETINGS, "the list of calls": CALLS, "the post": POST}
POINTS = around(ASKED, is_direct=False) | {
    "after the post and then before the next": ((POST, "after"), (POST, "before")),
    "after the post and after the next": ((POST, "after"), (POST, "after")),
}
ENDED = {"who is there": MEMBERS, "the last look at who is there": replace(MEMBERS, nth=6), "the word": POST}


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    with standing_bot(tmp_path_factory.mktemp("space digests")) as standing:
        yield standing


@pytest.fixture(scope="module")
def ana(standing: Standing) -> Person:
    return standing.webex.world.person("Ana Ruiz", email="ana@example.com", timezone="Europe/Madrid")


@pytest.mark.parametrize("name", tried(POINTS, "after the post"))
def test_a_digest_in_a_space_is_never_lost(standing: Standing, ana: Person, name: str) -> None:
    world, team = standing.webex.world, has_told(standing, ana, "Team", "digest here daily 09:00")
    before = len(standing.posts(team))
    becomes_ready(standing, ana, f"Made {name}")
    world.forget_requests()
    steps = POINTS[name]
    dies(standing, steps, ana, partial(a_digest_is_due, standing, team.id))
    landed = sum(request is POST and when == "after" for request, when in steps)
    # Where nobody knows of two posts whether they landed, none follows; but the next digest counts it as not told.
    is_unsure = len(steps) == 2
    times = landed if is_unsure else landed + 1
    standing.sees(team, before + times)
    becomes_ready(standing, ana, "Later")
    a_digest_is_due(standing, team.id)
    *told, later = [post.text or "" for post in standing.sees(team, before + times + 1)[before:]]
    assert [f"Made {name}" in text for text in told] == [True] * times
    assert "Later" in later
    assert (f"Made {name}" in later) is is_unsure
    assert unknown(standing, ASKED.values()) == []
    world.post(ana, team, "RecBot digest here off", mention=[standing.recbot])
    standing.sees(team, before + times + 2)


@pytest.mark.parametrize("name", tried(around(ENDED)))
def test_that_it_has_ended_is_said_once(standing: Standing, ana: Person, name: str) -> None:
    world, room = standing.webex.world, standing.webex.world.direct(ana, standing.recbot)
    team = has_told(standing, ana, f"Left {name}", "digest here daily 09:00")
    before = len(standing.posts(room))
    world.leave(team, ana)
    world.forget_requests()
    dies(standing, around(ENDED)[name], ana, partial(a_digest_is_due, standing, team.id))
    standing.sees(room, before + 1)
    world.post(ana, room, "help latest")
    ended, other = [post.text or "" for post in standing.sees(room, before + 2)[before:]]
    assert "I stopped a digest in a space" in ended
    assert other.startswith("latest")
    with standing.beside() as bot:
        assert bot.services.space_digests.of(team.id) == []
