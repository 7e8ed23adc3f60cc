"""The contract of clocks, kept by both."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest

from core.clock import Clock, ManualClock, SystemClock

START = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)


@pytest.fixture(params=["system", "manual"])
def clock(request: pytest.FixtureRequest) -> Clock:
    return SystemClock() if request.param == "system" else ManualClock(START)


def test_now_is_aware_and_in_utc(clock: Clock) -> None:
    assert clock.now().tzinfo is UTC


def test_time_does_not_go_back_by_itself(clock: Clock) -> None:
    instants = [clock.now() for _ in range(100)]
    assert instants == sorted(instants)


@pytest.mark.parametrize("seconds", [0.0, 0.001, 0.01])
def test_after_sleeping_at_least_that_much_time_has_passed(clock: Clock, seconds: float) -> None:
    before = clock.now()
    clock.sleep(seconds)
    assert clock.now() - before >= timedelta(seconds=seconds)


def test_a_manual_clock_stands_still_until_it_is_moved() -> None:
    clock = ManualClock(START)
    assert clock.now() == clock.now() == START
    clock.advance(timedelta(hours=3))
    assert clock.now() == START + timedelta(hours=3)
    clock.sleep(90)
    assert clock.now() == START + timedelta(hours=3, seconds=90)


def test_a_manual_clock_can_be_set_back() -> None:
    clock = ManualClock(START)
    clock.advance(timedelta(days=-1))
    assert clock.now() == START - timedelta(days=1)


def test_a_manual_clock_that_is_set_in_another_zone_tells_utc() -> None:
    clock = ManualClock(START.astimezone(timezone(timedelta(hours=5, minutes=45))))
    assert clock.now() == START
    assert clock.now().tzinfo is UTC


def test_a_manual_clock_loses_no_step_of_many_threads() -> None:
    clock = ManualClock(START)
    with ThreadPoolExecutor(8) as hands:
        list(hands.map(lambda _: clock.sleep(1), range(800)))
    assert clock.now() == START + timedelta(seconds=800)


def test_the_system_clock_is_the_machines() -> None:
    assert abs(SystemClock().now() - datetime.now(UTC)) < timedelta(seconds=5)
