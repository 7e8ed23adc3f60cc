"""`calls` with a time and filters, and the IDs of calls wherever one recording is meant."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calls import CallFilters, ListCalls
from core.commands import (
    CallId,
    Command,
    ExplainMissing,
    ExplainRecording,
    GetLinks,
    Invalid,
    ListRecordings,
    ShowRecording,
    ShowTranscript,
)
from core.periods import Period
from handlers.grammar.calls import sentence
from handlers.grammar.references import read_reference
from handlers.grammar.sentences import parse
from handlers.grammar.several import read_several

NOW = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
ID = "7c0d1e2f-3a4b-4c5d-8e6f-708192a3b4c5"
MARCH = Period(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))


def ask(text: str) -> Command:
    return parse(text, now=NOW, zone=ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("calls", ListCalls()),
        ("/Calls!", ListCalls()),
        ("my calls", ListCalls()),
        ("list my calls", ListCalls()),
        ("show my calls", ListCalls()),
        ("phone calls in march", ListCalls(period=MARCH)),
        ("calls I had in march", ListCalls(period=MARCH)),
        ('calls topic:"with eva" in march', ListCalls(CallFilters(topic="with eva"), MARCH)),
        (
            "calls format:mp3 type:queue status:bin owner-type:virtual-line region:de location:loc-1",
            ListCalls(CallFilters(None, "MP3", "customerAssist", "deleted", "virtualLine", "DE", "loc-1")),
        ),
        (f"calls after:{ID.upper()}", ListCalls(after=ID)),
    ],
)
def test_calls_are_asked_for(text: str, command: Command) -> None:
    assert ask(text) == command


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zs", "Zl", "Zp"]), min_size=1, max_size=40
)
filters = st.builds(
    CallFilters,
    topic=st.none() | texts.filter(lambda text: not set(text) & set('"“”„‟«»＂')),
    format=st.sampled_from([None, "MP3", "MP4"]),
    type=st.sampled_from([None, "calling", "customerAssist"]),
    status=st.sampled_from([None, "available", "deleted"]),
    owner_type=st.sampled_from([None, "user", "place", "virtualLine", "callQueue"]),
    region=st.sampled_from([None, "US", "IN"]),
    location=st.sampled_from([None, "loc-1", "Y2lzY29z/x"]),
)


@given(filters, st.sampled_from([None, MARCH]), st.sampled_from([None, ID]))
def test_the_sentence_of_a_list_means_the_same(chosen: CallFilters, period: Period | None, after: str | None) -> None:
    command = ListCalls(chosen, period, after)
    assert ask(sentence(command)) == command


@pytest.mark.parametrize(
    ("text", "command"),
    [
        (ID, ShowRecording(CallId(ID))),
        (f"show {ID.upper()}.", ShowRecording(CallId(ID))),
        (f"show me the call {ID}", ShowRecording(CallId(ID))),
        (f"links for <{ID}>", GetLinks(CallId(ID))),
        (f"transcript {ID} vtt", ShowTranscript(CallId(ID), "vtt")),
        (f"why {ID}", ExplainRecording(CallId(ID))),
    ],
)
def test_an_id_of_a_call_is_taken_where_a_number_is(text: str, command: Command) -> None:
    assert ask(text) == command


@pytest.mark.parametrize(
    "text",
    [
        f"{ID}_M_0a1b2c3d4e5f40718293a4b5c6d7e8f9",
        f"9f8e7d6c5b4a43218765a1b2c3d4e5f6_I_480012345678901234_{ID}",
        f"https://acme.webex.com/x/{ID}",
        f"ciscospark://us/MESSAGE/{ID}",
        f"{ID}{ID}",
        f"{ID[:-1]}",
        f"x{ID}",
        ID.replace("-", "_"),
    ],
)
def test_a_uuid_inside_something_else_is_no_call(text: str) -> None:
    assert read_reference(text) is None


def test_a_link_to_a_meetings_recording_with_a_uuid_in_it_is_that_recording() -> None:
    link = f"https://acme.webex.com/acme/ldr.php?RCID={'2' * 32}&track={ID}"
    assert ask(f"have a look {link}") == ask(link) != ShowRecording(CallId(ID))


def test_several_may_be_of_both_kinds() -> None:
    found = read_several(f"2-3, {ID} and {'0' * 31}a", "delete 2")
    assert isinstance(found, tuple)
    assert CallId(ID) in found
    assert len(found) == 4


@pytest.mark.parametrize("text", ["calls of eva", "calls 2026-02-30", "calls format:arf", "calls host:me", "calls 2"])
def test_what_can_not_be_is_invalid(text: str) -> None:
    assert isinstance(ask(text), Invalid)


def test_meetings_keep_their_words() -> None:
    assert isinstance(ask("list"), ListRecordings)
    assert isinstance(ask("search calls"), ListRecordings)
    assert ask("why calls with eva") == ExplainMissing("calls with eva")
