from datetime import UTC, datetime, timedelta

import pytest

from simulator.clock import SimClock

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_clock_starts_at_the_real_time_and_runs() -> None:
    clock = SimClock()
    first = clock.now()
    assert abs(first - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock.now() >= first
    assert first.tzinfo is UTC


def test_a_frozen_clock_only_moves_when_it_is_moved() -> None:
    clock = SimClock(at=NOON, running=False)
    clock.advance(90)
    assert clock.now() == NOON + timedelta(seconds=90)
    clock.advance(timedelta(hours=-1))
    assert clock.now() == NOON + timedelta(seconds=90, hours=-1)
    clock.set(NOON)
    assert clock.now() == NOON


def test_a_running_clock_can_be_set_and_runs_on_from_there() -> None:
    clock = SimClock(at=NOON)
    clock.set(NOON + timedelta(days=400))
    assert timedelta(0) <= clock.now() - NOON - timedelta(days=400) < timedelta(seconds=5)
    clock.advance(60)
    assert clock.now() - NOON - timedelta(days=400) >= timedelta(seconds=60)


def test_listeners_are_told_after_each_jump() -> None:
    clock = SimClock(at=NOON, running=False)
    seen: list[datetime] = []
    clock.on_change(lambda: seen.append(clock.now()))
    clock.advance(1)
    clock.set(NOON)
    assert seen == [NOON + timedelta(seconds=1), NOON]


def test_a_naive_start_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        SimClock(at=datetime(2026, 3, 2))  # noqa: DTZ001 - the naive one is the point
