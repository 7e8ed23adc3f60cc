"""SIGKILL while a notice is made: it comes once, and nothing is lost."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from simulator.directory import Person
from tests.kills.standing import Standing, standing_bot

TOOK = timedelta(minutes=50)
STEPS = {
    "before the recording is looked at": ("GET", "/recordings/", "before"),
    "when it was looked at": ("GET", "/recordings/", "after"),
    "before it is posted": ("POST", "/messages", "before"),
    "when it was posted and the bot has not heard so": ("POST", "/messages", "after"),
}


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    with standing_bot(tmp_path_factory.mktemp("notices")) as standing:
        yield standing


@pytest.fixture(scope="module")
def ana(standing: Standing) -> Person:
    """Connected, with notices on."""
    world = standing.webex.world
    ana = world.person("Ana Ruiz", email="ana@example.com", timezone="Europe/Madrid")
    assert "Notices are on" in standing.connects(ana, "notify on")
    return ana


def becomes_ready(standing: Standing, ana: Person, topic: str) -> None:
    """The file of a recording is there now, and whoever wanted to hear so does."""
    standing.webex.world.record(ana, topic, standing.webex.clock.now() - TOOK, processed_after=TOOK)
    standing.webex.world.announce_due()


@pytest.mark.parametrize("step", STEPS)
def test_a_notice_comes_once(standing: Standing, ana: Person, step: str) -> None:
    world = standing.webex.world
    room = world.direct(ana, standing.recbot)
    before = len(standing.posts(room))
    dead = threading.Event()

    def kill(_request: object) -> None:
        standing.kill()
        dead.set()

    method, path, when = STEPS[step]
    world.fault(method, path, **{when: kill})  # type: ignore[arg-type]  # one of two names
    becomes_ready(standing, ana, f"Made {step}")
    assert dead.wait(30), "the bot never came to that step"
    world.clear_faults()
    standing.start()
    standing.sees(room, before + 1)
    becomes_ready(standing, ana, f"Shows that {step} all was told")
    told = [post.text or "" for post in standing.sees(room, before + 2)[before:]]
    assert sum(f"Made {step}" in text for text in told) == 1
    assert sum(f"Shows that {step}" in text for text in told) == 1
    assert len(told) == 2
