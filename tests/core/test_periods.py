"""Stretches of time."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.periods import Period

BEGIN = datetime(2000, 1, 1, tzinfo=UTC)

instants = st.timedeltas(timedelta(0), timedelta(days=36_500)).map(lambda later: BEGIN + later)
lengths = st.timedeltas(timedelta(0), timedelta(days=400))
windows = st.timedeltas(timedelta(days=1), timedelta(days=60))


@given(instants, lengths, windows)
def test_windows_cover_the_period_without_gaps_newest_first(
    start: datetime, length: timedelta, longest: timedelta
) -> None:
    period = Period(start, start + length)
    pieces = period.windows(longest)
    assert all(timedelta(0) < piece.end - piece.start <= longest for piece in pieces)
    assert sum((piece.end - piece.start for piece in pieces), timedelta(0)) == length
    if length:
        assert (pieces[0].end, pieces[-1].start) == (period.end, period.start)
    assert [piece.start for piece in pieces[:-1]] == [piece.end for piece in pieces[1:]]


@given(instants, lengths, instants)
def test_a_period_holds_its_start_and_not_its_end(start: datetime, length: timedelta, other: datetime) -> None:
    period = Period(start, start + length)
    assert (start in period) == bool(length)
    assert period.end not in period
    assert (other in period) == (start <= other < period.end)


@given(instants, instants)
def test_a_period_can_be_typed_again(start: datetime, end: datetime) -> None:
    typed = str(Period(start, end))
    assert tuple(map(datetime.fromisoformat, typed.split(".."))) == (start, end)
    assert " " not in typed


def test_a_period_that_ends_before_it_starts_is_empty() -> None:
    period = Period(datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC))
    assert period.windows(timedelta(days=1)) == []
    assert datetime(2026, 3, 1, 12, tzinfo=UTC) not in period
