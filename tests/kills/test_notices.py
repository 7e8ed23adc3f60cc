"""SIGKILL at each request of a notice, and between hearing, planning and telling: each comes once, and nothing is lost.

All requests, not only the telling ones: `KILL_AT=all .venv/bin/python -m pytest tests/kills`.
"""

import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest

from services.sweeps import MANY
from services.webhooks import PERSONAL
from simulator.directory import Person
from simulator.identifiers import new
from tests.kills import noticing
from tests.kills.noticing import HOOKS, LISTS, LOOK, MADE, NEW_HOOK, NOTES, OLD_HOOK, RECORDING, STAGES
from tests.kills.standing import Standing, standing_bot
from tests.kills.steps import LOOK_UP, POST, Request, answered, around, dies, tried, unknown

ABOUT_ONE = {
    "recording": {"the recording": RECORDING, "the post": POST, **LOOK},
    "transcript": MADE,
    "notes": MADE,
}
"""What is asked of Webex for each thing that is made of a meeting."""
POINTS = {
    f"{stage}, {name}": (stage, steps) for stage, asked in ABOUT_ONE.items() for name, steps in around(asked).items()
}
MISSED = LISTS | {"the recording": RECORDING, "the first post": POST, "the last post": replace(POST, nth=3), **LOOK}
LISTED = LISTS | {"its transcripts": noticing.TRANSCRIPTS, "its notes": NOTES, "the post": POST, **LOOK}
MENDED = {
    "the webhooks": HOOKS,
    "what is made": NEW_HOOK,
    "what is switched on": Request("PUT", "/webhooks/", by_bot=False),
    "what is removed": OLD_HOOK,
}
ASKED = {"the question": Request("GET", "/messages/"), "the webhooks": HOOKS, "the answer": POST}
ON = ASKED | {"the first webhook": NEW_HOOK, "the last webhook": noticing.LAST_NEW_HOOK}
OFF = ASKED | {"the first webhook": OLD_HOOK, "the last webhook": noticing.LAST_OLD_HOOK}
WAITS = {"the word": POST}
KNOWN = [
    *(request for asked in (*ABOUT_ONE.values(), MISSED, LISTED, MENDED, ON) for request in asked.values()),
    LOOK_UP,
    noticing.RECORDED,
    Request("GET", "/people/me", by_bot=False),
]


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    with standing_bot(tmp_path_factory.mktemp("notices")) as standing:
        yield standing


@pytest.fixture(scope="module")
def ana(standing: Standing) -> Person:
    return noticed(standing, "Ana")


@pytest.fixture(autouse=True)
def nothing_unknown_is_asked(standing: Standing, ana: Person) -> Iterator[None]:
    """Of Webex: each request that it is asked stands in one of the lists."""
    standing.webex.world.forget_requests()
    yield
    assert unknown(standing, KNOWN) == []


def noticed(standing: Standing, name: str) -> Person:
    """Somebody connected, with notices on and no sweeps."""
    world = standing.webex.world
    person = world.person(name, email=f"{name.lower().replace(' ', '.')}@example.com", timezone="Europe/Madrid")
    assert "Notices are on" in standing.connects(person, "notify on")
    noticing.no_sweeps(standing)
    return person


def told(standing: Standing, person: Person, before: int, count: int) -> list[str]:
    """What was told since then: that many things, and one more last of all."""
    room = standing.webex.world.direct(person, standing.recbot)
    standing.sees(room, before + count)
    standing.listens()
    noticing.last_of_all(standing, person)
    *posts, last = [post.text or "" for post in standing.sees(room, before + count + 1)[before:]]
    assert "Last of all" in last
    return sorted(post.split(" · ")[0] for post in posts)


def hooks(standing: Standing, person: Person) -> list[str]:
    """What that person's webhooks are for; those that are switched off tell nothing."""
    mine = [hook for hook in standing.webex.world.webhooks if hook.owner is person]
    assert {hook.status for hook in mine} <= {"active"}
    return sorted(hook.resource for hook in mine)


ALL_HOOKS = sorted(resource for resource, _ in PERSONAL)
TELLING = ("recording, after the recording", "recording, before the post", "recording, after the post")


@pytest.mark.parametrize("name", tried(POINTS, *TELLING))
def test_what_is_made_of_a_meeting_comes_once_and_in_one_thread(standing: Standing, ana: Person, name: str) -> None:
    room, (where, steps) = standing.webex.world.direct(ana, standing.recbot), POINTS[name]
    before, meeting = len(standing.posts(room)), noticing.held(standing, ana, f"Made {name}")
    for count, (stage, comes) in enumerate(STAGES.items(), 1):
        begin = partial(comes, standing, meeting)
        if stage == where:
            dies(standing, steps, ana, begin)
        else:
            looked = answered(standing, NOTES, ana)
            begin()
            assert looked.wait(30), "nobody looked for what else is made of it"
        standing.sees(room, before + count)
    assert told(standing, ana, before, 3) == [
        f"A recording is ready: Made {name}",
        f"The AI notes are ready: Made {name}",
        f"The transcript is ready: Made {name}",
    ]
    first, *others = standing.posts(room)[before : before + 3]
    assert [each.parent_id for each in (first, *others)] == [None, first.id, first.id]


def test_what_was_heard_while_no_worker_ran_is_told_once_after_the_start(standing: Standing, ana: Person) -> None:
    before = len(standing.posts(standing.webex.world.direct(ana, standing.recbot)))
    heard, killed = threading.Event(), threading.Event()

    def kill(_request: object) -> None:
        heard.wait(30)
        standing.kill()
        killed.set()

    standing.webex.world.fault("GET", "/recordings/", before=kill)
    for title in ("First", "Second"):
        noticing.made(standing, ana, title)
    standing.webex.settle()
    heard.set()
    assert killed.wait(30)
    standing.start()
    everything = [
        f"{what}: {title}"
        for what in ("A recording is ready", "The transcript and the AI notes are ready")
        for title in ("First", "Second")
    ]
    assert told(standing, ana, before, 4) == everything


@pytest.mark.parametrize("name", tried(around(MISSED), "after the list of calls"))
def test_what_a_sweep_finds_is_told_once_and_nothing_else(standing: Standing, ana: Person, name: str) -> None:
    """Also nothing that was told before: what was killed then was told, and known to be."""
    before = len(standing.posts(standing.webex.world.direct(ana, standing.recbot)))
    titles = [f"{number} missed {name}" for number in (1, 2)]
    dies(standing, around(MISSED)[name], ana, partial(noticing.a_sweep_is_due, standing, ana, *titles))
    assert told(standing, ana, before, 4) == [
        *(f"A recording is ready: {title}" for title in titles),
        *(f"The transcript and the AI notes are ready: {title}" for title in titles),
    ]


@pytest.mark.parametrize("name", tried(around(LISTED)))
def test_a_list_of_what_was_missed_comes_once(standing: Standing, ana: Person, name: str) -> None:
    before = len(standing.posts(standing.webex.world.direct(ana, standing.recbot)))
    titles = [f"{number} missed {name}" for number in range(MANY + 1)]
    dies(standing, around(LISTED)[name], ana, partial(noticing.a_sweep_is_due, standing, ana, *titles))
    (text,) = told(standing, ana, before, 1)
    assert "Ready meanwhile" in text


@pytest.mark.parametrize("name", tried(around(MENDED)))
def test_a_sweep_puts_webhooks_right_and_leaves_no_doubles(standing: Standing, ana: Person, name: str) -> None:
    world, before = standing.webex.world, len(standing.posts(standing.webex.world.direct(ana, standing.recbot)))
    off, gone, doubled, _ = [hook for hook in world.webhooks if hook.owner is ana]
    off.status = "inactive"
    world.hooks.remove(gone)
    double = replace(doubled, id=new("WEBHOOK"))
    world.hooks._webhooks[double.id] = double
    dies(standing, around(MENDED)[name], ana, partial(noticing.a_sweep_is_due, standing, ana))
    noticing.becomes_ready(standing, ana, "After it")
    assert told(standing, ana, before, 1) == ["A recording is ready: After it"]
    assert hooks(standing, ana) == ALL_HOOKS


@pytest.mark.parametrize("name", tried(around(ON)))
def test_notices_are_switched_on_once(standing: Standing, name: str) -> None:
    _switched(standing, f"On {name}", "on", name)


@pytest.mark.parametrize("name", tried(around(OFF)))
def test_notices_are_switched_off_once(standing: Standing, name: str) -> None:
    _switched(standing, f"Off {name}", "off", name)


def _switched(standing: Standing, who: str, word: str, name: str) -> None:
    """Killed while somebody says the one, answered once, and what was said counts."""
    world = standing.webex.world
    person = noticed(standing, who)
    room = world.direct(person, standing.recbot)
    before = len(standing.posts(room))
    if word == "on":
        world.post(person, room, "notify off")
        before = len(standing.sees(room, before + 1))
    steps = around(ON if word == "on" else OFF)[name]
    dies(standing, steps, person, lambda: world.post(person, room, f"notify {word}"))
    standing.sees(room, before + 1)
    world.post(person, room, "help latest")
    answers = [post.text or "" for post in standing.sees(room, before + 2)[before:]]
    assert [answer.splitlines()[0].split(":")[0] for answer in answers] == [f"Notices are {word}", "latest"]
    assert hooks(standing, person) == (ALL_HOOKS if word == "on" else [])
    noticing.no_sweeps(standing)


@pytest.mark.parametrize("name", tried(around(WAITS)))
def test_that_notices_wait_is_said_once(standing: Standing, name: str) -> None:
    person = noticed(standing, f"Cy {name}")
    room = standing.webex.world.direct(person, standing.recbot)
    before = len(standing.posts(room))
    standing.webex.world.revoke(person)
    dies(standing, around(WAITS)[name], person, partial(noticing.a_sweep_is_due, standing, person))
    standing.sees(room, before + 1)
    noticing.a_sweep_is_due(standing, person)
    standing.listens()
    standing.webex.world.post(person, room, "help latest")
    waits, other = [post.text or "" for post in standing.sees(room, before + 2)[before:]]
    assert "Your notices wait for you" in waits
    assert other.startswith("latest")
