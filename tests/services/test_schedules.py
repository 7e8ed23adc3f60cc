"""When schedules come next, through days that are shorter, longer or missing."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.schedules import Rhythm, Schedule
from services.schedules import next_time

ZONES = (
    "Europe/Berlin", "Africa/Cairo", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia",
    "America/Sao_Paulo", "Asia/Tehran", "UTC", "Africa/Casablanca", "America/Scoresbysund",
)  # fmt: skip
MINUTE = timedelta(minutes=1)


def daily(at: str) -> Schedule:
    return Schedule(Rhythm.DAILY, time.fromisoformat(at))


def monthly(day: int, at: str = "09:00") -> Schedule:
    return Schedule(Rhythm.MONTHLY, time.fromisoformat(at), day)


def times(schedule: Schedule, start: str, count: int, zone: str) -> list[str]:
    """The next times after a local moment, as the zone's clocks show them."""
    place = ZoneInfo(zone)
    instant, found = datetime.fromisoformat(start).replace(tzinfo=place), []
    for _ in range(count):
        instant = next_time(schedule, instant, place)
        found.append(instant.astimezone(place).strftime("%Y-%m-%d %H:%M"))
    return found


@pytest.mark.parametrize(
    ("schedule", "start", "zone", "expected"),
    [
        (daily("09:00"), "2026-03-12 09:00", "Europe/Berlin", ["2026-03-13 09:00", "2026-03-14 09:00"]),
        # Clocks go forward at two: half past two moves to three, and is itself again the day after.
        (daily("02:30"), "2026-03-28 12:00", "Europe/Berlin", ["2026-03-29 03:00", "2026-03-30 02:30"]),
        # Clocks go back at three: half past two happens twice and counts once.
        (daily("02:30"), "2026-10-24 12:00", "Europe/Berlin", ["2026-10-25 02:30", "2026-10-26 02:30"]),
        # Midnight itself does not exist.
        (daily("00:30"), "2026-04-23 12:00", "Africa/Cairo", ["2026-04-24 01:00", "2026-04-25 00:30"]),
        # Half an hour forward, and half an hour back.
        (daily("02:15"), "2026-10-03 12:00", "Australia/Lord_Howe", ["2026-10-04 02:30", "2026-10-05 02:15"]),
        (daily("01:45"), "2026-04-04 12:00", "Australia/Lord_Howe", ["2026-04-05 01:45", "2026-04-06 01:45"]),
        # A day that a whole country left out.
        (daily("09:00"), "2011-12-29 12:00", "Pacific/Apia", ["2011-12-31 00:00", "2011-12-31 09:00"]),
        (monthly(31), "2026-01-31 09:00", "UTC", ["2026-02-28 09:00", "2026-03-31 09:00", "2026-04-30 09:00"]),
        (monthly(30), "2028-01-30 09:00", "UTC", ["2028-02-29 09:00", "2028-03-30 09:00"]),
        (monthly(30), "2026-03-30 09:30", "UTC", ["2026-04-30 09:00", "2026-05-30 09:00"]),
        (monthly(29), "2027-02-01 00:00", "UTC", ["2027-02-28 09:00", "2027-03-29 09:00"]),
        (monthly(1), "2026-12-01 09:00", "UTC", ["2027-01-01 09:00"]),
        (
            Schedule(Rhythm.WEEKDAYS, time(8, 30)),
            "2026-03-13 08:30",
            "America/New_York",
            ["2026-03-16 08:30", "2026-03-17 08:30"],
        ),
        (Schedule(Rhythm.WEEKLY, time(9), 0), "2026-03-12 09:00", "UTC", ["2026-03-16 09:00", "2026-03-23 09:00"]),
    ],
)
def test_next_times(schedule: Schedule, start: str, zone: str, expected: list[str]) -> None:
    assert times(schedule, start, len(expected), zone) == expected


def test_in_the_hour_that_repeats_itself_the_time_that_has_been_does_not_come_again() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    second = datetime(2026, 10, 25, 2, 15, fold=1, tzinfo=berlin)
    assert next_time(daily("02:30"), second, berlin).astimezone(berlin).day == 26


@given(
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    at=st.times().map(lambda each: each.replace(second=0, microsecond=0)),
    start=st.integers(0, 20 * 365 * 24 * 60).map(lambda minutes: datetime(2010, 1, 1, tzinfo=UTC) + minutes * MINUTE),
)
def test_a_daily_time_comes_once_a_day_and_never_early(zone: ZoneInfo, at: time, start: datetime) -> None:
    schedule, instant, days = Schedule(Rhythm.DAILY, at), start, []
    for _ in range(4):
        following = next_time(schedule, instant, zone)
        assert following > instant
        local = following.astimezone(zone)
        is_end_of_gap = (following - MINUTE).astimezone(zone).utcoffset() != local.utcoffset()
        assert (local.time() == at and local.fold == 0) or is_end_of_gap
        days.append(local.date())
        instant = following
    assert len(set(days)) >= 3  # a day that was left out moves to the next one


@given(
    schedule=st.builds(Schedule, st.just(Rhythm.MONTHLY), st.just(time(9)), st.integers(1, 31)),
    start=st.integers(0, 10 * 365).map(lambda days: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=days)),
)
def test_a_monthly_time_comes_once_a_month(schedule: Schedule, start: datetime) -> None:
    first = next_time(schedule, start, ZoneInfo("UTC"))
    second = next_time(schedule, first, ZoneInfo("UTC"))
    assert (second.year * 12 + second.month) - (first.year * 12 + first.month) == 1


@pytest.mark.parametrize(
    ("schedule", "typed"),
    [
        (daily("09:00"), "daily 09:00"),
        (Schedule(Rhythm.WEEKDAYS, time(8, 30)), "weekdays 08:30"),
        (Schedule(Rhythm.WEEKLY, time(9), 6), "weekly sun 09:00"),
        (monthly(31), "monthly 31 09:00"),
    ],
)
def test_a_schedule_reads_as_it_is_typed(schedule: Schedule, typed: str) -> None:
    assert str(schedule) == typed


def test_in_every_zone_that_changes_its_clocks_a_time_of_that_hour_comes_once_a_day() -> None:
    """Against a minute hand: the first minute of each day that shows the time, or what comes after a gap."""
    changes = changes_of(2026)
    assert len(changes) > 20
    for change, name in changes.items():
        zone, around = ZoneInfo(name), timedelta(days=2)
        edges = sorted(change.at.astimezone(timezone(offset)).replace(tzinfo=None) for offset in change.offsets)
        inside = (edges[0] + (edges[1] - edges[0]) / 2).time().replace(second=0)
        since, until = change.at - around, change.at + around
        came, now = list[datetime](), since
        while (now := next_time(Schedule(Rhythm.DAILY, inside), now, zone)) <= until:
            came.append(now)
        assert came == by_minute_hand(inside, since, until, zone), (name, inside)


@dataclass(frozen=True)
class Change:
    """Clocks are set forward or back."""

    at: datetime
    offsets: tuple[timedelta, timedelta]


def changes_of(year: int) -> dict[Change, str]:
    """All of a year, each with one of the zones that make it, to the minute."""
    found: dict[Change, str] = {}
    days = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=number) for number in range(366)]
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        offsets = [day.astimezone(zone).utcoffset() or timedelta() for day in days]
        for day, before, after in zip(days, offsets, offsets[1:], strict=False):
            if before != after:
                minutes = (day + timedelta(minutes=number) for number in range(1, 24 * 60 + 1))
                at = next(each for each in minutes if each.astimezone(zone).utcoffset() == after)
                found.setdefault(Change(at, (before, after)), name)
    return found


def by_minute_hand(at: time, since: datetime, until: datetime, zone: ZoneInfo) -> list[datetime]:
    """The first minute of each local day at which that time has come, within the two instants."""
    minute = (since - timedelta(days=1)).replace(second=0)
    next_one, came = datetime.combine(minute.astimezone(zone).date(), at) + timedelta(days=1), []
    while minute <= until:
        if minute.astimezone(zone).replace(tzinfo=None) >= next_one:
            came.append(minute)
            next_one += timedelta(days=1)
        minute += timedelta(minutes=1)
    return [each for each in came if since < each]
