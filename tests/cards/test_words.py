"""Values in words."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cards.words import (
    clock_time,
    isolated,
    length,
    moment,
    period_words,
    plain,
    remaining,
    shortened,
    size,
    unnumbered,
)
from core.periods import Period

BERLIN = ZoneInfo("Europe/Berlin")
UTC_ZONE = ZoneInfo("UTC")
NOW = datetime(2026, 3, 3, 9, 20, 30, tzinfo=UTC)

EARLIEST, LATEST = datetime(1970, 1, 2), datetime(2100, 1, 1)  # noqa: DTZ001  # hypothesis wants these naive

instants = some.datetimes(EARLIEST, LATEST, timezones=some.just(UTC))
zones = some.sampled_from(
    [
        ZoneInfo(key)
        for key in ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Africa/Cairo", "Pacific/Apia")
    ]
)
spans = some.timedeltas(timedelta(0), timedelta(days=4000))


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """That time in Berlin."""
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


def test_a_moment_has_weekday_day_month_and_24_hours() -> None:
    assert moment(at(2026, 3, 2, 10, 1), BERLIN, NOW) == "Mon 2 Mar, 10:01"
    assert moment(at(2026, 3, 12, 22, 5), BERLIN, NOW) == "Thu 12 Mar, 22:05"


def test_a_moment_of_another_year_says_which() -> None:
    assert moment(at(2025, 12, 31, 23, 59), BERLIN, NOW) == "Wed 31 Dec 2025, 23:59"


def test_the_year_is_the_one_in_the_zone_of_the_person() -> None:
    new_year = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)
    assert moment(new_year, BERLIN, NOW) == "Thu 1 Jan, 00:30"
    assert moment(new_year, UTC_ZONE, NOW) == "Wed 31 Dec 2025, 23:30"


@given(instants, zones, instants)
def test_a_moment_ends_with_its_clock_time(instant: datetime, zone: ZoneInfo, now: datetime) -> None:
    assert moment(instant, zone, now).endswith(", " + clock_time(instant, zone))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "less than a minute"),
        (29, "less than a minute"),
        (31, "1 min"),
        (2637, "44 min"),
        (3599, "1 h"),
        (4320, "1 h 12 min"),
        (7200, "2 h"),
        (360_000, "100 h"),
    ],
)
def test_a_length_is_rounded_to_minutes(seconds: int, words: str) -> None:
    assert length(timedelta(seconds=seconds)) == words


def test_of_what_is_not_known_nothing_is_said() -> None:
    assert length(None) == ""
    assert size(None) == ""


@given(some.integers(0, 10**6))
def test_a_length_can_be_read_back(minutes: int) -> None:
    words = length(timedelta(minutes=minutes)).split()
    numbers = {unit: int(number) for number, unit in zip(words[::2], words[1::2], strict=False) if number.isdigit()}
    assert numbers.get("h", 0) * 60 + numbers.get("min", 0) == minutes


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 Bytes"),
        (1, "1 Byte"),
        (148_022_310, "148 MB"),
        (1_240_000_000, "1.2 GB"),
        (2_000_000_000, "2 GB"),
        (9_960_000, "10 MB"),
        (999_999_999, "1 GB"),
    ],
)
def test_a_size_is_short(count: int, words: str) -> None:
    assert size(count) == words


@given(some.integers(0, 10**18))
def test_a_size_has_a_number_and_a_unit(count: int) -> None:
    number, unit = size(count).split(" ")
    assert 0 <= float(number) <= 1000
    assert unit[0] in "BkMGTPE"


def test_what_remains_is_rounded_down() -> None:
    assert remaining(NOW + timedelta(hours=2, minutes=59, seconds=59), NOW) == "2 h 59 min"
    assert remaining(NOW + timedelta(seconds=59), NOW) == "less than a minute"
    assert remaining(NOW - timedelta(hours=1), NOW) == "less than a minute"


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Call with +34911223344", "Call with (number)"),
        ("Call with +34 911 22 33 44, again", "Call with (number), again"),
        ("(0911) 22-33/44", "(number)"),
        ("+1.800.555.0199 ext. 42", "(number) ext. 42"),
        ("Call with \u202a+34\u00a0911\u200b22\u202c", "Call with \u202a(number)\u202c"),
        ("٣٤٩١١", "(number)"),
        ("sip:4711@example.com", "sip:(number)@example.com"),
        ("Eva and 2 others", "Eva and 2 others"),
        ("Bo, line 12", "Bo, line 12"),
        ("", ""),
    ],
)
def test_no_telephone_number_is_left(text: str, safe: str) -> None:
    assert unnumbered(text) == safe


@given(some.text("+()-. /\u00a00123456789", min_size=3))
def test_no_three_digits_are_left_together(text: str) -> None:
    left = unnumbered(text).replace("(number)", "x")
    assert not re.search(r"\d(?:[\W_]{0,3}\d){2}", left)


def test_plain_text_is_one_line_without_control_characters() -> None:
    assert plain(" Weekly\r\n\tsync\x00\x1b\u202e\u2028now \ud800") == "Weekly sync now"


def test_plain_text_keeps_emoji_that_are_joined() -> None:
    assert plain("👩‍👩‍👧‍👦 ok") == "👩‍👩‍👧‍👦 ok"


@given(some.text())
def test_plain_text_is_plain(text: str) -> None:
    found = plain(text)
    assert not [c for c in found if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert found == found.strip()
    assert plain(found) == found
    found.encode()


@given(some.text(), some.integers(1, 50))
def test_shortened_text_is_a_beginning_within_the_limit(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert len(short) <= limit
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_no_emoji_is_cut_in_two() -> None:
    family = "👩‍👩‍👧‍👦"
    assert shortened("ok " + family, 5) == "ok…"
    assert shortened("ok " + family + "!", 10) == "ok…"
    assert shortened("e\u0301" * 3, 4) == "e\u0301…"
    assert shortened("abc", 0) == "…"


def test_text_from_the_right_does_not_reorder_its_line() -> None:
    assert isolated("שלום") == "\u2068שלום\u2069"
    assert isolated("Weekly sync") == "Weekly sync"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (at(2026, 3, 2), at(2026, 4, 2), "2 Mar to 1 Apr 2026"),
        (at(2026, 3, 1), at(2026, 4, 1), "1 to 31 Mar 2026"),
        (at(2025, 12, 20), at(2026, 1, 4), "20 Dec 2025 to 3 Jan 2026"),
        (at(2026, 3, 2), at(2026, 3, 3), "Mon 2 Mar 2026"),
        (at(2026, 3, 2, 10), at(2026, 3, 2, 12, 30), "Mon 2 Mar, 10:00 to 12:30"),
        (at(2026, 3, 1, 22), at(2026, 3, 2, 2), "Sun 1 Mar, 22:00 to Mon 2 Mar, 02:00"),
        (at(2026, 2, 1, 10), at(2026, 2, 20, 12), "1 to 20 Feb 2026"),
        (NOW - timedelta(days=30), NOW, "the last 30 days"),
        (NOW - timedelta(days=1), NOW, "the last 24 hours"),
        (NOW - timedelta(days=30, minutes=2), NOW - timedelta(minutes=2), "the last 30 days"),
        (at(2026, 2, 23), NOW, "since Mon 23 Feb 2026"),
        (at(2026, 2, 23, 8, 30), NOW, "since Mon 23 Feb 2026, 08:30"),
        (NOW - timedelta(days=30, hours=1), NOW - timedelta(hours=1), "1 Feb to 3 Mar 2026"),
    ],
)
def test_a_period_in_words(start: datetime, end: datetime, words: str) -> None:
    assert period_words(Period(start, end), BERLIN, NOW) == words


def test_whole_days_are_named_where_clocks_skip_midnight() -> None:
    cairo = ZoneInfo("Africa/Cairo")  # on 2026-04-24 the clocks go from 00:00 to 01:00
    start = datetime(2026, 4, 24, tzinfo=cairo).astimezone(UTC)
    end = datetime(2026, 4, 26, tzinfo=cairo).astimezone(UTC)
    assert start.astimezone(cairo).hour == 1
    assert period_words(Period(start, end), cairo, NOW) == "24 to 25 Apr 2026"


def test_whole_days_are_whole_in_the_zone_of_the_person() -> None:
    period = Period(at(2026, 3, 2), at(2026, 3, 4))
    assert period_words(period, BERLIN, NOW) == "2 to 3 Mar 2026"
    assert period_words(period, ZoneInfo("America/New_York"), NOW) == "1 to 3 Mar 2026"


@given(some.integers(2, 400), zones, instants)
def test_days_up_to_now_are_the_last_days(days: int, zone: ZoneInfo, now: datetime) -> None:
    words = period_words(Period(now - timedelta(days=days), now), zone, now)
    at_midnight = now.astimezone(zone).hour in (0, 1)
    assert words == f"the last {days} days" or at_midnight


@given(instants, spans, zones, instants)
def test_every_period_has_words(start: datetime, span: timedelta, zone: ZoneInfo, now: datetime) -> None:
    words = period_words(Period(start, start + span), zone, now)
    assert words
    assert plain(words) == words
