"""SIGKILL at each step of an answer, and a start again: what was accepted is answered, and in a direct room once."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from simulator.directory import Person
from simulator.spaces import Space
from tests.kills.standing import Standing, standing_bot

STEPS = {
    "before the question is read": ("GET", "/messages/", "before"),
    "when the question was read": ("GET", "/messages/", "after"),
    "before the recordings are asked for": ("GET", "/recordings", "before"),
    "when the recordings were listed": ("GET", "/recordings", "after"),
    "before the answer is posted": ("POST", "/messages", "before"),
    "when the answer was posted and the bot has not heard so": ("POST", "/messages", "after"),
}


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    with standing_bot(tmp_path_factory.mktemp("kills")) as standing:
        yield standing


@pytest.fixture(scope="module")
def ana(standing: Standing) -> Person:
    """Connected, and with a recording."""
    world = standing.webex.world
    ana = world.person("Ana Ruiz", email="ana@example.com", timezone="Europe/Madrid")
    world.record(ana, "Weekly sync", standing.webex.clock.now() - timedelta(days=2))
    standing.connects(ana, "connect", posts=3)
    return ana


def _killed_at(standing: Standing, step: tuple[str, str, str]) -> threading.Event:
    """The bot dies when it comes to that step; the event is set then."""
    dead = threading.Event()

    def kill(_request: object) -> None:
        standing.kill()
        dead.set()

    method, path, when = step
    standing.webex.world.fault(
        method, path, before=kill if when == "before" else None, after=None if when == "before" else kill
    )
    return dead


def _ask_and_die(standing: Standing, ana: Person, words: str, space: Space, step: tuple[str, str, str]) -> None:
    dead = _killed_at(standing, step)
    mention = [] if space.kind == "direct" else [standing.recbot]
    standing.webex.world.post(ana, space, words, mention=mention)
    assert dead.wait(30), "the bot never came to that step"
    standing.webex.world.clear_faults()
    standing.start()


@pytest.mark.parametrize("words", ["list", "links 1"])
@pytest.mark.parametrize("step", STEPS)
def test_a_question_in_the_direct_room_is_answered_once(standing: Standing, ana: Person, step: str, words: str) -> None:
    room = standing.webex.world.direct(ana, standing.recbot)
    standing.webex.world.post(ana, room, "list")
    before = len(standing.sees(room, len(standing.posts(room)) + 1))
    _ask_and_die(standing, ana, words, room, STEPS[step])
    standing.webex.world.post(ana, room, "help latest")  # answered after everything before it
    answers = standing.sees(room, before + 2)[before:]
    assert [answer.text.split()[0] for answer in answers if answer.text] == [
        {"list": "Recordings:", "links 1": "Links"}[words],
        "latest:",
    ]


SPACE_STEPS = STEPS | {
    "before the note is posted": ("POST", "/messages", "before second"),
    "when the note was posted and the bot has not heard so": ("POST", "/messages", "after second"),
}


@pytest.mark.parametrize("step", SPACE_STEPS)
def test_a_question_in_a_space_is_answered_once_and_noted_at_most_once(
    standing: Standing, ana: Person, step: str
) -> None:
    world = standing.webex.world
    room = world.direct(ana, standing.recbot)
    space = world.space("Project X", [ana, standing.recbot])
    noted = len(standing.sees(space, 1))
    before = len(standing.posts(room))
    method, path, when = SPACE_STEPS[step]
    if when.endswith("second"):
        world.fault(method, path)  # lets the first post pass
    _ask_and_die(standing, ana, "RecBot list", space, (method, path, when.split()[0]))
    world.post(ana, room, "help latest")
    answers = standing.sees(room, before + 2)[before:]
    assert [answer.text.split()[0] for answer in answers if answer.text] == ["Recordings:", "latest:"]
    assert len(standing.posts(space)) - noted <= 1


def test_what_was_accepted_while_no_worker_ran_is_answered_after_the_start(standing: Standing, ana: Person) -> None:
    """Several questions, killed at the first: all are answered, in order."""
    room = standing.webex.world.direct(ana, standing.recbot)
    before = len(standing.posts(room))
    reading, accepted, killed = threading.Event(), threading.Event(), threading.Event()

    def kill(_request: object) -> None:
        reading.set()
        accepted.wait(30)
        standing.kill()
        killed.set()

    standing.webex.world.fault("GET", "/messages/", before=kill)
    for words in ("status", "help list", "help show"):
        standing.webex.world.post(ana, room, words)
    assert reading.wait(30)
    standing.webex.settle()
    accepted.set()
    standing.webex.world.clear_faults()
    assert killed.wait(30)
    standing.start()
    answers = standing.sees(room, before + 3)[before:]
    assert [answer.text.split()[0] for answer in answers if answer.text] == ["How", "list", "show"]


def test_it_leaves_in_order_when_it_is_told_to(standing: Standing, ana: Person) -> None:
    assert standing.stop() == 0
    standing.start()
    room = standing.webex.world.direct(ana, standing.recbot)
    before = len(standing.posts(room))
    standing.webex.world.post(ana, room, "status")
    standing.sees(room, before + 1)
