"""Much is asked side by side, and no more than Webex wants."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from core.clock import ManualClock
from core.errors import Forbidden, Locked, NotConnected, RateLimited, Refused, Unavailable
from services.fanout import SIDE_BY_SIDE, FanOut, given, tolerant

START = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)


class Asked:
    """Answers each thing with itself after what it was told to raise first."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.things: list[int] = []
        self._lock = threading.Lock()

    def __call__(self, thing: int) -> int:
        with self._lock:
            self.things.append(thing)
            if self.errors:
                raise self.errors.pop(0)
        return thing


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


def test_answers_come_in_the_order_of_the_things(clock: ManualClock) -> None:
    assert FanOut(clock).each(range(20), Asked()) == list(range(20))
    assert FanOut(clock).each([], Asked()) == []


def test_a_short_limit_is_waited_out(clock: ManualClock) -> None:
    assert FanOut(clock).each([7], Asked(RateLimited(3))) == [7]
    assert clock.now() == START + timedelta(seconds=3)


@pytest.mark.parametrize("after", [0.0, 0.4])
def test_a_limit_of_no_time_is_waited_out_for_a_second(clock: ManualClock, after: float) -> None:
    assert FanOut(clock).each([7], Asked(RateLimited(after))) == [7]
    assert clock.now() == START + timedelta(seconds=1)


@pytest.mark.parametrize("after", [None, 5.1])
def test_a_long_limit_is_the_answer(clock: ManualClock, after: float | None) -> None:
    (answer,) = FanOut(clock).each([7], Asked(RateLimited(after)))
    assert isinstance(answer, RateLimited)
    assert clock.now() == START


def test_how_long_is_too_long_can_be_told(clock: ManualClock) -> None:
    assert FanOut(clock, short=timedelta(minutes=1)).each([7], Asked(RateLimited(50))) == [7]


def test_a_limit_that_comes_again_and_again_is_a_long_one(clock: ManualClock) -> None:
    asked = Asked(*(RateLimited(1) for _ in range(9)))
    (answer,) = FanOut(clock).each([7], asked)
    assert isinstance(answer, RateLimited)
    assert len(asked.things) == 3


def test_after_a_long_limit_no_more_is_asked_for(clock: ManualClock) -> None:
    asked = Asked(*(RateLimited(None) for _ in range(99)))
    answers = FanOut(clock).each(range(50), asked)
    assert all(isinstance(answer, RateLimited) for answer in answers)
    assert sorted(asked.things) == list(range(SIDE_BY_SIDE))


def test_it_is_told_how_many_are_done(clock: ManualClock) -> None:
    heard: list[int] = []
    FanOut(clock, most=3).each(range(9), Asked(), heard.append)
    assert heard == list(range(1, 10))


def test_other_errors_go_through(clock: ManualClock) -> None:
    with pytest.raises(Forbidden):
        FanOut(clock).each(range(9), Asked(Forbidden(403)))


def test_one_that_stumbles_is_asked_once_more() -> None:
    asked = Asked(Unavailable(502))
    assert tolerant(asked)(7) == 7
    assert asked.things == [7, 7]


@pytest.mark.parametrize(
    "errors", [[Refused(404)], [Locked(9)], [Unavailable(502), Unavailable(502)], [Unavailable(502), Forbidden(403)]]
)
def test_the_error_of_one_is_its_answer(errors: list[Exception]) -> None:
    assert tolerant(Asked(*errors))(7) is errors[-1]


@pytest.mark.parametrize("error", [NotConnected(), RateLimited(9)])
def test_what_concerns_all_goes_through(error: Exception) -> None:
    with pytest.raises(type(error)):
        tolerant(Asked(error))(7)


def test_what_there_is_counts_and_errors_only_where_there_is_nothing() -> None:
    assert given([1, RateLimited(9), 2]) == [1, 2]
    assert given([]) == []
    with pytest.raises(Forbidden):
        given([Forbidden(403), RateLimited(9)])
