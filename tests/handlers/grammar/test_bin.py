"""Which recordings go into the bin, come out of it, or go for good."""

from datetime import UTC, datetime, timedelta
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.commands import Delete, Invalid, Number, PlaybackLink, Purge, RecordingId, Reference, Restore, ShowTrash
from core.periods import Period
from handlers.grammar.bin import read_delete, read_purge, read_restore, read_trash
from handlers.grammar.filters import LONGEST_VALUE
from handlers.grammar.several import MOST
from handlers.grammar.tokens import always_quoted

NOW = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
UTC_ZONE = ZoneInfo("UTC")
ID = "0a1b2c3d4e5f40718293a4b5c6d7e8f9"
DIGITS = "12345678901234567890123456789012"
RCID = "2222333344445555666677778888aaaa"
LINK = f"https://acme.webex.com/acme/ldr.php?RCID={RCID}"


def numbers(*values: int) -> tuple[Reference, ...]:
    return tuple(Number(value) for value in values)


@pytest.mark.parametrize(
    ("words", "of"),
    [
        ("2", numbers(2)),
        ("#2.", numbers(2)),
        ("2 3 4", numbers(2, 3, 4)),
        ("2, 3 and 4", numbers(2, 3, 4)),
        ("2,3,4", numbers(2, 3, 4)),
        ("2-5, 8", numbers(2, 3, 4, 5, 8)),
        ("2 - 5 8", numbers(2, 3, 4, 5, 8)),
        ("2–5", numbers(2, 3, 4, 5)),
        ("2..4", numbers(2, 3, 4)),
        ("#2-#4", numbers(2, 3, 4)),
        ("recordings 2 to 4 please", numbers(2, 3, 4)),
        ("from 2 through 4", numbers(2, 3, 4)),
        ("7-7", numbers(7)),
        ("8, 2, 8, 1-3", numbers(8, 2, 1, 3)),
        ("1-100", numbers(*range(1, 101))),
        ("1-100, 5", numbers(*range(1, 101))),
        (f"{ID}", (RecordingId(ID),)),
        (f"{ID.upper()} {ID} 3", (RecordingId(ID), Number(3))),
        (f'"{ID},{DIGITS}"', (RecordingId(ID), RecordingId(DIGITS))),
        (f"this one: {LINK}", (PlaybackLink(RCID),)),
        (f"2 & {LINK}", (Number(2), PlaybackLink(RCID))),
    ],
)
def test_several_are_meant_by_numbers_ranges_ids_and_links(words: str, of: tuple[Reference, ...]) -> None:
    assert read_delete(words) == Delete(of)
    assert read_restore(words) == Restore(of)
    assert read_purge(words) == Purge(of)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "`delete 2-5, 8`"),
        ("the recordings", "Say which ones"),
        ("all", "which recording `all`"),
        ("2 budget", "which recording `budget`"),
        ("2026-03-01", "which recording `2026-03-01`"),
        (f"{ID}0", "which recording"),
        ("0", "no number 0"),
        ("-1", "no number -1"),
        ("2 -0", "no number 0"),
        ("0-3", "no number 0"),
        ("3-10000", "no number 10000"),
        ("5-2", "from the lower number to the higher"),
        ("1-101", "at most 100"),
        ("1-60, 100-160", "at most 100"),
        ("2 " * 301, "at most 100"),
        (f"{DIGITS}-{DIGITS}", "numbers up to 9999"),
        ("1-" + "9" * 6_000, "no number 999999999999…"),
    ],
)
def test_impossible_ones_get_one_sentence(words: str, said: str) -> None:
    found = read_delete(words)

    assert isinstance(found, Invalid)
    assert said in found.problem
    assert len(found.problem) < 300


def test_restore_and_purge_say_it_in_their_own_words() -> None:
    restore, purge = read_restore(""), read_purge("")

    assert isinstance(restore, Invalid)
    assert isinstance(purge, Invalid)
    assert "`restore 2-5, 8`" in restore.problem
    assert "`purge 2`" in purge.problem


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ('2 "Weekly sync"', Purge(numbers(2), "Weekly sync")),
        ("2 Weekly sync", Purge(numbers(2), "Weekly sync")),
        ("2, 3 the Weekly sync", Purge(numbers(2, 3), "the Weekly sync")),
        ('2 typed:"3"', Purge(numbers(2), "3")),
        ("2 typed:3", Purge(numbers(2), "3")),
        ('2 typed:""', Purge(numbers(2))),
        ('2 "3"', Purge(numbers(2), "3")),
        ('2 re: budget "B"', Purge(numbers(2), "re: budget B")),
        (f'"{ID},{DIGITS}" "Weekly sync"', Purge((RecordingId(ID), RecordingId(DIGITS)), "Weekly sync")),
        ("2-3 " + "x" * 300, Purge(numbers(2, 3), "x" * LONGEST_VALUE)),
    ],
)
def test_what_stands_behind_the_recordings_was_typed_to_confirm(words: str, command: Purge) -> None:
    assert read_purge(words) == command


@given(st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters='"“”„‟«»＂'), min_size=1, max_size=50))
def test_any_topic_can_be_typed(topic: str) -> None:
    assert read_purge(f"{ID} typed:{always_quoted(topic)}") == Purge((RecordingId(ID),), topic)


def test_the_bin_takes_a_period() -> None:
    week = Period(NOW - timedelta(days=7), NOW)

    assert read_trash("", now=NOW, zone=UTC_ZONE) == ShowTrash()
    assert read_trash("please", now=NOW, zone=UTC_ZONE) == ShowTrash()
    assert read_trash("my recordings of the last 7 days", now=NOW, zone=UTC_ZONE) == ShowTrash(week)
    assert read_trash(str(week), now=NOW, zone=UTC_ZONE) == ShowTrash(week)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("host:me", "no `host:`, only a time"),
        ("today note:1", "no `note:`, only a time"),
        ("2", "can't read `2` as a time"),
        ("in 2099", "in the future"),
    ],
)
def test_the_bin_takes_nothing_else(words: str, said: str) -> None:
    found = read_trash(words, now=NOW, zone=UTC_ZONE)

    assert isinstance(found, Invalid)
    assert said in found.problem


pieces = st.lists(
    st.sampled_from(["1", "-", "5", "2-4", ",", "to", "#", ID, DIGITS, LINK, '"', "typed:", "and", "x", "..", "9" * 50])
)


@settings(deadline=None)
@given(st.text() | pieces.map(" ".join) | pieces.map("".join))
def test_no_words_are_too_much(words: str) -> None:
    for read in (read_delete, read_restore, read_purge):
        found = read(words)
        assert isinstance(found, Invalid) or 0 < len(found.of) <= MOST
        if not isinstance(found, Invalid):
            assert len(set(found.of)) == len(found.of)


@pytest.mark.parametrize(
    "piece", ["1-", "1 ", "1-100 ", "-", "1 - ", "to ", "a ", '"', "typed:", "/", "https://", "9", "0a"]
)
def test_long_words_take_no_long_time(piece: str) -> None:
    began = process_time()
    for read in (read_delete, read_purge):
        read((piece * 7_000)[:7_000])

    assert process_time() - began < 1
