"""When quiet hours end, over midnight and where clocks change."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.people import Preferences
from core.quiet import QuietHours
from services.quiet import not_before

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = ("Europe/Berlin", "Africa/Cairo", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "UTC")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def resting(hours: str) -> Preferences:
    return Preferences(quiet=QuietHours.parse(hours))


@pytest.mark.parametrize(
    ("hours", "now", "then"),
    [
        ("22:00-07:00", "2026-03-12 21:59", "2026-03-12 21:59"),
        ("22:00-07:00", "2026-03-12 22:00", "2026-03-13 07:00"),
        ("22:00-07:00", "2026-03-13 06:59", "2026-03-13 07:00"),
        ("22:00-07:00", "2026-03-13 07:00", "2026-03-13 07:00"),
        ("12:00-14:00", "2026-03-13 12:30", "2026-03-13 14:00"),
        ("12:00-14:00", "2026-03-13 11:30", "2026-03-13 11:30"),
        # Clocks go forward at two: the end does not exist, so it is the end of the gap.
        ("22:00-02:30", "2026-03-29 01:00", "2026-03-29 03:00"),
        ("22:00-07:00", "2026-03-29 01:00", "2026-03-29 07:00"),
        # All of it is in the gap.
        ("02:10-02:50", "2026-03-29 01:59", "2026-03-29 01:59"),
        ("02:10-02:50", "2026-03-29 03:00", "2026-03-29 03:00"),
        ("22:00-07:00", "2026-10-25 02:30", "2026-10-25 07:00"),
    ],
)
def test_what_comes_by_itself_waits(hours: str, now: str, then: str) -> None:
    asked = datetime.fromisoformat(now).replace(tzinfo=BERLIN).astimezone(UTC)
    expected = datetime.fromisoformat(then).replace(tzinfo=BERLIN).astimezone(UTC)
    assert not_before(resting(hours), BERLIN, asked) == expected


def test_hours_that_have_ended_do_not_begin_again_as_clocks_go_back() -> None:
    second = datetime(2026, 10, 25, 2, 15, fold=1, tzinfo=BERLIN).astimezone(UTC)
    assert not_before(resting("22:00-02:30"), BERLIN, second) == second
    first = datetime(2026, 10, 25, 2, 15, tzinfo=BERLIN).astimezone(UTC)
    assert not_before(resting("22:00-02:30"), BERLIN, first) == first + 15 * MINUTE


def test_without_quiet_hours_nothing_waits() -> None:
    now = datetime(2026, 3, 12, 1, tzinfo=UTC)
    assert not_before(Preferences(), BERLIN, now) == now


_times = st.times().map(lambda each: each.replace(second=0, microsecond=0))


@given(
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    start=_times,
    end=_times,
    now=st.integers(0, 20 * 365 * 24 * 60).map(lambda minutes: datetime(2010, 1, 1, tzinfo=UTC) + minutes * MINUTE),
)
def test_it_waits_a_day_at_most_and_then_no_longer(zone: ZoneInfo, start: time, end: time, now: datetime) -> None:
    chosen = Preferences(quiet=QuietHours(start, end))
    then = not_before(chosen, zone, now)
    assert now <= then <= now + 2 * DAY  # of a day that a country left out, the hours are at its end
    assert not_before(chosen, zone, then) == then
