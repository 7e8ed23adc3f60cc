"""Meetings by their number, and the switches of series."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.commands import Invalid, ListMeeting, ListSeries, SetRecording
from handlers.grammar.meetings import read_meeting, read_record

SERIES = "9f8e7d6c5b4a43218765a1b2c3d4e5f6"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("123456789", "123456789"),
        ("123 456 789", "123456789"),
        ("123-456-789", "123456789"),
        ("123 – 456.789", "123456789"),
        ("number: 2634 123 4567", "26341234567"),
        ("#26341234567.", "26341234567"),
        ("26341234567@acme.webex.com", "26341234567"),
    ],
)
def test_a_number_is_read_however_it_is_written(words: str, number: str) -> None:
    assert read_meeting(words) == ListMeeting(number)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "`meeting 123 456 789`"),
        ("number", "`meeting 123 456 789`"),
        ("12", "can't read `12`"),
        ("1234567890123", "9 to 12 digits"),
        ("١٢٣٤٥٦٧٨٩", "9 to 12 digits"),
        ("with ana", "can't read `ana`"),
        ("9" * 7_000, "9 to 12 digits"),
        (SERIES, "`list meeting:ID`"),
        (f"{SERIES}_I_480012345678901234", "`list meeting:ID`"),
        (f"{SERIES}_20260302T080000Z", "`list meeting:ID`"),
    ],
)
def test_other_meetings_get_one_sentence(words: str, said: str) -> None:
    found = read_meeting(words)

    assert isinstance(found, Invalid)
    assert said in found.problem
    assert len(found.problem) < 300


@pytest.mark.parametrize("words", ["", "the series", "automatically"])
def test_record_lists_the_series(words: str) -> None:
    assert read_record(words) == ListSeries()


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (f"on {SERIES}", SetRecording(SERIES, True)),
        (f"OFF {SERIES.upper()}", SetRecording(SERIES, False)),
        (f"{SERIES} off", SetRecording(SERIES, False)),
        (f"on {SERIES}_20260302T080000Z", SetRecording(f"{SERIES}_20260302T080000Z", True)),
        (f'on for series "{SERIES}".', SetRecording(SERIES, True)),
    ],
)
def test_the_switch_of_a_series_is_turned(words: str, command: SetRecording) -> None:
    assert read_record(words) == command


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("on", "Say which series"),
        ("off please", "Say which series"),
        ("on off", "Say which series"),
        ("on 2", "no series `2`"),
        ("on weekly sync", "no series `weekly sync`"),
        (f"on {SERIES} {SERIES}", "no series"),
        ("of", "`record off`"),
        (SERIES, "`record on` or `record off`"),
        (f"on off {SERIES}", "`record on` or `record off`"),
    ],
)
def test_other_switches_get_one_sentence(words: str, said: str) -> None:
    found = read_record(words)

    assert isinstance(found, Invalid)
    assert said in found.problem


@given(st.text() | st.lists(st.sampled_from(["on", "off", SERIES, "-", "1", "@", "number"])).map(" ".join))
def test_no_words_are_too_much(words: str) -> None:
    read_meeting(words)
    read_record(words)
