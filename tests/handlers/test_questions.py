"""A question that is kept means the same later: in another room, another week, after another list."""

from datetime import timedelta

import pytest

from core.calls import CallFilters, ListCalls
from core.commands import (
    CallId,
    Command,
    Confirm,
    Delete,
    ExplainMissing,
    ExplainRecording,
    FindSaid,
    GetLinks,
    ListMeeting,
    ListRecordings,
    ListSeries,
    Number,
    PlaybackLink,
    Purge,
    RecordingId,
    Reference,
    Restore,
    SetRecording,
    Share,
    ShowLatest,
    ShowParticipants,
    ShowRecording,
    ShowStatus,
    ShowSummary,
    ShowTranscript,
    ShowTrash,
    ShowViewers,
    Unshare,
)
from core.people import Asker, Person, Preferences
from core.periods import Period
from core.recordings import Filters
from core.replies import ShownList
from core.timeline import ShowTimeline
from handlers.grammar.sentences import parse
from handlers.questions import question_of
from tests.stage import START, Stage

FIRST, SECOND = RecordingId("1" * 32), RecordingId("2" * 32)
CALL = CallId("7c0d1e2f-3a4b-4c5d-8e6f-708192a3b4c5")
BO, SPACE, THREAD = "Y2lzY29zcGFyazovL3VzL1BFT1BMRS9ibw", "Y2lzY29zcGFyazovL3VzL1JPT00vMQ", "Y2lzY29zcGFyazovL3VzL00vMQ"
PERIOD = Period(START - timedelta(days=3), START)
SYNC = Filters("the sync", status="deleted")


@pytest.fixture
def asker(stage: Stage) -> Asker:
    """Somebody in a space, whose last list had two recordings of meetings and a call."""
    person = Person("P1", "ana@example.com", "Ana Ruiz", "O1")
    directory = stage.bot.services.people
    with stage.bot.database.begin() as tx:
        directory.keep(tx, "P1", person)
        directory._store.keep_shown(tx, "P1", ShownList((FIRST.value, SECOND.value, CALL.value)))
    return Asker(person, Preferences(), SPACE, is_direct=False, now=START, thread_id=THREAD)


def again(command: Command, asker: Asker, stage: Stage) -> Command | None:
    """What the kept question means, a week later."""
    question = question_of(command, asker, stage.bot.services)
    return None if question is None else parse(question, now=START + timedelta(days=7), zone=asker.zone)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        (ShowRecording(Number(2)), ShowRecording(SECOND)),
        (ShowRecording(Number(2), wants_more=True), ShowRecording(SECOND, wants_more=True)),
        (GetLinks(PlaybackLink("a" * 32)), GetLinks(PlaybackLink("a" * 32))),
        (ShowSummary(Number(1)), ShowSummary(FIRST)),
        (ShowParticipants(Number(1)), ShowParticipants(FIRST)),
        (ShowViewers(FIRST), ShowViewers(FIRST)),
        (ExplainRecording(Number(2)), ExplainRecording(SECOND)),
        (ExplainMissing("weekly sync"), ExplainMissing("weekly sync")),
        (ShowTranscript(Number(2), "vtt"), ShowTranscript(SECOND, "vtt")),
        (ShowTranscript(Number(2)), ShowTranscript(SECOND)),
        (ShowLatest(), ShowLatest()),
        (ListMeeting("123456789"), ListMeeting("123456789")),
        (ListSeries(), ListSeries()),
        (SetRecording("a" * 32, True), SetRecording("a" * 32, True)),
        (SetRecording("a" * 32, False), SetRecording("a" * 32, False)),
        (ShowTrash(), ShowTrash()),
        (ShowTrash(PERIOD, "c" * 32), ShowTrash(PERIOD, "c" * 32)),
        (
            ShowTimeline(Filters("the sync", status="deleted"), PERIOD),
            ShowTimeline(Filters("the sync", status="deleted"), PERIOD),
        ),
        (ShowTimeline(period=PERIOD, after=CALL.value), ShowTimeline(period=PERIOD, after=CALL.value)),
        (Delete((Number(3), CallId(CALL.value.upper()))), Delete((CALL,))),
        (ListRecordings(period=PERIOD), ListRecordings(period=PERIOD)),
        (ListCalls(CallFilters(topic="eva"), PERIOD), ListCalls(CallFilters(topic="eva"), PERIOD)),
        (GetLinks(CALL), GetLinks(CALL)),
        (FindSaid("budget cut", "Bo", PERIOD), FindSaid("budget cut", "Bo", PERIOD)),
        (Delete((Number(2), Number(1))), Delete((SECOND, FIRST))),
        (Restore((Number(1), SECOND)), Restore((FIRST, SECOND))),
        (Purge((Number(1),)), Purge((FIRST,))),
        (Purge((Number(1),), "2-5"), Purge((FIRST,), "2-5")),
        (Share(Number(1), (BO, "cy@globex.com")), Share(FIRST, (BO, "cy@globex.com"))),
        (Share(FIRST, ("cy@globex.com",), sends_mail=True), Share(FIRST, ("cy@globex.com",), sends_mail=True)),
        (Share(Number(1), is_here=True), Share(FIRST, is_here=True, room_id=SPACE, thread_id=THREAD)),
        (Unshare(Number(1), (BO,)), Unshare(FIRST, (BO,))),
    ],
)
def test_a_question_means_the_same_later(stage: Stage, asker: Asker, asked: Command, meant: Command) -> None:
    assert again(asked, asker, stage) == meant


def test_a_number_of_a_call_is_that_call_later(stage: Stage, asker: Asker) -> None:
    with stage.bot.database.begin() as tx:
        stage.bot.services.people._store.keep_shown(tx, "P1", ShownList((FIRST.value, CALL.value)))
    assert again(ShowRecording(Number(2)), asker, stage) == ShowRecording(CALL)
    assert again(Delete((Number(2), Number(1))), asker, stage) == Delete((CALL, FIRST))


@pytest.mark.parametrize("of", [Number(4), Number(0)])
def test_a_number_of_no_list_is_no_question(stage: Stage, asker: Asker, of: Reference) -> None:
    assert again(Delete((Number(1), of)), asker, stage) is None
    assert again(ShowRecording(of), asker, stage) is None


@pytest.mark.parametrize("command", [ShowStatus(), Confirm("x" * 30)])
def test_what_makes_no_sense_to_ask_again_is_not_kept(stage: Stage, asker: Asker, command: Command) -> None:
    assert again(command, asker, stage) is None
