"""The pace: what Webex takes is learned, used nearly up, and left to whoever waits for an answer."""

from datetime import timedelta

import pytest

from core.clock import ManualClock
from tests.counting import MINUTE, NOON, Webex
from webex.pace import ROOM, START, Pace


@pytest.mark.parametrize(("most", "processes"), [(250, 1), (1200, 1), (1200, 2)])
def test_what_webex_takes_is_learned_and_nearly_used_up(most: int, processes: int) -> None:
    webex = Webex(most, processes)
    webex.say_all(3)
    taken, refused = webex.say_all(10)
    assert taken >= 0.95 * 10 * most
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


def test_many_answers_hold_digests_back_for_seconds() -> None:
    webex = Webex(10_000)
    for _ in range(5 * 600):
        webex.call()
        webex.clock.advance(timedelta(seconds=0.1))
    assert webex.pace.take_turn() <= 21 * 60 / START


def test_answers_during_a_limit_do_not_make_it_longer_than_webex_asked() -> None:
    webex = Webex(10_000)
    webex.pace.refused(600)
    for _ in range(10 * 100):
        webex.call()
        webex.clock.advance(timedelta(seconds=0.6))
    assert 0 < webex.pace.take_turn() <= 21 * 60 / webex.pace.per_minute


def test_a_clock_that_is_set_back_holds_nothing_back() -> None:
    webex = Webex(10_000)
    webex.clock.advance(timedelta(days=1))
    for _ in range(40):
        webex.call()
    webex.clock.advance(-timedelta(days=2))
    wait = webex.pace.take_turn()
    assert wait == pytest.approx(21 * 60 / START)
    webex.clock.advance(timedelta(seconds=wait))
    assert webex.pace.take_turn() == 0


def test_a_limit_lasts_as_long_on_a_clock_that_is_set_back() -> None:
    clock = ManualClock(NOON)
    pace = Pace(clock)
    pace.refused(60)
    clock.advance(-timedelta(days=1))
    assert pace.take_turn() == 60


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
