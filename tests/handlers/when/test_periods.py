"""Periods in words, at one Sunday afternoon in Madrid unless a test says otherwise."""

from calendar import month_name, monthrange
from datetime import UTC, date, datetime, timedelta
from time import process_time
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.commands import Invalid
from core.periods import Period
from handlers.when.dates import day_of, is_ago, is_day_of_month
from handlers.when.periods import LONGEST, read_period, warm_up
from handlers.when.points import start_of

MADRID = ZoneInfo("Europe/Madrid")
NOW = datetime(2026, 11, 22, 15, 30, 10, 5, tzinfo=UTC)  # a Sunday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ZONES = available_timezones() - {"localtime"}
PIECES = [
    "today", "yesterday", "last", "this", "week", "month", "year", "days", "hours", "3", "12", "31", "2nd", "march",
    "feb", "may", "monday", "sun", "2026", "2025", "1999", "2026-03-01", "2026-02-30", "since", "in", "on", "from",
    "to", "between", "and", "..", "-", "ago", "the", "of", "a", "now", "2026-03-01T09:15:00Z", "2026-03-29T02:30",
]  # fmt: skip


def read(words: str, now: datetime = NOW, zone: ZoneInfo = MADRID) -> Period | Invalid | None:
    return read_period(words, now=now, zone=zone)


def days(first: date, last: date | None = None, zone: ZoneInfo = MADRID) -> Period:
    """Whole local days; without a last one, up to now."""
    after = datetime(first.year, first.month, first.day, tzinfo=zone).astimezone(UTC)
    if last is None:
        return Period(after, NOW)
    until = last + DAY
    return Period(after, datetime(until.year, until.month, until.day, tzinfo=zone).astimezone(UTC))


def day(month: int, number: int, year: int = 2026) -> Period:
    return days(date(year, month, number), date(year, month, number))


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("today", days(date(2026, 11, 22))),
        ("Yesterday", day(11, 21)),
        ("the day before yesterday", day(11, 20)),
        ("this week", days(date(2026, 11, 16))),
        ("last week", days(date(2026, 11, 9), date(2026, 11, 15))),
        ("from last week", days(date(2026, 11, 9), date(2026, 11, 15))),
        ("this month", days(date(2026, 11, 1))),
        ("last month", days(date(2026, 10, 1), date(2026, 10, 31))),
        ("during the last month", days(date(2026, 10, 1), date(2026, 10, 31))),
        ("this year", days(date(2026, 1, 1))),
        ("last year", days(date(2025, 1, 1), date(2025, 12, 31))),
        ("since monday", days(date(2026, 11, 16))),
        ("since yesterday", days(date(2026, 11, 21))),
        ("since last week", days(date(2026, 11, 9))),
        ("since 2026-03-01", days(date(2026, 3, 1))),
        ("since 100 days ago", days(date(2026, 8, 14))),
        ("since a week ago", days(date(2026, 11, 15))),
        ("since march", days(date(2026, 3, 1))),
        ("since 2025", days(date(2025, 1, 1))),
        ("since the 2nd of march", days(date(2026, 3, 2))),
        ("2026-03-01..", days(date(2026, 3, 1))),
        ("from 1 march until now", days(date(2026, 3, 1))),
        ("in march", days(date(2026, 3, 1), date(2026, 3, 31))),
        ("march", days(date(2026, 3, 1), date(2026, 3, 31))),
        ("in november", days(date(2026, 11, 1))),
        ("last november", days(date(2025, 11, 1), date(2025, 11, 30))),
        ("in december", days(date(2025, 12, 1), date(2025, 12, 31))),
        ("in march 2025", days(date(2025, 3, 1), date(2025, 3, 31))),
        ("march of 2025", days(date(2025, 3, 1), date(2025, 3, 31))),
        ("in 2025", days(date(2025, 1, 1), date(2025, 12, 31))),
        ("2026-03", days(date(2026, 3, 1), date(2026, 3, 31))),
        ("may", days(date(2026, 5, 1), date(2026, 5, 31))),
        ("on 2026-03-02", day(3, 2)),
        ("2026-03-02", day(3, 2)),
        ("2026/3/2", day(3, 2)),
        ("on 2 march", day(3, 2)),
        ("2nd of march", day(3, 2)),
        ("march 2nd, 2025", day(3, 2, 2025)),
        ("on the 2nd of march", day(3, 2)),
        ("30 november", day(11, 30, 2025)),
        ("29 february", day(2, 29, 2024)),
        ("monday", day(11, 16)),
        ("on monday", day(11, 16)),
        ("mon", day(11, 16)),
        ("sunday", days(date(2026, 11, 22))),
        ("last sunday", day(11, 15)),
        ("last monday", day(11, 16)),
        ("2 days ago", day(11, 20)),
        ("two days ago", day(11, 20)),
        ("1 month ago", day(10, 22)),
        ("2026-03-01..2026-03-31", days(date(2026, 3, 1), date(2026, 3, 31))),
        ("2026-03-01 - 2026-03-31", days(date(2026, 3, 1), date(2026, 3, 31))),
        ("2024..2025", days(date(2024, 1, 1), date(2025, 12, 31))),
        ("from 1 march to 5 march", days(date(2026, 3, 1), date(2026, 3, 5))),
        ("between 1 march and 5 march", days(date(2026, 3, 1), date(2026, 3, 5))),
        ("from 1 march to 5 march 2025", days(date(2025, 3, 1), date(2025, 3, 5))),
        ("from 20 december to 5 january 2026", days(date(2025, 12, 20), date(2026, 1, 5))),
        ("december to february", days(date(2025, 12, 1), date(2026, 2, 28))),
        ("from march to december", days(date(2026, 3, 1))),
        ("from 20 november to 30 november", days(date(2026, 11, 20))),
        ("monday to friday", days(date(2026, 11, 16), date(2026, 11, 20))),
        ("from yesterday to today", days(date(2026, 11, 21))),
        ("from monday till last wednesday", days(date(2026, 11, 16), date(2026, 11, 18))),
    ],
)
def test_words_mean_whole_days_in_the_persons_zone_and_end_now_at_the_latest(words: str, period: Period) -> None:
    assert read(words) == period


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("last 30 days", 30 * DAY),
        ("the last 30 days", 30 * DAY),
        ("in the last 24 hours", DAY),
        ("last hour", HOUR),
        ("last 2 hours", 2 * HOUR),
        ("last two weeks", 14 * DAY),
        ("past week", 7 * DAY),
        ("last 90 minutes", 1.5 * HOUR),
        ("since 3 hours ago", 3 * HOUR),
        ("since an hour ago", HOUR),
    ],
)
def test_the_last_of_something_is_counted_in_hours_before_now(words: str, length: timedelta) -> None:
    assert read(words) == Period(NOW - length, NOW)


def test_thirty_days_are_thirty_times_24_hours_across_a_change_of_clocks() -> None:
    berlin, now = ZoneInfo("Europe/Berlin"), datetime(2026, 4, 10, 12, tzinfo=UTC)

    assert read("last 30 days", now, berlin) == Period(now - 720 * HOUR, now)


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("last 1 month", datetime(2026, 2, 28, 12, tzinfo=MADRID)),
        ("last 13 months", datetime(2025, 2, 28, 12, tzinfo=MADRID)),
        ("past year", datetime(2025, 3, 31, 12, tzinfo=MADRID)),
        ("last 2 years", datetime(2024, 3, 31, 12, tzinfo=MADRID)),
    ],
)
def test_months_before_now_keep_the_day_and_the_hour_where_they_can(words: str, start: datetime) -> None:
    now = datetime(2026, 3, 31, 12, tzinfo=MADRID)

    assert read(words, now) == Period(start.astimezone(UTC), now.astimezone(UTC))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("in december 2026", "future"),
        ("since 2026-11-23", "future"),
        ("2026-12-01..2026-12-31", "future"),
        ("in 2099", "future"),
        ("2026-11-23T00:00:00Z..2026-11-24T00:00:00Z", "future"),
        ("2026-03-31..2026-03-01", "ends before it begins"),
        ("from 5 march to 1 march", "ends before it begins"),
        ("2026-03-01T10:00:00Z..2026-03-01T09:00:00Z", "ends before it begins"),
        ("2026-03-01T10:00:00Z..2026-03-01T10:00:00Z", "no time at all"),
        ("last 0 days", "no time at all"),
        ("1999-12-31", "the year 2000"),
        ("in 1999", "the year 2000"),
        ("since 1999", "the year 2000"),
        ("1066-10-14..2026-03-01", "the year 2000"),
        ("1999-01-01T00:00:00Z..2026-03-01T00:00:00Z", "the year 2000"),
        ("last 400 months", "the year 2000"),
        ("last 999999 months", "the year 2000"),
        ("last 999999 days", "the year 2000"),
        ("since 999999 hours ago", "the year 2000"),
        ("30 years ago", "the year 2000"),
        ("9999 years ago", "no `9999 years ago`"),
        ("2026-02-30", "no `2026-02-30`"),
        ("2026-13", "no `2026-13`"),
        ("31 april", "no `31 april`"),
        ("since 31 april 2026", "no `31 april 2026`"),
        ("from 1 april to 31 april", "no `31 april`"),
        ("from 31 april to 5 may", "no `31 april`"),
        ("2026-03-01T25:00:00Z..now", "no such time"),
    ],
)
def test_impossible_periods_get_one_sentence(words: str, said: str) -> None:
    problem = read(words)

    assert isinstance(problem, Invalid)
    assert said in problem.problem
    assert problem.problem.count(". ") == 0
    assert problem.problem.endswith(".")


@pytest.mark.parametrize(
    "words",
    [
        "", " ", "a", "12", "2025", "3 hours ago", "tomorrow", "02/03/2026", "2.3.2026", "march 2 to", "to march",
        "since", "since ", "..", "...", "from", "between", "from monday", "from 2 march", "week", "days", "last",
        "ago", "mayday", "marching", "hier", "gestern", "10:30", "at 10", "the", "2026-03-01T09:15:00Z",
        "yesterday and the roadmap", "roadmap and yesterday", "yesterday yesterday", "may may", "999999999999 days ago",
        "last " + "9" * 90 + " days", "x" * 5_000, "\x00", "yesterday" + " " * 2_000 + "x", "3000-01-01",
    ],
)  # fmt: skip
def test_other_words_name_no_period(words: str) -> None:
    assert read(words) is None


def test_instants_are_taken_exactly_even_beyond_now() -> None:
    words = "2026-03-01T09:15:00Z..2026-12-31T09:15:00.123456Z"

    period = read(words)

    assert isinstance(period, Period)
    assert str(period) == words


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("since 2026-03-01T09:15", datetime(2026, 3, 1, 8, 15, tzinfo=UTC)),
        ("since 2026-03-01 09:15:30", datetime(2026, 3, 1, 8, 15, 30, tzinfo=UTC)),
        ("since 2026-03-01T09:15:00+05:30", datetime(2026, 3, 1, 3, 45, tzinfo=UTC)),
        ("2026-03-01T09:15:00Z..now", datetime(2026, 3, 1, 9, 15, tzinfo=UTC)),
        ("2026-03-01T09:15:00Z..2026-12-31", datetime(2026, 3, 1, 9, 15, tzinfo=UTC)),
    ],
)
def test_an_instant_without_an_offset_is_read_in_the_persons_zone(words: str, start: datetime) -> None:
    assert read(words) == Period(start, NOW)


def test_the_days_around_now_are_those_of_the_person() -> None:
    late = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)

    tokyo, honolulu = ZoneInfo("Asia/Tokyo"), ZoneInfo("Pacific/Honolulu")

    assert read("today", late, tokyo) == Period(datetime(2026, 3, 1, 15, tzinfo=UTC), late)
    assert read("today", late, honolulu) == Period(datetime(2026, 3, 1, 10, tzinfo=UTC), late)


@pytest.mark.parametrize("words", ["today", "since today", "from today to today", "this month", "since monday"])
def test_a_day_that_begins_this_very_moment_is_no_future(words: str) -> None:
    midnight = datetime(2026, 6, 1, tzinfo=MADRID)  # a Monday

    period = read(words, midnight)

    assert period == Period(midnight.astimezone(UTC), midnight.astimezone(UTC) + timedelta(microseconds=1))


@pytest.mark.parametrize(
    ("zone", "words", "hours", "start"),
    [
        ("Europe/Berlin", "2026-03-29", 23, "2026-03-28T23:00:00Z"),
        ("Europe/Berlin", "2026-10-25", 25, "2026-10-24T22:00:00Z"),
        ("Africa/Cairo", "2026-04-24", 23, "2026-04-23T22:00:00Z"),  # midnight is skipped: it starts at 01:00
        ("Africa/Cairo", "2025-10-30", 25, "2025-10-29T21:00:00Z"),  # ends with 23:00 twice
        ("America/Havana", "2026-03-08", 23, "2026-03-08T05:00:00Z"),  # midnight is skipped
        ("America/Havana", "2025-11-02", 25, "2025-11-02T04:00:00Z"),  # midnight comes twice: from the first
        ("Asia/Beirut", "2026-03-29", 23, "2026-03-28T22:00:00Z"),  # midnight is skipped
    ],
)
def test_days_are_whole_when_clocks_change(zone: str, words: str, hours: int, start: str) -> None:
    period = read(words, zone=ZoneInfo(zone))

    assert isinstance(period, Period)
    assert str(period).split("..")[0] == start
    assert period.end - period.start == hours * HOUR


def test_a_day_that_a_zone_left_out_is_no_time_at_all() -> None:
    problem = read("2011-12-30", zone=ZoneInfo("Pacific/Apia"))

    assert isinstance(problem, Invalid)
    assert "no time at all" in problem.problem


def test_no_zone_has_a_day_that_starts_later_than_its_first_instant() -> None:
    """What `start_of` relies on, for every change of clocks from 2000 on that the time zone database knows."""
    late = [
        (zone.key, each)
        for zone in map(ZoneInfo, sorted(ZONES))
        for each in _days_around_changes(zone)
        if (start_of(each, zone) - timedelta(seconds=1)).astimezone(zone).date() >= each
    ]

    assert not late


def _days_around_changes(zone: ZoneInfo) -> list[date]:
    """The days of the weeks at whose end clocks show another offset than at their beginning."""
    mondays = [datetime(2000, 1, 3, 12, tzinfo=zone) + number * 7 * DAY for number in range(31 * 52)]
    offsets = [each.utcoffset() for each in mondays]
    changed = [monday for monday, one, next_one in zip(mondays, offsets, offsets[1:], strict=False) if one != next_one]
    return [monday.date() + number * DAY for monday in changed for number in range(8)]


def test_every_day_of_a_leap_year_can_be_spelled_and_no_other() -> None:
    """The guard before dateparser, and dateparser behind it, know the calendar."""
    for month in range(1, 13):
        name = month_name[month].lower()
        for number in range(1, 33):
            exists = number <= monthrange(2024, month)[1]
            expected = date(2024, month, number) if exists else None
            for words in (f"{number} {name} 2024", f"{name} {number} 2024", f"the {number}th of {name[:3]} 2024"):
                assert is_day_of_month(words)
                assert day_of(words, date(2026, 11, 22)) == expected, words


@pytest.mark.parametrize("words", ["a", "12", "may", "march", "2 march 26", "march 2 10:30", "222 march", "x" * 90])
def test_dateparser_never_sees_what_is_not_certain_to_be_a_day(words: str) -> None:
    assert not is_day_of_month(words)
    assert not is_ago(words)


def test_reading_is_fast_once_it_is_warm() -> None:
    warm_up()
    began = process_time()
    for words in ("2 march", "29 february", "from 1 march to 5 march", "last " * 20, "." * LONGEST, "to " * 33):
        read(words)

    assert process_time() - began < 1


def _instants(first: str, last: str) -> st.SearchStrategy[datetime]:
    return st.datetimes(datetime.fromisoformat(first), datetime.fromisoformat(last), timezones=st.just(UTC))


zones = st.sampled_from(sorted(ZONES)).map(ZoneInfo)
almost_periods = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(" ".join)


@settings(deadline=None)
@given(_instants("2000-01-02", "2026-11-21"), _instants("2000-01-02", "2026-11-21"), zones)
def test_a_period_reads_back_from_its_own_words(one: datetime, other: datetime, zone: ZoneInfo) -> None:
    period = Period(min(one, other), max(one, other) + timedelta(microseconds=1))

    assert read(str(period), zone=zone) == period


@settings(deadline=None)
@given(almost_periods, _instants("2002-01-01", "2090-01-01"), zones)
@example("last 31 month", datetime(2026, 3, 31, tzinfo=UTC), ZoneInfo("Europe/Madrid"))
@example("today", datetime(2026, 4, 23, 22, tzinfo=UTC), ZoneInfo("Africa/Cairo"))
def test_whatever_is_read_begins_by_now_and_ends_after_it_began(words: str, now: datetime, zone: ZoneInfo) -> None:
    period = read(words, now, zone)

    if isinstance(period, Period):
        assert period.start <= now
        assert period.start < period.end
        assert period.start.tzinfo is UTC
        assert period.end.tzinfo is UTC
        assert read(str(period), now, zone) == period


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(words: str) -> None:
    read(words)
