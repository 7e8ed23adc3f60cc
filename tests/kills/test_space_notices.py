"""SIGKILL while a space is told: it hears everything, and twice only what was posted as the bot died.

All requests, not only the telling ones: `KILL_AT=all .venv/bin/python -m pytest tests/kills`.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest

from services.sweeps import MOST_LISTED
from simulator.directory import Person
from simulator.spaces import Space
from tests.kills import noticing
from tests.kills.noticing import HOOKS, LISTS, LOOK, MEETINGS, NEW_HOOK, NOTES, OLD_HOOK, RECORDED, RECORDING, STAGES
from tests.kills.standing import Standing, standing_bot
from tests.kills.steps import LOOK_UP, MEMBERS, POST, Request, answered, around, dies, tried, unknown

AGAIN = {f"{name} once more": replace(request, nth=2) for name, request in LOOK.items()}
TOLD = {**LOOK, "who is there": MEMBERS, **AGAIN, "its recording once more": replace(RECORDED, nth=2), "the post": POST}
ABOUT_ONE = {
    "recording": {
        "the recording": RECORDING,
        "who is there": MEMBERS,
        "the recording once more": replace(RECORDING, nth=2),
        "the post": POST,
    },
    "transcript": TOLD,
    "notes": TOLD,
}
"""What is asked of Webex for each thing that is made of a meeting: for whom it is, and once more for the space."""
POINTS = {
    f"{stage}, {name}": (stage, steps)
    for stage, asked in ABOUT_ONE.items()
    for name, steps in around(asked, is_direct=False).items()
}
MISSED = LISTS | {"who is there": MEMBERS, "the recording": RECORDING, "the first post": POST}
LISTED = LISTS | {
    "who is there": MEMBERS,
    "the list for the space": replace(MEETINGS, nth=2),
    "a transcript": noticing.TRANSCRIPTS,
    "AI notes": NOTES,
    "the first post": POST,
    "the second post": replace(POST, nth=2),
}
ON = {
    "the question": Request("GET", "/messages/"),
    "who is there": MEMBERS,
    "the webhooks": HOOKS,
    "the first webhook": NEW_HOOK,
    "the last webhook": noticing.LAST_NEW_HOOK,
    "the answer": POST,
}
ENDED = {
    "who is there": MEMBERS,
    "the last look at who is there": replace(MEMBERS, nth=6),
    "the word": POST,
    "the webhooks": replace(HOOKS, nth=2),
    "a webhook that goes": OLD_HOOK,
}
KNOWN = [
    *(request for asked in (*ABOUT_ONE.values(), MISSED, LISTED, ON, ENDED) for request in asked.values()),
    Request("PUT", "/webhooks/", by_bot=False),  # a hundred deliveries to a bot that is away switch one off
    Request("GET", "/people/me", by_bot=False),
    LOOK_UP,
]


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    with standing_bot(tmp_path_factory.mktemp("space notices")) as standing:
        yield standing


@pytest.fixture(scope="module")
def ana(standing: Standing) -> Person:
    return standing.webex.world.person("Ana Ruiz", email="ana@example.com", timezone="Europe/Madrid")


@pytest.fixture(scope="module")
def team(standing: Standing, ana: Person) -> Space:
    """A space that is told of all that is Ana's."""
    team = noticing.has_told(standing, ana, "Team", "notify here")
    noticing.no_sweeps(standing)
    return team


@pytest.fixture(autouse=True)
def nothing_unknown_is_asked(standing: Standing, team: Space) -> Iterator[None]:
    """Of Webex: each request that it is asked stands in one of the lists."""
    standing.webex.world.forget_requests()
    yield
    assert unknown(standing, KNOWN) == []


def told(standing: Standing, ana: Person, team: Space, before: int, count: int) -> list[str]:
    """What was told since then: that many things, and one more last of all."""
    standing.sees(team, before + count)
    standing.listens()
    noticing.last_of_all(standing, ana)
    *posts, last = [post.text or "" for post in standing.sees(team, before + count + 1)[before:]]
    assert "Last of all" in last
    return sorted(post.split(" · ")[0] for post in posts)


@pytest.mark.parametrize("name", tried(POINTS, "recording, before who is there", "recording, after the post"))
def test_what_is_made_of_a_meeting_comes_to_a_space(standing: Standing, ana: Person, team: Space, name: str) -> None:
    """Twice where the post had landed: a bot can't look its own posts up in a space."""
    where, steps = POINTS[name]
    before, meeting = len(standing.posts(team)), noticing.held(standing, ana, f"Made {name}")
    count = 0
    for stage, comes in STAGES.items():
        begin = partial(comes, standing, meeting)
        count += 1 + (stage == where and steps == ((POST, "after"),))
        if stage == where:
            dies(standing, steps, ana, begin)
        else:
            looked = answered(standing, NOTES, ana)
            begin()
            assert looked.wait(30), "nobody looked for what else is made of it"
        standing.sees(team, before + count)
    twice = where if steps == ((POST, "after"),) else None
    whats = {
        "recording": "A recording is ready",
        "transcript": "The transcript is ready",
        "notes": "The AI notes are ready",
    }
    expected = [f"{what}: Made {name}" for stage, what in whats.items() for _ in range(1 + (stage == twice))]
    assert told(standing, ana, team, before, count) == sorted(expected)
    posts = standing.posts(team)[before : before + count]
    firsts = {each.id for each in posts if (each.text or "").startswith("A recording")}
    assert all(each.parent_id in firsts for each in posts if each.id not in firsts)


@pytest.mark.parametrize("name", tried(around(MISSED, is_direct=False)))
def test_what_a_sweep_finds_is_told_to_a_space(standing: Standing, ana: Person, team: Space, name: str) -> None:
    """And nothing that was told before."""
    before, titles = len(standing.posts(team)), [f"{number} missed {name}" for number in (1, 2)]
    steps = around(MISSED, is_direct=False)[name]
    dies(standing, steps, ana, partial(noticing.a_sweep_is_due, standing, ana, *titles))
    texts = told(standing, ana, team, before, 4 + (name == "after the first post"))
    assert sorted(set(texts)) == [
        *(f"A recording is ready: {title}" for title in titles),
        *(f"The transcript and the AI notes are ready: {title}" for title in titles),
    ]


@pytest.mark.parametrize("name", tried(around(LISTED, is_direct=False)))
def test_lists_of_what_was_missed_come_to_a_space(standing: Standing, ana: Person, team: Space, name: str) -> None:
    before, titles = len(standing.posts(team)), [f"{number} missed {name}" for number in range(MOST_LISTED + 2)]
    steps = around(LISTED, is_direct=False)[name]
    dies(standing, steps, ana, partial(noticing.a_sweep_is_due, standing, ana, *titles))
    times = 2 + (name in ("after the first post", "after the second post"))
    texts = told(standing, ana, team, before, times)
    assert all("missed" in text.lower() or "meanwhile" in text for text in texts), texts


@pytest.mark.parametrize("name", tried(around(ON, is_direct=False)))
def test_a_space_is_told_from_then_on_once(standing: Standing, name: str) -> None:
    world = standing.webex.world
    bo = world.person(f"Bo {name}", email=f"{name.replace(' ', '.')}@example.com", timezone="Europe/Madrid")
    standing.connects(bo, "connect", posts=3)
    space = world.space(f"Of Bo {name}", [bo, standing.recbot])
    greeted = len(standing.sees(space, 1))
    steps = around(ON, is_direct=False)[name]
    dies(standing, steps, bo, lambda: world.post(bo, space, "RecBot notify here", mention=[standing.recbot]))
    answers = 1 + (name == "after the answer")
    standing.sees(space, greeted + answers)
    noticing.no_sweeps(standing)
    noticing.last_of_all(standing, bo)
    assert len(standing.sees(space, greeted + answers + 1)) == greeted + answers + 1
    with standing.beside() as bot:
        assert len(bot.services.space_notices.of(space.id)) == 1


@pytest.mark.parametrize("name", tried(around(ENDED)))
def test_that_it_has_ended_is_said_once(standing: Standing, name: str) -> None:
    world = standing.webex.world
    cy = world.person(f"Cy {name}", email=f"cy.{name.replace(' ', '.')}@example.com", timezone="Europe/Madrid")
    room = world.direct(cy, standing.recbot)
    space = noticing.has_told(standing, cy, f"Of Cy {name}", "notify here")
    before = len(standing.posts(room))
    world.leave(space, cy)
    dies(standing, around(ENDED)[name], cy, partial(noticing.a_sweep_is_due, standing, cy))
    standing.sees(room, before + 1)
    world.post(cy, room, "help latest")
    ended, other = [post.text or "" for post in standing.sees(room, before + 2)[before:]]
    assert "I stopped" in ended
    assert other.startswith("latest")
    with standing.beside() as bot:
        assert bot.services.space_notices.of(space.id) == []
