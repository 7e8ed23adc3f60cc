"""The worker: nothing that happens to one row reaches the next, and none is lost."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import insert

from core.errors import (
    Forbidden,
    LeaseLost,
    Locked,
    NotConnected,
    RateLimited,
    Retryable,
    Unauthorized,
    Unavailable,
)
from core.work import Job, WorkKind
from jobs.retrying import (
    ATTEMPTS,
    GIVE_UP,
    LANDING,
    LONGEST_PAUSE,
    MOST_LOSSES,
    NONSENSE_PAUSE,
    SURE,
    TELL_EVERY,
    is_worth_trying_again,
    pause_before,
)
from jobs.worker import LAST_LOSS, MOST_AHEAD
from store.database import DatabaseAway
from store.journal import Journal
from store.tables import work as rows
from store.work import LEASE, Work
from tests.absence import away
from tests.jobs.bench import SOON, START, Bench
from tests.logbook import logbook, noticed


def job(attempts: int) -> Job:
    return Job(1, WorkKind.MESSAGE, "ana", {}, START, attempts, "lease")


def test_due_rows_are_dealt_with_oldest_first(bench: Bench) -> None:
    for name in ("one", "two", "three"):
        bench.add(name)
    assert bench.worker.run_due() == 3
    assert bench.done == ["one", "two", "three"]
    assert bench.worker.run_due() == 0


@pytest.mark.parametrize("error", [RuntimeError("secret words"), KeyError("x"), NotConnected(), RecursionError()])
def test_an_error_in_one_row_does_not_stop_the_others(bench: Bench, error: Exception) -> None:
    for name in ("one", "two", "three"):
        bench.add(name)
    bench.raises(error, only="two")
    with logbook() as written:
        assert bench.worker.run_due() == 3
    assert bench.done == ["one", "three"]
    state, reason = bench.state("two")
    assert state == "failed"
    assert reason is not None
    assert reason.startswith(f"{type(error).__name__} at jobs/bench.py:perform:")
    assert bench.counted("problems", error=type(error).__name__) == 1
    assert "work.failed" in written()
    assert "secret words" not in written()
    assert "secret words" not in reason


def test_after_a_failure_the_next_row_of_the_same_person_is_dealt_with(bench: Bench) -> None:
    bench.add("one", lane="ana")
    bench.add("two", lane="ana")
    bench.raises(ValueError())
    bench.worker.run_due()
    assert bench.state("one")[0] == "failed"
    assert bench.done == ["two"]


def test_a_refusal_that_nobody_has_put_into_words_is_kept_as_the_reason(bench: Bench) -> None:
    bench.add("one")
    bench.raises(Forbidden(403, "The words of Webex"), times=SURE)
    for _ in range(SURE):
        assert bench.state("one") == ("ready", None)
        bench.passes(10)
    assert bench.state("one") == ("failed", "Forbidden 403")
    assert bench.counted("problems", error="Forbidden") == 1


def test_other_trouble_before_a_refusal_does_not_make_it_sure(bench: Bench) -> None:
    bench.add("one")
    for trouble in (RateLimited(), Unavailable(503), Forbidden(403)):
        bench.raises(trouble)
        bench.passes(10)
        assert bench.state("one") == ("ready", None)
    bench.passes(10)
    assert bench.done == ["one"]
    assert bench.counted("retries", error="SaidNo") == 1


def test_what_can_be_tried_again_is_due_when_webex_says_and_not_before(bench: Bench) -> None:
    bench.add("one")
    bench.raises(RateLimited(after=7.0))
    assert bench.worker.run_due() == 1
    assert bench.passes(6.9) == 0
    assert bench.passes(0.2) == 1
    assert bench.done == ["one"]
    assert bench.counted("retries", error="RateLimited") == 1


@pytest.mark.parametrize("error", [Unavailable(503), Locked(), RateLimited()])
def test_without_a_word_from_webex_the_pauses_grow_up_to_a_minute(error: Retryable) -> None:
    usual = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0]
    for attempt, longest in enumerate(usual, start=1):
        pauses = {pause_before(job(attempt), error).total_seconds() for _ in range(50)}
        assert len(pauses) > 1, "all rows would come back at once"
        assert longest / 2 <= min(pauses)
        assert max(pauses) <= longest


@pytest.mark.parametrize("attempts", [50, 1_025, 10_000])
def test_a_row_may_be_tried_any_number_of_times(attempts: int) -> None:
    assert pause_before(job(attempts), Unavailable()) <= timedelta(seconds=LONGEST_PAUSE)


@pytest.mark.parametrize("after", [NONSENSE_PAUSE, NONSENSE_PAUSE + 1, 86_400.0, 1e15, 1e300])
def test_no_pause_is_longer_than_an_hour_whatever_webex_asks_for(bench: Bench, after: float) -> None:
    bench.add("one")
    bench.add("two")
    bench.raises(RateLimited(after))
    assert bench.worker.run_due() == 2
    assert bench.done == ["two"]
    assert bench.passes(NONSENSE_PAUSE - 1) == 0
    assert bench.passes(1) == 1
    assert bench.done == ["two", "one"]


def test_a_pause_is_never_negative() -> None:
    assert pause_before(job(1), RateLimited(-5.0)) >= timedelta(0)


def test_a_question_is_tried_in_silence_a_few_times_and_only_for_short_waits() -> None:
    assert is_worth_trying_again(job(1), Unavailable())
    assert is_worth_trying_again(job(ATTEMPTS - 1), RateLimited(LONGEST_PAUSE))
    assert not is_worth_trying_again(job(ATTEMPTS), Unavailable())
    assert not is_worth_trying_again(job(1), RateLimited(LONGEST_PAUSE + 1))


def test_a_row_that_waits_does_not_hold_others_up(bench: Bench) -> None:
    bench.add("one", lane="ana")
    bench.add("two", lane="ana")
    bench.add("three", lane="bo")
    bench.raises(Unavailable(), only="one")
    assert bench.worker.run_due() == 2
    assert bench.done == ["three"]
    assert bench.passes(1) == 2
    assert bench.done == ["three", "one", "two"]


def test_a_bot_token_that_is_refused_is_tried_again_until_it_is_mended(bench: Bench) -> None:
    bench.add("one")
    bench.raises(Unauthorized(401), times=3)
    with logbook() as written:
        for _ in range(4):
            bench.passes(LONGEST_PAUSE)
    assert bench.done == ["one"]
    assert written().count("bot.token_refused") == 3


def test_after_a_day_of_trying_the_row_is_given_up_with_a_reason(bench: Bench) -> None:
    bench.add("one", lane="ana")
    bench.add("two", lane="ana")
    bench.raises(Unavailable(502), times=10_000, only="one")
    attempts = bench.worker.run_due()
    while bench.state("one")[0] == "ready":
        attempts += bench.passes(600)
    assert GIVE_UP < bench.clock.now() - START <= GIVE_UP + timedelta(seconds=1200)
    assert bench.state("one") == ("failed", "Unavailable for 1 day, 0:00:00")
    assert attempts == 1 + 145 + 1, "the first, each ten minutes, and the next row"
    assert bench.done == ["two"]


def test_a_row_that_takes_its_process_with_it_each_time_is_given_up(bench: Bench) -> None:
    bench.add("killer", lane="ana")
    bench.add("next", lane="ana")
    for _ in range(MOST_LOSSES):
        assert bench.work.claim(bench.clock.now()) is not None
        bench.clock.advance(LEASE)
    bench.worker.run_due()
    assert bench.told == ["killer"]
    assert bench.state("killer") == ("failed", f"ProcessLost {MOST_LOSSES} times")
    assert bench.done == ["next"]


def test_links_that_have_expired_go_however_often_the_process_dies(bench: Bench) -> None:
    bench.add("links", kind=WorkKind.DELETE_MESSAGE)
    for _ in range(MOST_LOSSES):
        assert bench.work.claim(bench.clock.now()) is not None
        bench.clock.advance(LEASE)
    bench.worker.run_due()
    assert bench.done == ["links"]


def test_what_kills_its_process_also_while_it_is_given_up_is_not_touched_for_ever(bench: Bench) -> None:
    bench.add("killer")
    for _ in range(LAST_LOSS):
        assert bench.work.claim(bench.clock.now()) is not None
        bench.clock.advance(LEASE)
    bench.worker.run_due()
    assert bench.told == []
    assert bench.state("killer") == ("failed", f"ProcessLost {LAST_LOSS} times")


def test_attempts_that_came_back_are_no_losses(bench: Bench) -> None:
    bench.add("one")
    bench.raises(Unavailable(502), times=2 * MOST_LOSSES)
    for _ in range(2 * MOST_LOSSES + 1):
        bench.passes(60)
    assert bench.told == []
    assert bench.done == ["one"]


def test_a_row_that_another_worker_has_taken_over_is_left_to_that_one(bench: Bench) -> None:
    bench.add("one")
    taken: list[Job | None] = []

    def too_slow(job: Job) -> None:
        bench.clock.advance(LEASE)
        taken.append(Work(bench.database, bench.doorbell).claim(bench.clock.now()))
        bench.finish(job)

    bench.performs = too_slow
    with logbook() as written:
        assert bench.worker.run_due() == 1
    assert "work.lease_lost" in written()
    assert bench.state("one") == ("ready", None)
    assert bench.done == []
    assert taken[0] is not None
    bench.finish(taken[0])
    assert bench.state("one") == ("done", None)


@pytest.mark.parametrize("error", [Unavailable(), ValueError(), LeaseLost(), Unauthorized(401), Forbidden(403)])
def test_a_row_that_was_taken_over_is_not_touched_whatever_happens(bench: Bench, error: Exception) -> None:
    bench.add("one")

    def too_slow(job: Job) -> None:
        bench.clock.advance(LEASE)
        taken = Work(bench.database, bench.doorbell).claim(bench.clock.now())
        assert taken is not None
        bench.finish(taken)
        bench.performs = bench.finish
        bench.add("two")
        raise error

    bench.performs = too_slow
    assert bench.worker.run_due() == 2
    assert bench.state("one") == ("done", None)
    assert bench.done == ["one", "two"]


def test_a_row_whose_work_met_a_database_that_is_away_comes_back_soon(bench: Bench) -> None:
    bench.add("one")
    bench.raises(DatabaseAway("OperationalError"))
    with logbook() as written:
        assert bench.worker.run_due() == 1
    assert "work.interrupted" in written()
    assert bench.state("one") == ("ready", None)
    assert bench.passes(1) == 1
    assert bench.done == ["one"]


def test_a_database_that_is_away_again_and_again_is_no_lost_process(bench: Bench) -> None:
    bench.add("one")
    times = MOST_LOSSES + 1
    bench.raises(DatabaseAway("OperationalError"), times=times)
    assert bench.worker.run_due() == 1
    assert [bench.passes(60) for _ in range(times)] == [1] * times
    assert bench.done == ["one"]
    assert bench.told == []


def test_a_kind_of_work_that_nobody_performs_fails_and_the_next_goes_on(bench: Bench) -> None:
    bench.add("one", kind=WorkKind.ADDED)
    bench.add("two")
    assert bench.worker.run_due() == 2
    assert bench.state("one")[0] == "failed"
    assert bench.done == ["two"]


def test_the_seconds_of_each_row_are_measured(bench: Bench) -> None:
    bench.add("one")
    bench.add("two")
    bench.raises(ValueError())
    bench.worker.run_due()
    assert bench.metrics.registry.get_sample_value("recordings_bot_answer_seconds_count") == 2


# With threads.


def finished(bench: Bench, names: list[str]) -> threading.Event:
    """Something to wait for: set once all these rows are done."""
    everything = threading.Event()

    def perform(job: Job) -> None:
        bench.finish(job)
        if set(names) <= set(bench.done):
            everything.set()

    bench.performs = perform
    return everything


def test_work_that_is_added_while_the_threads_run_is_dealt_with(bench: Bench) -> None:
    names = [f"row {number}" for number in range(20)]
    everything = finished(bench, names)
    bench.add(names[0])
    bench.worker.start(4)
    for name in names[1:]:
        bench.add(name)
    assert everything.wait(SOON)
    bench.worker.stop()
    assert sorted(bench.done) == sorted(names)


def test_people_do_not_wait_for_each_other(bench: Bench) -> None:
    both = threading.Barrier(3)

    def perform(job: Job) -> None:
        both.wait(SOON)  # passes only when two rows are under way at once
        bench.finish(job)
        both.wait(SOON)

    bench.performs = perform
    bench.add("one", lane="ana")
    bench.add("two", lane="bo")
    bench.worker.start(2)
    both.wait(SOON)
    both.wait(SOON)
    assert sorted(bench.done) == ["one", "two"]


def test_the_events_of_one_person_run_one_at_a_time_in_order(bench: Bench) -> None:
    names = [f"row {number}" for number in range(10)]
    everything, under_way, most = threading.Event(), 0, 0

    def perform(job: Job) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        bench.finish(job)
        under_way -= 1
        if len(bench.done) == len(names):
            everything.set()

    bench.performs = perform
    for name in names:
        bench.add(name, lane="ana")
    bench.worker.start(4)
    assert everything.wait(SOON)
    assert bench.done == names


def blocking(bench: Bench) -> tuple[threading.Event, threading.Event]:
    """Rows that begin, say so, and end when they are let go."""
    begun, go_on = threading.Event(), threading.Event()

    def perform(job: Job) -> None:
        begun.set()
        assert go_on.wait(SOON)
        bench.finish(job)

    bench.performs = perform
    return begun, go_on


def test_stopping_lets_what_is_under_way_end_and_begins_nothing_more(bench: Bench) -> None:
    begun, go_on = blocking(bench)
    bench.add("one", lane="ana")
    bench.add("two", lane="ana")
    bench.worker.start(1)
    assert begun.wait(SOON)
    heard = bench.doorbell.heard()
    stopping = threading.Thread(target=bench.worker.stop)
    stopping.start()
    bench.doorbell.wait(heard, SOON)  # rung once the threads have been told
    assert bench.done == []
    go_on.set()
    stopping.join(SOON)
    assert not stopping.is_alive()
    assert bench.done == ["one"]
    assert bench.state("two") == ("ready", None)


def test_stopping_does_not_wait_for_ever_and_puts_back_what_has_not_ended(bench: Bench) -> None:
    begun, go_on = blocking(bench)
    bench.add("one", lane="ana")
    bench.add("two", lane="ana")
    bench.worker.start(1)
    assert begun.wait(SOON)
    hands = [thread for thread in threading.enumerate() if thread.name == "worker-0"]
    bench.worker.stop(within=0.0)
    assert bench.done == []
    again = bench.work.claim(bench.clock.now())
    assert again is not None
    assert (again.payload["name"], again.attempts, again.losses) == ("one", 2, 0)
    go_on.set()
    for thread in hands:
        thread.join(SOON)
    assert bench.done == []  # whoever has the row now finishes it
    bench.finish(again)
    assert bench.done == ["one"]


def test_what_is_put_back_while_webex_has_a_change_in_hand_waits_until_that_can_be_seen(bench: Bench) -> None:
    begun, go_on = threading.Event(), threading.Event()
    journal = Journal(bench.database, bench.work)

    def post(job: Job) -> None:
        journal.begin(job, "note", bench.clock.now())
        journal.done(job, "note", bench.clock, "its ID")
        journal.begin(job, "reply", bench.clock.now())
        begun.set()
        go_on.wait(SOON)

    bench.performs = post
    bench.add("one")
    bench.worker.start(1)
    assert begun.wait(SOON)
    bench.worker.stop(within=0.0)
    go_on.set()
    assert bench.work.claim(bench.clock.now() + LANDING - timedelta(seconds=1)) is None
    assert bench.work.claim(bench.clock.now() + LANDING) is not None


def test_stopping_ends_in_time_also_when_nothing_can_be_put_back(bench: Bench) -> None:
    begun, go_on = blocking(bench)
    bench.add("one")
    bench.worker.start(1)
    assert begun.wait(SOON)
    with away(bench.database, bench.folder):
        bench.worker.stop(within=0.0)
    assert bench.work.claim(bench.clock.now() + LEASE) is not None
    go_on.set()


def test_a_row_of_an_unknown_kind_does_not_end_the_threads(bench: Bench) -> None:
    everything = finished(bench, ["one", "two"])
    now = bench.clock.now()
    strange = {"key": "of a newer version", "kind": "dance", "payload": {}, "state": "ready", "attempts": 0}
    with bench.database.begin() as tx:
        tx.execute(insert(rows).values(**strange, asked_at=now, run_at=now - timedelta(hours=1)))
    with noticed("work.unreachable") as seen:
        bench.worker.start(1)
        assert seen.wait(SOON)
        bench.add("one")
        bench.add("two")
        assert everything.wait(SOON)


def test_threads_outlive_a_database_that_is_away(bench: Bench) -> None:
    everything = finished(bench, ["one"])
    with noticed("work.unreachable") as seen:
        bench.worker.start(1)
        with away(bench.database, bench.folder):
            bench.doorbell.ring_now()
            assert seen.wait(SOON)
        bench.add("one")
        assert everything.wait(SOON)


def test_a_long_row_keeps_its_lease_by_beating(bench: Bench) -> None:
    other, claimed, ended = Work(bench.database, bench.doorbell), list[Job | None](), threading.Event()

    def perform(job: Job) -> None:
        for _ in range(4):
            bench.clock.advance(LEASE * 0.7)
            assert bench.clock.until_asked(2)  # the second beat begins when the first is done
            claimed.append(other.claim(bench.clock.now()))
        bench.finish(job)
        ended.set()

    bench.performs = perform
    bench.add("one")
    bench.worker = bench.new_worker(beat_every=timedelta(milliseconds=1))
    bench.worker.start(1)
    assert ended.wait(SOON)
    assert claimed == [None] * 4
    assert bench.state("one") == ("done", None)


def test_a_clock_that_jumps_makes_no_thread_take_what_another_works_on(bench: Bench) -> None:
    """As after the sleep of a machine, or when the demo's time is moved."""
    others = list[int]()

    def perform(job: Job) -> None:
        bench.clock.advance(LEASE * 100)
        others.append(bench.worker.run_due())
        bench.finish(job)

    bench.performs = perform
    bench.add("one")
    assert bench.worker.run_due() == 1
    assert others == [0]
    assert bench.done == ["one"]
    assert bench.state("one") == ("done", None)


def test_leases_are_kept_on_after_a_database_that_was_away(bench: Bench) -> None:
    claimed, ended = list[Job | None](), threading.Event()

    def perform(job: Job) -> None:
        with away(bench.database, bench.folder):
            assert seen.wait(SOON)
        bench.clock.advance(LEASE * 0.7)
        assert bench.clock.until_asked(3)
        bench.clock.advance(LEASE * 0.7)
        claimed.append(Work(bench.database, bench.doorbell).claim(bench.clock.now()))
        bench.finish(job)
        ended.set()

    bench.performs = perform
    bench.add("one")
    bench.worker = bench.new_worker(beat_every=timedelta(milliseconds=1))
    with noticed("lease.not_kept") as seen:
        bench.worker.start(1)
        assert ended.wait(SOON)
    assert claimed == [None]
    assert bench.state("one") == ("done", None)


def test_when_not_even_a_failure_can_be_kept_the_worker_goes_on(bench: Bench) -> None:
    bench.add("one")
    bench.add("two")
    bench.raises(ValueError(), only="one")
    with bench.database.begin() as tx:
        tx.exec_driver_sql(
            "CREATE TRIGGER picky BEFORE UPDATE ON work WHEN NEW.state = 'failed' BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    with logbook() as written:
        assert bench.worker.run_due() == 2
    assert "work.broken" in written()
    assert bench.done == ["two"]
    assert bench.passes(LEASE.total_seconds()) == 1
    assert bench.done == ["two", "one"]


# Telling


@pytest.mark.parametrize("error", [Unavailable(503), Unauthorized(401), RateLimited(90.0)])
def test_where_telling_has_to_wait_the_next_row_of_the_person_does_not(bench: Bench, error: Exception) -> None:
    bench.add("one", lane="ana")
    bench.add("two", lane="ana")
    bench.raises(ValueError(), only="one")
    bench.cannot_tell = [error]
    bench.worker.run_due()
    assert (bench.done, bench.told, bench.state("one")[0]) == (["two"], [], "ready")
    assert bench.passes(TELL_EVERY.total_seconds() - 1) == 0
    assert bench.passes(TELL_EVERY.total_seconds()) == 1
    assert (bench.done, bench.told, bench.state("one")[0]) == (["two"], ["one"], "failed")
    assert (bench.state("one")[1] or "").startswith("ValueError at")


@pytest.mark.parametrize("errors", [[Forbidden(403)] * SURE, [RuntimeError("secret words")]])
def test_what_can_not_be_told_at_all_keeps_the_reason_of_the_failure(bench: Bench, errors: list[Exception]) -> None:
    bench.add("one")
    bench.raises(ValueError())
    bench.cannot_tell = list(errors)
    with logbook() as written:
        for _ in errors:
            bench.passes(10.0)
    assert bench.told == []
    assert bench.state("one")[0] == "failed"
    assert (bench.state("one")[1] or "").startswith("ValueError at")
    assert "apology.failed" in written()
    assert "secret words" not in written()


def test_what_somebody_waits_for_goes_before_what_can_wait(bench: Bench) -> None:
    bench.add("digest", kind=WorkKind.DIGEST)
    bench.clock.advance(timedelta(seconds=1))
    for name in ("asked", "asked too"):
        bench.add(name)
    bench.worker.run_due()
    assert bench.done == ["asked", "asked too", "digest"]


def test_however_much_is_asked_what_can_wait_has_its_turn_at_times(bench: Bench) -> None:
    asked = [f"asked {number}" for number in range(MOST_AHEAD + 5)]
    for name in asked:
        bench.add(name)
    bench.add("digest", kind=WorkKind.DIGEST)
    everything = finished(bench, [*asked, "digest"])
    bench.worker.start(1)
    assert everything.wait(SOON)
    bench.worker.stop()
    assert bench.done == [*asked[:MOST_AHEAD], "digest", *asked[MOST_AHEAD:]]


def test_while_the_pace_is_shut_no_turn_comes_however_much_is_asked(bench: Bench) -> None:
    asked = [f"asked {number}" for number in range(MOST_AHEAD + 5)]
    for name in asked:
        bench.add(name)
    bench.add("digest", kind=WorkKind.DIGEST)
    everything = finished(bench, asked)
    bench.pace.refused(30)
    bench.worker.start(1)
    assert everything.wait(SOON)
    bench.worker.stop()
    assert bench.done == asked


def test_what_can_wait_goes_no_faster_than_the_pace_and_holds_nobody_up(bench: Bench) -> None:
    bench.add("digest", kind=WorkKind.DIGEST)
    bench.pace.refused(30)
    bench.add("asked")
    bench.worker.run_due()
    assert bench.done == ["asked"]
    bench.passes(29)
    assert bench.done == ["asked"]
    bench.passes(2)
    assert bench.done == ["asked", "digest"]


def test_digests_that_take_long_leave_a_thread_to_who_asks(bench: Bench) -> None:
    is_slow, answered, over = threading.Event(), threading.Event(), threading.Event()

    def perform(job: Job) -> None:
        if job.kind is WorkKind.DIGEST:
            is_slow.set()
            over.wait(SOON)
        bench.finish(job)
        if job.kind is WorkKind.MESSAGE:
            answered.set()

    bench.performs = perform
    for number in range(3):
        bench.add(f"slow {number}", kind=WorkKind.DIGEST)
    bench.worker.start(2)
    try:
        assert is_slow.wait(SOON)
        bench.add("asked")
        assert answered.wait(SOON)
        assert bench.done == ["asked"]
    finally:
        over.set()
        bench.worker.stop()
