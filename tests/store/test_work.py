"""The contract of the table of work, on both databases."""

import random
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event, func, insert, select, text

from core.clock import ManualClock
from core.errors import LeaseLost
from core.work import Job, WorkKind
from store.database import Database, DatabaseAway
from store.doorbell import Doorbell, LocalDoorbell, doorbell_for
from store.journal import Journal
from store.tables import effects
from store.tables import work as table
from store.work import LEASE, Work
from tests.databases import only_postgres
from tests.store.desk import NOW, Desk, answer, at_once, process, said, undone

SECOND = timedelta(seconds=1)

CLAIMING = """
import sys
from datetime import datetime
from store.database import Database
from store.doorbell import LocalDoorbell
from store.work import Work

job = Work(Database(sys.argv[1]), LocalDoorbell()).claim(datetime.fromisoformat(sys.argv[2]))
print(job.payload["key"], flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def bell(database: Database) -> Iterator[Doorbell]:
    bell = doorbell_for(database)
    yield bell
    bell.close()


# Keeping


def test_a_doubled_key_is_kept_once(desk: Desk) -> None:
    assert desk.keep("a", "ana")
    assert not desk.keep("a", "ana")
    assert desk.keys_in_turn() == ["a"]


def test_a_key_is_still_known_when_its_row_is_done(desk: Desk) -> None:
    desk.keep("a")
    desk.finish(desk.claim())
    assert not desk.keep("a")
    assert desk.is_idle()


def test_of_many_that_keep_one_key_at_once_one_does(desk: Desk) -> None:
    for lane in ("ana", None):
        assert sorted(at_once(8, lambda _, lane=lane: desk.keep(f"of {lane}", lane))) == [False] * 7 + [True]
    assert desk.work.waiting() == 2


def test_what_is_rolled_back_was_never_kept(desk: Desk) -> None:
    with undone(desk.database) as tx:
        desk.work.keep(tx, key="a", kind=WorkKind.PRESS, asked_at=NOW, run_at=NOW, payload={}, lane="ana")
    assert desk.is_idle()
    assert desk.keep("a", "ana")


def test_a_row_comes_back_as_it_was_kept(desk: Desk) -> None:
    payload = {"message_id": "Y2lz…", "deep": [1, 2.5, None, {"ok": True}], "odd": "\x00 \ud800 'quoted' \\ 🎬"}
    asked_at = datetime(2026, 3, 12, 9, 59, 59, 123457, tzinfo=timezone(timedelta(hours=1)))
    with desk.database.begin() as tx:
        desk.work.keep(
            tx,
            key="a",
            kind=WorkKind.PRESS,
            asked_at=asked_at,
            run_at=NOW - SECOND,
            payload=payload,
            person_id="ana",
            lane="ana",
        )
    job = desk.claim()
    assert job.payload == payload
    assert (job.kind, job.person_id, job.attempts) == (WorkKind.PRESS, "ana", 1)
    assert (job.asked_at, job.asked_at.tzinfo) == (asked_at, UTC)


# Order


def test_what_has_been_due_longest_goes_first_and_nothing_before_its_time(desk: Desk) -> None:
    desk.keep("late", run_at=NOW)
    desk.keep("later", run_at=NOW + SECOND)
    desk.keep("early", run_at=NOW - SECOND)
    assert desk.keys_in_turn() == ["early", "late"]
    assert desk.claim(SECOND).payload["key"] == "later"


def test_rows_without_a_lane_run_side_by_side(desk: Desk) -> None:
    for key in "abc":
        desk.keep(key)
    assert [desk.claim().payload["key"] for _ in range(3)] == ["a", "b", "c"]
    assert desk.is_idle()


def test_a_lane_goes_by_when_it_was_asked_and_then_by_when_it_was_kept(desk: Desk) -> None:
    for key, asked in (("a", 1), ("b", 2), ("c", 2), ("d", 3)):
        desk.keep(key, "ana", asked=asked)
    assert desk.keys_in_turn() == ["a", "b", "c", "d"]


def test_what_arrives_out_of_order_behind_a_running_row_is_put_in_order(desk: Desk) -> None:
    desk.keep("running", "ana", asked=5)
    running = desk.claim()
    for key, asked in (("third", 9), ("first", 1), ("second", 7)):
        desk.keep(key, "ana", asked=asked)
    assert desk.is_idle()
    desk.finish(running)
    assert desk.keys_in_turn() == ["first", "second", "third"]


def test_a_row_that_nobody_has_begun_makes_way_for_an_older_one(desk: Desk) -> None:
    for key, asked in (("third", 9), ("second", 7), ("first", 1), ("fourth", 10)):
        desk.keep(key, "ana", asked=asked)
    assert desk.keys_in_turn() == ["first", "second", "third", "fourth"]


def test_a_row_that_was_begun_makes_way_for_nobody(desk: Desk) -> None:
    desk.keep("begun", "ana", asked=9)
    desk.work.put_back(desk.claim(), NOW)
    desk.keep("older", "ana", asked=1)
    assert desk.keys_in_turn() == ["begun", "older"]


def test_an_old_delivery_that_comes_twice_does_not_stop_its_lane(desk: Desk) -> None:
    desk.keep("old", "ana", asked=1)
    desk.finish(desk.claim())
    desk.keep("new", "ana", asked=9)
    assert not desk.keep("old", "ana", asked=1)
    assert desk.keys_in_turn() == ["new"]


def test_other_lanes_are_not_held_up(desk: Desk) -> None:
    for lane in ("ana", "bo"):
        for number in range(2):
            desk.keep(f"{lane} {number}", lane, asked=number)
    running = desk.claim()
    assert running.payload["key"] == "ana 0"
    assert desk.keys_in_turn() == ["bo 0", "bo 1"]
    desk.finish(running)
    assert desk.keys_in_turn() == ["ana 1"]


def test_whoever_has_a_thousand_rows_lets_others_go_in_between(desk: Desk) -> None:
    desk.keep("ana 0", "ana")
    queued = [
        _raw_row(number) | {"lane": "ana", "state": "queued", "run_at": NOW, "payload": {"key": f"ana {number}"}}
        for number in range(1, 1000)
    ]
    with desk.database.begin() as tx:
        tx.execute(insert(table), queued)
    for number, lane in enumerate(("bo", "cy", "bo")):
        desk.keep(f"{lane} {number}", lane, asked=10 + number, run_at=NOW + (10 + number) * SECOND)
    finished = []
    for step in range(8):
        job = desk.claim((20 + step) * SECOND)
        desk.finish(job, after=(20 + step) * SECOND)
        finished.append(job.payload["key"])
    assert finished == ["ana 0", "bo 0", "cy 1", "ana 1", "bo 2", "ana 2", "ana 3", "ana 4"]
    assert desk.work.waiting() == 1000 - 5


@pytest.mark.parametrize("reason", [None, "Forbidden 403"])
def test_a_finished_row_lets_the_next_of_its_lane_go(desk: Desk, reason: str | None) -> None:
    desk.keep("a", "ana")
    desk.keep("b", "ana")
    desk.finish(desk.claim(), reason)
    assert desk.claim().payload["key"] == "b"


def test_a_finish_that_is_rolled_back_lets_nobody_go(desk: Desk) -> None:
    desk.keep("a", "ana")
    desk.keep("b", "ana")
    job = desk.claim()
    with undone(desk.database) as tx:
        desk.work.finish(tx, job, NOW)
    assert desk.is_idle()
    desk.finish(job)
    assert desk.keys_in_turn() == ["b"]


# Leases


def test_a_claimed_row_is_nobody_elses_until_its_lease_ends(desk: Desk) -> None:
    desk.keep("a")
    desk.claim()
    assert desk.is_idle(LEASE - SECOND)
    again = desk.claim(LEASE)
    assert (again.payload["key"], again.attempts) == ("a", 2)


def test_a_heartbeat_makes_the_lease_last(desk: Desk) -> None:
    desk.keep("a")
    job = desk.claim()
    assert desk.work.beat(job, NOW + LEASE - SECOND)
    assert desk.is_idle(2 * LEASE - 2 * SECOND)
    assert desk.claim(2 * LEASE - SECOND).attempts == 2


def test_of_many_that_claim_one_row_at_once_one_gets_it(desk: Desk) -> None:
    desk.keep("a", "ana")
    claimed = [job for job in at_once(8, lambda _: desk.work.claim(NOW)) if job]
    assert [job.attempts for job in claimed] == [1]


def test_of_many_that_find_a_lease_ended_one_gets_the_row(desk: Desk) -> None:
    desk.keep("a", "ana")
    desk.claim()
    claimed = [job for job in at_once(8, lambda _: desk.work.claim(NOW + LEASE)) if job]
    assert [job.attempts for job in claimed] == [2]


def test_a_lease_that_has_ended_is_still_good_while_nobody_else_took_the_row(desk: Desk) -> None:
    desk.keep("a")
    job = desk.claim()
    desk.finish(job, after=2 * LEASE)
    assert desk.row("a").state == "done"


def test_a_worker_that_lost_its_lease_can_do_nothing_any_more(desk: Desk) -> None:
    desk.keep("a", "ana")
    desk.keep("b", "ana")
    journal = Journal(desk.database, desk.work)
    old, new = desk.claim(), desk.claim(LEASE)
    before = desk.row("a")
    with pytest.raises(LeaseLost):
        desk.finish(old)
    with pytest.raises(LeaseLost):
        desk.work.put_back(old, NOW)
    with pytest.raises(LeaseLost), desk.database.begin() as tx:
        desk.work.hold(tx, old)
    with pytest.raises(LeaseLost):
        journal.begin(old, "reply", NOW)
    with pytest.raises(LeaseLost):
        journal.done(old, "reply", ManualClock(NOW))
    assert not desk.work.beat(old, NOW + LEASE)
    assert desk.row("a") == before
    assert journal.read(new, "reply") is None
    desk.finish(new)
    assert desk.claim().payload["key"] == "b"


def test_a_row_is_finished_once(desk: Desk) -> None:
    desk.keep("a", "ana")
    job = desk.claim()
    desk.finish(job)
    with pytest.raises(LeaseLost):
        desk.finish(job, "later")
    assert (desk.row("a").state, desk.row("a").reason) == ("done", None)
    assert not desk.work.beat(job, NOW)


def test_what_lost_its_lease_is_undone_with_the_transaction_it_was_part_of(desk: Desk) -> None:
    desk.keep("a", "ana")
    job = desk.claim()
    desk.claim(LEASE)

    def keep_and_finish() -> None:
        with desk.database.begin() as tx:
            desk.work.keep(tx, key="b", kind=WorkKind.DELETE_MESSAGE, asked_at=NOW, run_at=NOW, payload={})
            desk.work.finish(tx, job, NOW)

    with pytest.raises(LeaseLost):
        keep_and_finish()
    assert desk.row("b") is None


# Putting back


def test_a_row_that_is_put_back_is_due_again_at_its_time_and_counts_its_attempts(desk: Desk) -> None:
    desk.keep("a")
    for attempt in (1, 2, 3):
        job = desk.claim(attempt * SECOND)
        assert job.attempts == attempt
        desk.work.put_back(job, NOW + (attempt + 1) * SECOND)
        assert desk.is_idle(attempt * SECOND)


def test_each_no_that_a_row_was_put_back_for_is_counted_while_it_is_to_the_same(desk: Desk) -> None:
    desk.keep("a")
    for known, no_to in (
        ((0, None), None),
        ((0, None), "question"),
        ((1, "question"), None),  # an outage in between
        ((1, "question"), "question"),
        ((2, "question"), "answer"),
        ((1, "answer"), None),
    ):
        job = desk.claim()
        assert (job.noes, job.no_to) == known
        desk.work.put_back(job, NOW, no_to=no_to)


def test_a_lane_waits_for_a_row_that_was_put_back(desk: Desk) -> None:
    desk.keep("a", "ana", asked=1)
    desk.keep("b", "ana", asked=2)
    desk.work.put_back(desk.claim(), NOW + SECOND)
    desk.keep("c", "ana", asked=0)
    assert desk.is_idle()
    again = desk.claim(SECOND)
    assert again.payload["key"] == "a"
    desk.finish(again)
    assert desk.keys_in_turn() == ["c", "b"]


# Ringing


def test_it_rings_when_something_can_be_claimed_that_could_not_before(database: Database) -> None:
    bell = LocalDoorbell()
    desk = Desk(database, Work(database, bell))
    rung = _rings(bell)
    desk.keep("head", "ana")
    assert next(rung) == 1
    desk.keep("behind", "ana", asked=1)
    desk.keep("head", "ana")
    assert next(rung) == 0, "nothing new can be claimed"
    desk.keep("without a lane", run_at=NOW + SECOND)
    assert next(rung) == 1
    job = desk.claim()
    assert desk.work.beat(job, NOW)
    assert next(rung) == 0
    desk.work.put_back(job, NOW)
    assert next(rung) == 1
    desk.finish(desk.claim())
    assert next(rung) == 1, "the one behind may go"
    desk.finish(desk.claim())
    assert next(rung) == 0, "the lane is empty"


def _rings(bell: LocalDoorbell) -> Iterator[int]:
    """How often it rang since it was asked last."""
    before = 0
    while True:
        heard = bell.heard()
        yield heard - before
        before = heard


# The end


def test_what_is_done_says_nothing_about_anybody_but_is_known_by_its_key(desk: Desk) -> None:
    desk.keep("a", "ana", person_id="ana", payload={"message_id": "m"})
    job = desk.claim()
    Journal(desk.database, desk.work).begin(job, "reply", NOW, {"person_id": "ana"})
    desk.finish(job)
    row = desk.row("a")
    assert (row.person_id, row.lane, row.payload, row.lease) == (None, None, {}, None)
    assert row.finished_at == NOW
    with desk.database.read() as tx:
        assert tx.execute(select(effects.c.plan)).scalar_one() is None


def test_what_failed_keeps_what_is_needed_to_look_into_it(desk: Desk) -> None:
    desk.keep("a", "ana", person_id="ana", payload={"message_id": "m"})
    desk.finish(desk.claim(), "ValueError at handlers/x.py:3")
    row = desk.row("a")
    assert (row.state, row.reason) == ("failed", "ValueError at handlers/x.py:3")
    assert (row.person_id, row.payload) == ("ana", {"message_id": "m"})
    assert (desk.work.waiting(), desk.is_idle(timedelta(days=1))) == (0, True)


def test_finished_rows_are_forgotten_by_age_in_batches_with_their_effects(desk: Desk) -> None:
    journal = Journal(desk.database, desk.work)
    for number in range(5):
        desk.keep(str(number))
        job = desk.claim()
        journal.begin(job, "reply", NOW)
        desk.finish(job, after=number * SECOND)
    desk.keep("failed")
    desk.finish(desk.claim(), "why")
    desk.keep("waiting")
    assert [desk.work.forget_finished(NOW + 4 * SECOND, at_most=3) for _ in range(3)] == [3, 1, 0]
    assert [bool(desk.row(key)) for key in "01234"] == [False, False, False, False, True]
    assert desk.row("failed").state == "failed"
    assert desk.row("waiting").state == "ready"
    with desk.database.read() as tx:
        assert tx.execute(select(effects.c.work_id)).scalars().all() == [desk.row("4").id]


def test_a_person_who_leaves_is_not_named_by_what_must_still_happen_or_has_failed(desk: Desk) -> None:
    desk.keep("failed", person_id="ana")
    desk.finish(desk.claim(), "why")
    desk.keep("of bo", person_id="bo")
    desk.finish(desk.claim(), "why")
    desk.keep("delete", person_id="ana", kind=WorkKind.DELETE_MESSAGE, payload={"message_id": "m"})
    desk.keep("asked", "ana", person_id="ana")
    with desk.database.begin() as tx:
        desk.work.forget_person(tx, "ana")
    assert (desk.row("failed").person_id, desk.row("failed").payload) == (None, {})
    assert (desk.row("of bo").person_id, desk.row("of bo").payload["key"]) == ("bo", "of bo")
    assert (desk.row("delete").person_id, desk.row("delete").payload) == (None, {"message_id": "m"})
    assert [(job.kind, job.person_id) for job in (desk.claim(), desk.claim())] == [
        (WorkKind.DELETE_MESSAGE, None),
        (WorkKind.MESSAGE, "ana"),
    ]


def test_all_that_wait_are_counted(desk: Desk) -> None:
    assert desk.work.waiting() == 0
    desk.keep("timer", run_at=NOW + timedelta(hours=3))
    desk.keep("a", "ana", run_at=NOW + SECOND)
    desk.keep("b", "ana", run_at=NOW)
    assert desk.work.waiting() == 3
    desk.finish(desk.claim(SECOND))
    assert desk.work.waiting() == 2


# Processes that die


def test_rows_of_a_killed_process_are_free_at_once(desk: Desk) -> None:
    desk.keep("theirs", "ana")
    with process(CLAIMING, desk.database.url, NOW.isoformat()) as other:
        assert said(other) == "theirs"
        other.send_signal(signal.SIGKILL)
        other.wait()
    assert desk.is_idle()
    assert desk.work.release_dead(NOW) == 1
    again = desk.claim()
    assert (again.payload["key"], again.attempts, again.losses) == ("theirs", 2, 1)
    assert desk.work.release_dead(NOW) == 0


def test_rows_of_living_processes_are_left_to_them(desk: Desk) -> None:
    desk.keep("theirs", "ana")
    with process(CLAIMING, desk.database.url, NOW.isoformat()) as other:
        assert said(other) == "theirs"
        desk.keep("ours", "bo")
        ours = desk.claim()
        assert desk.work.release_dead(NOW) == 0
        assert desk.work.beat(ours, NOW)
        answer(other)
        assert other.wait() == 0
    assert desk.work.release_dead(NOW) == 1


def test_rows_of_other_machines_are_left_to_them(desk: Desk) -> None:
    desk.keep("theirs")
    desk.claim()
    _lease_to(desk, f"another-machine:{_unused_pid()}:0123")
    assert desk.work.release_dead(NOW) == 0


def test_a_row_that_somebody_claims_while_the_dead_are_counted_stays_theirs(desk: Desk) -> None:
    desk.keep("a")
    place = desk.claim().lease.split(":")[0]
    _lease_to(desk, f"{place}:{_unused_pid()}:0123")
    claimed: list[Job] = []

    def claim_after_reading(_c: object, _d: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT work.lease") and not claimed:
            claimed.append(desk.claim(LEASE))

    event.listen(desk.database.engine, "after_cursor_execute", claim_after_reading)
    assert desk.work.release_dead(NOW + LEASE) == 0
    assert desk.work.beat(claimed[0], NOW + LEASE)


def test_a_process_of_somebody_else_lives(desk: Desk) -> None:
    desk.keep("a")
    place = desk.claim().lease.split(":")[0]
    _lease_to(desk, f"{place}:1:0123")
    assert desk.work.release_dead(NOW) == 0


def _lease_to(desk: Desk, lease: str) -> None:
    with desk.database.begin() as tx:
        tx.execute(table.update().values(lease=lease))


def _unused_pid() -> int:
    with process("") as ended:
        ended.wait()
        return ended.pid


# Many at once


def test_of_many_that_arrive_in_an_empty_lane_at_once_one_can_run(desk: Desk) -> None:
    for lane in ("ana", "bo", "cy", "di"):
        at_once(8, lambda number, lane=lane: desk.keep(f"{lane} {number}", lane, asked=-number))
        running = desk.claim()
        assert (running.payload["key"], desk.is_idle()) == (f"{lane} 7", True)
    assert desk.work.waiting() == 32


def test_a_lane_goes_on_when_a_row_arrives_while_the_last_one_ends(desk: Desk) -> None:
    desk.keep("0", "ana")
    for number in range(1, 40):
        running = desk.claim()
        ends = (partial(desk.finish, running), partial(desk.keep, str(number), "ana"))
        at_once(2, lambda which, ends=ends: ends[which]())
    assert desk.keys_in_turn() == ["39"]


@pytest.mark.no_cover
@pytest.mark.parametrize("is_shuffled", [False, True], ids=["in order", "out of order"])
def test_a_lane_never_runs_twice_at_once_and_no_ring_is_lost(
    database: Database, bell: Doorbell, is_shuffled: bool
) -> None:
    """Eight workers, three who keep, six lanes. Nobody looks at the table without having been woken."""
    crowd = _Crowd(database, bell, lanes=6, each=50, is_shuffled=is_shuffled)
    crowd.run(workers=8, keepers=3)
    assert all(sorted(numbers) == list(range(crowd.each)) for numbers in crowd.finished.values())
    assert crowd.clashes == []
    if not is_shuffled:
        assert all(numbers == sorted(numbers) for numbers in crowd.finished.values())
    assert crowd.desk.work.waiting() == 0


class _Crowd:
    def __init__(self, database: Database, bell: Doorbell, lanes: int, each: int, is_shuffled: bool) -> None:
        self.desk = Desk(database, Work(database, bell))
        self.lanes = [f"lane {number}" for number in range(lanes)]
        self.each = each
        self.clashes: list[str] = []
        self.finished: dict[str, list[int]] = {lane: [] for lane in self.lanes}
        self._bell = bell
        self._is_shuffled = is_shuffled
        self._left = lanes * each
        self._running: set[str] = set()
        self._lock = threading.Lock()
        self._over = threading.Event()

    def run(self, workers: int, keepers: int) -> None:
        with ThreadPoolExecutor(workers + keepers) as threads:
            working = [threads.submit(self._work) for _ in range(workers)]
            keeping = [threads.submit(self._keep, self.lanes[number::keepers]) for number in range(keepers)]
            try:
                for future in (*keeping, *working):
                    future.result(timeout=120)
            finally:
                self._over.set()
                self._bell.ring_now()

    def _keep(self, lanes: list[str]) -> None:
        numbers = list(range(self.each))
        if self._is_shuffled:
            random.Random(lanes[0]).shuffle(numbers)  # noqa: S311  # it guards nothing
        for number in numbers:
            for lane in lanes:
                payload = {"lane": lane, "number": number}
                self.desk.keep(f"{lane} {number}", lane, asked=number, payload=payload)

    def _work(self) -> None:
        while not self._over.is_set():
            heard = self._bell.heard()
            job = self.desk.work.claim(NOW)
            if job is None:
                self._bell.wait(heard, 600)
                continue
            self._run(job, job.payload["lane"], job.payload["number"])
        self._bell.ring_now()

    def _run(self, job: Job, lane: str, number: int) -> None:
        with self._lock:
            if lane in self._running:
                self.clashes.append(lane)
            self._running.add(lane)
        assert self.desk.work.beat(job, NOW)  # takes a while, in which nobody else may run in this lane
        is_put_back = number % 10 == 0 and job.attempts == 1
        with self._lock:
            self._running.discard(lane)
            self.finished[lane] += [] if is_put_back else [number]
        if is_put_back:
            self.desk.work.put_back(job, NOW)
            return
        self.desk.finish(job)
        with self._lock:
            self._left -= 1
        if not self._left:
            self._over.set()


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_happens_each_lane_with_work_has_one_row_that_can_run(desk: Desk, seed: int) -> None:
    """A walk through keeping, claiming, ends, put-backs, lost leases and doubled deliveries."""
    choose = random.Random(seed)  # noqa: S311  # it guards nothing
    claimed: list[Job] = []
    moment = timedelta()
    for step in range(150):
        moment += choose.choice([timedelta(), SECOND, LEASE / 3])
        match choose.choice(["keep", "keep", "keep again", "claim", "claim", "finish", "put back", "fail"]):
            case "keep":
                desk.keep(f"k{step}", choose.choice("abc"), asked=choose.randrange(100), run_at=NOW + moment)
            case "keep again":
                desk.keep(f"k{choose.randrange(step + 1)}", choose.choice("abc"), asked=choose.randrange(100))
            case "claim":
                job = desk.work.claim(NOW + moment)
                claimed += [job] if job else []
            case ending if claimed:
                job = claimed.pop(choose.randrange(len(claimed)))
                _end_somehow(desk, job, ending, moment)
        _check_lanes(desk)


def _end_somehow(desk: Desk, job: Job, ending: str, moment: timedelta) -> None:
    is_lost = desk.lease_of(job) != job.lease
    try:
        if ending == "put back":
            desk.work.put_back(job, NOW + moment + SECOND)
        else:
            desk.finish(job, "why" if ending == "fail" else None)
    except LeaseLost:
        assert is_lost
    else:
        assert not is_lost


def _check_lanes(desk: Desk) -> None:
    with desk.database.read() as tx:
        unfinished = select(table.c.lane, func.count()).where(table.c.lane.is_not(None)).group_by(table.c.lane)
        lanes = {lane for lane, _ in tx.execute(unfinished)}
        ready = {row[0]: row[1] for row in tx.execute(unfinished.where(table.c.state == "ready"))}
    assert ready == dict.fromkeys(lanes, 1)


@only_postgres
def test_a_lane_that_a_vanished_machine_holds_stops_nobody_for_long(desk: Desk) -> None:
    desk.keep("a", "ana")
    hasty = Database(desk.database.url, longest_wait=0.05)
    with desk.database.begin() as tx:
        desk.work.finish(tx, desk.claim(), NOW)
        with pytest.raises(DatabaseAway, match="55P03"):
            Desk(hasty, Work(hasty, LocalDoorbell())).keep("b", "ana")
    with hasty.read() as tx:
        settings = {
            name: tx.execute(text(f"SHOW {name}")).scalar_one()
            for name in ("lock_timeout", "idle_in_transaction_session_timeout")
        }
    hasty.close()
    assert settings == {"lock_timeout": "50ms", "idle_in_transaction_session_timeout": "200ms"}


# Speed


def test_work_finds_its_rows_by_index_and_sorts_nothing(desk: Desk) -> None:
    with desk.database.begin() as tx:
        rows = [_raw_row(number) for number in range(5000)]
        tx.execute(insert(table), rows)
    seen: list[tuple[str, Any]] = []

    def note(_c: object, _d: object, statement: str, parameters: Any, *_rest: object) -> None:
        seen.append((statement, parameters))

    event.listen(desk.database.engine, "before_cursor_execute", note)
    desk.finish(desk.claim())
    desk.keep("one more", "lane 7")
    desk.work.forget_finished(NOW + SECOND)
    event.remove(desk.database.engine, "before_cursor_execute", note)
    plans = [_plan(desk.database, statement, values) for statement, values in seen if " work" in statement]
    assert len(plans) >= 8
    for plan in plans:
        assert "Seq Scan on work" not in plan
        assert "SCAN work" not in plan
        assert "TEMP B-TREE" not in plan
    assert "work_due" in plans[0]
    assert "Sort" not in plans[0]


def _raw_row(number: int) -> dict[str, Any]:
    return {
        "key": str(number),
        "kind": "message",
        "lane": f"lane {number % 1000}",
        "payload": {},
        "asked_at": NOW + timedelta(seconds=number),
        "state": "ready" if number < 1000 else "queued",
        "run_at": NOW + timedelta(seconds=number - 900),
        "attempts": 0,
    }


def _plan(database: Database, statement: str, values: Any) -> str:
    with database.begin() as tx:
        if database.is_postgres:
            tx.execute(text("ANALYZE work"))
            tx.execute(text("ANALYZE effects"))
        explain = "EXPLAIN " if database.is_postgres else "EXPLAIN QUERY PLAN "
        return "\n".join(str(row) for row in tx.exec_driver_sql(explain + statement, values))
