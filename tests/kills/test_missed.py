"""SIGKILL while it is looked up what was said as the bot heard nothing: it is answered all the same, and once.

All requests, not only the telling ones: `KILL_AT=all .venv/bin/python -m pytest tests/kills`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from services.hearing import AWAY_AFTER, SETTLING
from simulator.conversations import Message
from simulator.directory import Person
from simulator.spaces import Space
from tests.kills.standing import Standing, standing_bot
from tests.kills.steps import Request, answered, around, dies, tried

SAID = Request("GET", "/messages$", has="roomId")
ASKED = {
    "the list of rooms": Request("GET", "/rooms"),
    "what was said in the first": SAID,
    "what was said in the second": replace(SAID, nth=2),
    "where it is": Request("GET", "/memberships", lacks="roomId"),
}
HOOKS, MENDED = Request("GET", "/webhooks"), Request("PUT", "/webhooks/")
DEAF = {"the webhooks": HOOKS, "the first is mended": MENDED, "the last is mended": replace(MENDED, nth=3)}


@dataclass(frozen=True)
class Said:
    """Where something was said that the bot did not hear, and how many posts of its were there by then."""

    room: Space
    team: Space
    new: Space
    before: tuple[int, int]


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    with standing_bot(tmp_path_factory.mktemp("missed")) as standing:
        yield standing


@pytest.fixture(scope="module")
def ana(standing: Standing) -> Person:
    return standing.webex.world.person("Ana Ruiz", email="ana@example.com", timezone="Europe/Madrid")


@pytest.fixture(scope="module")
def team(standing: Standing, ana: Person) -> Space:
    standing.sees(standing.webex.world.direct(ana, standing.recbot), 1)
    team = standing.webex.world.space("Team", [ana, standing.recbot])
    standing.sees(team, 1)
    return team


def unheard(standing: Standing, ana: Person, team: Space, name: str) -> Said:
    """The bot has left; somebody writes to it directly, mentions it, and adds it to a space."""
    world, room = standing.webex.world, standing.webex.world.direct(ana, standing.recbot)
    assert standing.stop() == 0
    before = len(standing.posts(room)), len(standing.posts(team))
    world.post(ana, room, "help list")
    world.post(ana, team, "RecBot help show", mention=[standing.recbot])
    new = world.space(f"New {name}", [ana, standing.recbot])
    standing.webex.settle()
    return Said(room, team, new, before)


def answered_once(standing: Standing, ana: Person, said: Said) -> None:
    standing.sees(said.new, 1)
    standing.sees(said.team, said.before[1] + 1)
    standing.sees(said.room, said.before[0] + 1)
    standing.webex.world.post(ana, said.room, "help latest")  # answered after everything before it
    answers = standing.sees(said.room, said.before[0] + 2)[said.before[0] :]
    assert [_first(answer) for answer in answers] == ["list", "latest:"]
    assert [_first(answer) for answer in standing.posts(said.team)[said.before[1] :]] == ["show"]
    assert len(standing.posts(said.new)) == 1


def _first(answer: Message) -> str:
    return (answer.text or "").split()[0]


@pytest.mark.parametrize("name", tried(around(ASKED), "after what was said in the first"))
def test_what_was_missed_is_answered_once_whatever_dies(
    standing: Standing, ana: Person, team: Space, name: str
) -> None:
    said = unheard(standing, ana, team, name)
    with standing.beside(behind=SETTLING) as bot:
        bot.hearing.start()  # as the next process does, whose look-up is due at once
    dies(standing, around(ASKED)[name], ana, standing.begin)
    answered_once(standing, ana, said)


@pytest.mark.parametrize("name", tried(around(DEAF)))
def test_killed_as_it_notices_that_it_heard_nothing_it_looks_up_what_was_missed(
    standing: Standing, ana: Person, team: Space, name: str
) -> None:
    """Away for long, and all webhooks switched off."""
    said = unheard(standing, ana, team, name)
    for hook in standing.webex.world.webhooks:
        hook.status = "inactive"
    standing.webex.clock.advance(10 * AWAY_AFTER)
    dies(standing, around(DEAF)[name], ana, standing.begin)
    looked = answered(standing, HOOKS, ana)
    assert standing.stop() == 0
    standing.start()
    assert looked.wait(30), "nobody looked after the webhooks"
    assert standing.stop() == 0  # once that has ended
    standing.webex.clock.advance(SETTLING + timedelta(seconds=1))
    standing.start()
    answered_once(standing, ana, said)
