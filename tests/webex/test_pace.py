"""The pace: what Webex takes is learned, used nearly up, and left to whoever waits for an answer."""

from collections import deque
from datetime import UTC, datetime, timedelta

import pytest

from core.clock import ManualClock
from webex.pace import ROOM, START, Pace

TICK = timedelta(seconds=0.05)
MINUTE = timedelta(minutes=1)
NOON = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)


class Webex:
    """Takes so many calls within any minute, and says when the next may come."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.clock = ManualClock(NOON)
        self.pace = Pace(self.clock)
        self.seen: deque[datetime] = deque()
        self.taken = self.refused = 0

    def call(self) -> bool:
        """One call, whose outcome the pace hears of."""
        now = self.clock.now()
        while self.seen and self.seen[0] <= now - MINUTE:
            self.seen.popleft()
        if len(self.seen) < self.most:
            self.seen.append(now)
            self.taken += 1
            self.pace.taken()
            return True
        self.refused += 1
        self.pace.refused(max(1.0, (self.seen[0] + MINUTE - now).total_seconds()))
        return False

    def say_all(self, minutes: float, threads: int = 8) -> tuple[int, int]:
        """Let as much be said as the pace allows; returns how many calls were taken and refused."""
        before, until = (self.taken, self.refused), self.clock.now() + minutes * MINUTE
        while self.clock.now() < until:
            turns = 0
            while turns < threads and self.pace.take_turn() == 0:
                turns += 1
            for _ in range(turns):  # all of them were on their way when the first was refused
                self.call()
                self.pace.end_turn()
            self.clock.advance(TICK)
        return self.taken - before[0], self.refused - before[1]


@pytest.mark.parametrize("most", [250, 1200, 4000])
def test_what_webex_takes_is_learned_and_nearly_used_up(most: int) -> None:
    webex = Webex(most)
    webex.say_all(3)
    taken, refused = webex.say_all(10)
    assert taken >= 0.93 * 10 * most
    assert refused < 0.01 * taken


def test_a_limit_that_changes_is_followed_both_ways() -> None:
    webex = Webex(1000)
    webex.say_all(4)
    webex.most = 200
    webex.say_all(3)
    assert webex.pace.per_minute == pytest.approx(200, rel=0.1)
    webex.most = 1000
    webex.say_all(9)
    assert webex.say_all(3)[0] >= 0.9 * 3000


def test_a_limit_that_others_have_used_up_is_no_lesson_for_long() -> None:
    webex = Webex(1200)
    for second in range(60):  # the process before this one, until a moment ago
        webex.seen.extend([NOON - MINUTE + timedelta(seconds=second + 0.5)] * 20)
    taken, refused = webex.say_all(4)
    assert taken >= 0.8 * 4 * 1200
    assert refused < 60


def test_nothing_is_said_before_the_limit_ends_and_then_one_after_the_other() -> None:
    webex = Webex(10)
    assert [webex.call() for _ in range(12)] == [True] * 10 + [False] * 2
    assert webex.pace.take_turn() == 60
    webex.clock.advance(MINUTE)
    assert webex.pace.take_turn() > 0
    webex.clock.advance(timedelta(seconds=webex.pace.take_turn()))
    assert webex.pace.take_turn() == 0
    assert webex.pace.take_turn() > 0


@pytest.mark.parametrize(("asked", "shut"), [(None, 15), (0, 1), (1e300, 3600)])
def test_a_limit_of_no_or_of_nonsensical_length_has_a_sensible_one(asked: float | None, shut: float) -> None:
    pace = Pace(ManualClock(NOON))
    pace.refused(asked)
    assert pace.take_turn() == shut


def test_a_turn_that_says_nothing_costs_nothing() -> None:
    pace = Pace(ManualClock(NOON))
    for _ in range(100):
        assert pace.take_turn() == 0
        pace.end_turn()


def test_answers_come_off_what_may_be_said() -> None:
    webex = Webex(10_000)
    for _ in range(40):
        webex.call()
    wait = webex.pace.take_turn()
    assert wait == pytest.approx(21 * 60 / START)
    webex.clock.advance(timedelta(seconds=wait))
    assert webex.pace.take_turn() == 0


def test_who_is_never_held_up_learns_nothing() -> None:
    webex = Webex(10_000)
    for _ in range(600):
        assert webex.pace.take_turn() == 0
        webex.call()
        webex.pace.end_turn()
        webex.clock.advance(timedelta(seconds=0.5))
    assert webex.pace.per_minute == START


def test_room_is_left_for_answers() -> None:
    webex = Webex(600)
    webex.say_all(2)
    while webex.say_all(0.05)[1] == 0:
        pass
    assert webex.pace.per_minute == pytest.approx(ROOM * 600, rel=0.01)
