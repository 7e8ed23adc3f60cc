"""SIGKILL while a space is told: it hears everything, and twice only what was posted as the bot died."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from simulator.directory import Person
from simulator.spaces import Space
from tests.kills.standing import Standing, standing_bot

TOOK = timedelta(minutes=50)
STEPS = {
    "before it was seen who is there": ("GET", "/memberships", "before", 1),
    "when it was posted and the bot has not heard so": ("POST", "/messages", "after", 2),
}
"""What kills, and how often a notice comes then: a bot can't look its own posts up in a space."""


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    with standing_bot(tmp_path_factory.mktemp("space notices")) as standing:
        yield standing


@pytest.fixture(scope="module")
def ana(standing: Standing) -> Person:
    world = standing.webex.world
    ana = world.person("Ana Ruiz", email="ana@example.com", timezone="Europe/Madrid")
    standing.sees(world.direct(ana, standing.recbot), 1)
    return ana


@pytest.fixture(scope="module")
def team(standing: Standing, ana: Person) -> Space:
    """A space that is told of all that is Ana's."""
    world = standing.webex.world
    team, room = world.space("Team", [ana, standing.recbot]), world.direct(ana, standing.recbot)
    world.post(ana, team, "RecBot notify here", mention=[standing.recbot])
    card = standing.sees(room, 2)[-1]
    link = next(action["url"] for action in card.attachments[0]["content"]["actions"] if "url" in action)
    standing.consents(link, ana)
    assert "What I tell here the moment it is ready" in (standing.sees(room, 4)[-1].text or "")
    return team


def becomes_ready(standing: Standing, ana: Person, topic: str) -> None:
    """The file of a recording is there now, and whoever wanted to hear so does."""
    standing.webex.world.record(ana, topic, standing.webex.clock.now() - TOOK, processed_after=TOOK)
    standing.webex.world.announce_due()


@pytest.mark.parametrize("step", STEPS)
def test_a_space_hears_it_whatever_dies(standing: Standing, ana: Person, team: Space, step: str) -> None:
    world, dead = standing.webex.world, threading.Event()
    before = len(standing.posts(team))
    method, path, when, times = STEPS[step]

    def kill(_request: object) -> None:
        standing.kill()
        dead.set()

    world.fault(method, path, **{when: kill})  # type: ignore[arg-type]  # one of two names
    becomes_ready(standing, ana, f"Made {step}")
    assert dead.wait(30), "the bot never came to that step"
    world.clear_faults()
    standing.start()
    standing.sees(team, before + times)
    becomes_ready(standing, ana, f"Shows that {step} all was told")
    told = [post.text or "" for post in standing.sees(team, before + times + 1)[before:]]
    assert sum(f"Made {step}" in text for text in told) == times
    assert sum(f"Shows that {step}" in text for text in told) == 1
    assert len(told) == times + 1
