"""The note that says it takes a while: it comes once, and goes when the answer comes."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from cards.notes import STILL_WORKING
from jobs.retrying import SURE
from store.work import LEASE
from tests.jobs.bench import SOON
from tests.jobs.looks import counted, failures
from tests.stage import START, Speaker, Stage, running_bot, staged

A_WHILE = timedelta(minutes=2)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A stage whose bot says at once that it takes a while."""
    with staged(tmp_path, note_after=0.0) as stage:
        yield stage


@pytest.fixture
def connected(stage: Stage, ana: Speaker) -> Speaker:
    """Ana with a recording and nothing under way."""
    stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=2))
    ana.connects()
    stage.settle()
    return ana


def standing(person: Speaker) -> int:
    """How many notes stand in the direct room."""
    return sum(heard.text == STILL_WORKING for heard in person.heard())


def slow_until_noted(stage: Stage, status: int | None = None) -> threading.Event:
    """Let Webex take its time for the list, until a note was posted."""
    noted = threading.Event()
    stage.webex.world.fault("POST", "/messages", after=lambda _: noted.set())
    stage.webex.world.fault("GET", "/recordings", status, before=lambda _: noted.wait(SOON))
    return noted


def test_who_waits_long_is_told_so_and_the_note_goes_when_the_answer_comes(stage: Stage, connected: Speaker) -> None:
    before = len(stage.webex.world.deleted_messages)
    noted = slow_until_noted(stage)
    connected.says("list").has("Weekly sync")
    assert noted.is_set()
    assert [message.text for message in stage.webex.world.deleted_messages[before:]] == [STILL_WORKING]
    assert standing(connected) == 0


def test_a_note_that_lands_after_another_process_has_answered_is_deleted(stage: Stage, connected: Speaker) -> None:
    before = len(connected.heard())
    with running_bot(stage.webex, stage.recbot, stage.folder) as other:

        def overtaken(_: object) -> None:
            stage.clock.advance(2 * LEASE)
            other.worker.run_due()

        noted = threading.Event()
        stage.webex.world.fault("POST", "/messages", before=overtaken, after=lambda _: noted.set())
        stage.webex.world.fault("GET", "/recordings", before=lambda _: noted.wait(SOON))
        connected.writes("list")
        stage.settle()
    assert noted.is_set()
    assert standing(connected) == 0
    assert len(connected.heard()) == before + 1


def test_the_note_comes_once_also_when_it_takes_several_attempts(stage: Stage, connected: Speaker) -> None:
    before = len(stage.webex.world.deleted_messages)
    slow_until_noted(stage, 503)
    stage.webex.world.fault("GET", "/recordings", 503, times=2)
    connected.writes("list")
    stage.settle()
    assert standing(connected) == 1
    for _ in range(3):
        stage.passes(A_WHILE)
    assert standing(connected) == 0
    assert [message.text for message in stage.webex.world.deleted_messages[before:]] == [STILL_WORKING]
    connected.last().has("Weekly sync")


def test_the_note_goes_also_when_the_answer_is_that_it_did_not_work(stage: Stage, connected: Speaker) -> None:
    slow_until_noted(stage, 403)
    connected.says("list").has("Webex said no")
    assert standing(connected) == 0


def test_a_note_of_which_nobody_knows_whether_it_landed_is_not_repeated(stage: Stage, connected: Speaker) -> None:
    asked = threading.Event()
    stage.webex.world.fault("POST", "/messages", drop=True, land=False, after=lambda _: asked.set())
    stage.webex.world.fault("GET", "/recordings", 503, before=lambda _: asked.wait(SOON))
    connected.writes("list")
    stage.settle()
    stage.passes(A_WHILE)
    connected.last().has("Weekly sync")
    assert standing(connected) == 0
    assert counted(stage, "unsure_posts", decision="left out") == 1


def test_a_note_that_landed_though_nobody_heard_so_is_found_and_deleted(stage: Stage, connected: Speaker) -> None:
    asked, before = threading.Event(), len(stage.webex.world.deleted_messages)
    stage.webex.world.fault("POST", "/messages", drop=True, land=True, after=lambda _: asked.set())
    stage.webex.world.fault("GET", "/recordings", 503, before=lambda _: asked.wait(SOON))
    connected.writes("list")
    stage.settle()
    assert standing(connected) == 1
    stage.passes(A_WHILE)
    connected.last().has("Weekly sync")
    assert standing(connected) == 0
    assert [message.text for message in stage.webex.world.deleted_messages[before:]] == [STILL_WORKING]


def test_in_a_space_the_note_goes_to_the_direct_room(stage: Stage, connected: Speaker) -> None:
    space = stage.space("Team", connected)
    stage.settle()
    seen: list[int] = []
    noted = threading.Event()
    stage.webex.world.fault("POST", "/messages", after=lambda _: noted.set())

    def look(_: object) -> None:
        noted.wait(SOON)
        seen.append(standing(connected))

    stage.webex.world.fault("GET", "/recordings", before=look)
    connected.says("list", space).has("Weekly sync")
    assert seen == [1]
    assert STILL_WORKING not in [heard.text for heard in stage.heard_in(space)]


def test_a_note_that_is_gone_already_is_as_good_as_deleted(stage: Stage, connected: Speaker) -> None:
    slow_until_noted(stage)
    stage.webex.world.fault("DELETE", "/messages", 404, times=None)
    connected.writes("list")
    for _ in range(SURE + 1):
        stage.passes(A_WHILE)
    assert failures(stage) == []
    assert stage.bot.work.waiting() == 0


@pytest.mark.parametrize(
    ("method", "path", "status", "times"),
    [
        ("DELETE", "/messages", 404, 2),
        ("DELETE", "/messages", 500, 9),
        ("GET", "/messages/direct", 403, 2),
        ("GET", "/messages/direct", 429, 9),
    ],
)
def test_a_note_that_cannot_be_deleted_holds_nobody_up_and_goes_in_the_end(
    stage: Stage, connected: Speaker, method: str, path: str, status: int, times: int
) -> None:
    noted = slow_until_noted(stage)
    if method == "GET":  # nobody heard that it landed, so it is looked up first
        stage.webex.world.clear_faults()
        stage.webex.world.fault("POST", "/messages", drop=True, land=True, after=lambda _: noted.set())
        stage.webex.world.fault("GET", "/recordings", before=lambda _: noted.wait(SOON))
    stage.webex.world.fault(method, path, status, times=times)
    connected.writes("list")
    connected.writes("help latest")
    stage.settle()
    texts = [heard.text for heard in connected.heard()]
    assert sum("Weekly sync" in text for text in texts) == sum("For example: latest" in text for text in texts) == 1
    assert standing(connected) > 0
    for _ in range(12):
        stage.passes(A_WHILE)
    assert standing(connected) == 0
    assert failures(stage) == []
    assert stage.bot.work.waiting() == 0


def test_a_note_that_lands_long_after_the_answer_is_deleted(stage: Stage, connected: Speaker) -> None:
    asked = threading.Event()
    late = timedelta(seconds=90)
    stage.webex.world.fault("POST", "/messages", late=late, after=lambda _: asked.set())
    stage.webex.world.fault("GET", "/recordings", before=lambda _: asked.wait(SOON))
    stage.webex.world.fault("GET", "/messages/direct", 503)
    connected.says("list").has("Weekly sync")
    before = len(stage.webex.world.deleted_messages)
    for _ in range(8):
        stage.passes(late / 4)
    assert [message.text for message in stage.webex.world.deleted_messages[before:]] == [STILL_WORKING]
    assert stage.bot.work.waiting() == 0


def test_of_two_notes_each_is_deleted_by_the_row_that_knows_it(stage: Stage, connected: Speaker) -> None:
    """The first can't be deleted at once, and nobody hears that the second has landed."""
    slow_until_noted(stage)
    stage.webex.world.fault("DELETE", "/messages", 503)
    connected.writes("list")
    stage.settle()
    assert standing(connected) == 1
    asked = threading.Event()
    stage.webex.world.fault("POST", "/messages", drop=True, land=True, after=lambda _: asked.set())
    stage.webex.world.fault("GET", "/recordings", before=lambda _: asked.wait(SOON))
    connected.writes("list")
    stage.settle()
    for _ in range(4):
        stage.passes(A_WHILE)
    assert standing(connected) == 0
    assert stage.bot.work.waiting() == 0


def test_a_note_is_found_and_deleted_also_after_its_person_has_disconnected(stage: Stage, connected: Speaker) -> None:
    asked = threading.Event()
    stage.webex.world.fault("POST", "/messages", late=timedelta(seconds=20), after=lambda _: asked.set())
    stage.webex.world.fault("GET", "/recordings", before=lambda _: asked.wait(SOON))
    connected.writes("list")
    connected.writes("disconnect")
    stage.settle()
    for _ in range(2):
        stage.passes(A_WHILE)
    assert standing(connected) == 0
    assert stage.bot.work.waiting() == 0


def test_a_consent_that_leads_to_a_long_answer_has_a_note_too(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=2))
    ana.says("list")
    before = len(stage.webex.world.deleted_messages)
    slow_until_noted(stage)
    ana.connects().has("Weekly sync")
    assert [message.text for message in stage.webex.world.deleted_messages[before:]] == [STILL_WORKING]
