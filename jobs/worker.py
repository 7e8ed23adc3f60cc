"""Claims due rows and has each dealt with; nothing that happens to one row reaches the next."""

import threading
import time
from collections.abc import Callable, Mapping
from datetime import timedelta

import structlog

from core.clock import Clock
from core.errors import LeaseLost, NoTo, Refused, Retryable, SaidNo, Unauthorized, Unavailable
from core.logs import whereabouts
from core.metrics import Metrics
from core.work import Job, WorkKind
from jobs.apologies import PROCESS_LOST
from jobs.retrying import (
    GIVE_UP,
    LANDING,
    MOST_LOSSES,
    is_hopeless,
    is_past_telling,
    is_sure,
    pause_before,
    pause_before_telling,
)
from store.database import Database, DatabaseAway
from store.doorbell import Doorbell
from store.journal import Journal
from store.work import LEASE, Work
from webex.pace import Pace

log = structlog.get_logger()

LAST_LOSS = 10 * MOST_LOSSES
"""What has killed so many processes, also while it was to be told or deleted, is not touched again."""
_GLANCE = 1.0
"""Seconds between looks at the table when the bell is silent: a row may have become due by itself."""
MOST_AHEAD = 20
"""So many rows one thread deals with before it looks for what can wait, which under steady load would never come."""

Performers = Mapping[WorkKind, Callable[[Job], None]]


class Worker:
    """A few threads that work, and one that keeps their leases alive."""

    def __init__(
        self,
        database: Database,
        work: Work,
        doorbell: Doorbell,
        pace: Pace,
        performers: Performers,
        clock: Clock,
        metrics: Metrics,
        beat_every: timedelta = LEASE / 3,
        *,
        apologise: Callable[[Job, str], None],
    ) -> None:
        """`apologise` tells whoever waits for a row that it failed for that reason. Raises what Webex answers."""
        self._database = database
        self._work = work
        self._journal = Journal(database, work)
        self._doorbell = doorbell
        self._pace = pace
        self._performers = performers
        self._apologise = apologise
        self._clock = clock
        self._metrics = metrics
        self._beat_every = beat_every
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._running: dict[str, Job] = {}
        self._interrupted: list[Job] = []
        self._underway: set[str] = set()
        self._lock = threading.Lock()

    def start(self, workers: int) -> None:
        """Begin to work in that many threads; the first of several leaves what can wait to the others."""
        self._work.release_dead(self._clock.now())
        for number in range(workers):
            takes_all = number > 0 or workers == 1
            name = f"worker-{number}"
            self._threads.append(threading.Thread(target=self._work_on, args=(takes_all,), name=name, daemon=True))
        self._threads.append(threading.Thread(target=self._keep_leases, name="leases", daemon=True))
        for thread in self._threads:
            thread.start()

    def stop(self, within: float = 10.0) -> None:
        """Finish what is under way within that many seconds; what isn't finished then is put back, due at once."""
        self._stopping.set()
        self._doorbell.ring_now()
        until = time.monotonic() + within
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        self._threads.clear()
        with self._lock:
            unfinished = list(self._running.values())
        for job in unfinished:
            try:
                self._hand_over(job)
            except (LeaseLost, DatabaseAway) as error:  # it has just ended, or comes back when its lease does
                log.error("work.interrupted", error=str(error))

    def run_due(self) -> int:
        """Deal with everything that is due, in the calling thread; returns how many rows that were."""
        count = 0
        while self._deal_with_next() or (self._pace.take_turn() == 0 and self._deal_with_patient()):
            count += 1
        return count

    def _work_on(self, takes_all: bool) -> None:
        ahead = 0
        while not self._stopping.is_set():
            heard = self._doorbell.heard()
            try:
                if takes_all and ahead >= MOST_AHEAD and self._pace.take_turn() == 0:
                    ahead = 0
                    if self._deal_with_patient():
                        continue
                if self._deal_with_next():
                    ahead += 1
                    continue
                ahead = 0
                if takes_all and self._await_turn(heard) and self._deal_with_patient():
                    continue
            except Exception as error:  # the database is away, or a row can't be read: no reason to stop for ever
                log.error("work.unreachable", error=type(error).__name__, where=whereabouts(error))
                self._stopping.wait(_GLANCE)
                continue
            self._doorbell.wait(heard, _GLANCE)

    def _deal_with_next(self, *, can_wait: bool = False) -> bool:
        """Deal with what was due first, of what somebody waits for or of what can wait; False where nothing is."""
        self._give_back()
        job = self._work.claim(self._clock.now(), self._underway, can_wait=can_wait)
        if job is not None:
            self._deal_with(job)
        return job is not None

    def _give_back(self) -> None:
        """Put back what a database that was away has interrupted. Raises `DatabaseAway` while it still is.

        Left to the end of its lease, it would count as lost with its process.
        """
        while self._interrupted:
            with self._lock:
                job = self._interrupted.pop() if self._interrupted else None
            try:
                if job is not None:
                    self._work.put_back(job, self._clock.now() + pause_before(job, Unavailable()))
            except LeaseLost:
                log.warning("work.lease_lost")
            except DatabaseAway:
                with self._lock:
                    self._interrupted += [job] if job else []
                raise

    def _deal_with_patient(self) -> bool:
        """The same for what can wait, in a turn that was taken and ends here."""
        try:
            return self._deal_with_next(can_wait=True)
        finally:
            self._pace.end_turn()

    def _await_turn(self, heard: int) -> bool:
        """Take a turn for what can wait; False when the bell rang first, or after a while."""
        until = time.monotonic() + _GLANCE
        while (pause := self._pace.take_turn()) > 0:
            left = until - time.monotonic()
            if left <= 0 or self._doorbell.heard() != heard:
                return False
            # Others may be quicker than this thread: it asks the pace again, which costs less than asking the table.
            self._doorbell.wait(heard, min(pause, left))
        return True

    def _deal_with(self, job: Job) -> None:
        with self._lock:
            self._running[job.lease] = job
        with structlog.contextvars.bound_contextvars(job=job.id, kind=job.kind.value, attempt=job.attempts):
            try:
                with self._metrics.answer_seconds.time():
                    self._perform(job)
            except LeaseLost:
                log.warning("work.lease_lost")
            except DatabaseAway as error:
                # Nothing can be kept now, not even that it failed: its lease is given back as soon as it can be.
                log.error("work.interrupted", error=str(error))
                with self._lock:
                    self._interrupted.append(job)
            except Exception as error:  # not even its failure could be kept; it comes back in the same way
                log.error("work.broken", error=type(error).__name__, where=whereabouts(error))
            finally:
                with self._lock:
                    del self._running[job.lease]
                self._underway.discard(job.lease)

    def _perform(self, job: Job) -> None:
        try:
            if job.losses >= LAST_LOSS:
                self._fail(job, job.reason or f"{PROCESS_LOST} {job.losses} times")
            elif job.reason is not None:
                self._give_up(job, job.reason)
            elif job.losses < MOST_LOSSES or job.kind is WorkKind.DELETE_MESSAGE:  # which is hardly what kills it
                self._performers[job.kind](job)
            else:  # it would be claimed for ever, and take everything beside it along each time
                self._give_up(job, f"{PROCESS_LOST} {job.losses} times")
        except Retryable as error:
            self._put_back(job, error)
        except Unauthorized:
            # Persons' tokens never get here: it is the bot's own that Webex doesn't take. That can be mended.
            log.error("bot.token_refused")
            self._put_back(job, Unavailable(401))
        except (LeaseLost, DatabaseAway):
            raise
        except Refused as error:
            if is_sure(job, NoTo.ANSWER):
                self._give_up(job, f"{type(error).__name__} {error.status}")
            else:  # what the bot asks for itself is hardly ever refused for good
                self._put_back(job, SaidNo(error.status))
        except Exception as error:  # a defect of ours must not stop the worker, nor be tried for ever
            log.error("work.failed", error=type(error).__name__, where=whereabouts(error))
            self._give_up(job, f"{type(error).__name__} at {whereabouts(error)}")

    def _put_back(self, job: Job, error: Retryable) -> None:
        now = self._clock.now()
        if is_hopeless(job, now):
            self._give_up(job, f"{type(error).__name__} for {GIVE_UP}")
            return
        pause = pause_before(job, error)
        self._metrics.retries.labels(type(error).__name__).inc()
        log.info("work.put_back", error=type(error).__name__, seconds=round(pause.total_seconds(), 1))
        self._work.put_back(job, now + pause, no_to=error.to if isinstance(error, SaidNo) else None)

    def _hand_over(self, job: Job) -> None:
        """Put back a row that another thread is in the middle of, for whoever is quickest to begin it again."""
        pause = LANDING if self._journal.is_open(job) else timedelta()
        self._work.put_back(job, self._clock.now() + pause)
        log.warning("work.handed_over", job=job.id, kind=job.kind.value)

    def _give_up(self, job: Job, reason: str) -> None:
        """End a row that failed for good, once whoever waits for it was told.

        Where telling has to wait, the row goes on for that alone, and nothing waits behind it.
        """
        now = self._clock.now()
        try:
            self._apologise(job, reason)
        except (LeaseLost, DatabaseAway):
            raise
        except (Retryable, Unauthorized) as error:
            if not is_past_telling(job, now):
                log.info("apology.put_off", error=type(error).__name__)
                self._work.set_aside(job, now + pause_before_telling(error), reason)
                return
            log.error("apology.given_up", error=type(error).__name__)
        except Refused as error:
            if not is_sure(job, NoTo.APOLOGY):
                log.info("apology.refused", status=error.status)
                self._work.set_aside(job, now + pause_before(job, Unavailable()), reason, no_to=NoTo.APOLOGY)
                return
            log.error("apology.failed", error=type(error).__name__)
        except Exception as error:  # Webex will not have it told, or a defect of ours: the reason is kept, and counted
            log.error("apology.failed", error=type(error).__name__, where=whereabouts(error))
        self._fail(job, reason)

    def _fail(self, job: Job, reason: str) -> None:
        self._metrics.problems.labels(reason.split()[0]).inc()
        log.error("work.given_up", reason=reason)
        with self._database.begin() as tx:
            self._work.finish(tx, job, self._clock.now(), reason)

    def _keep_leases(self) -> None:
        while not self._stopping.wait(self._beat_every.total_seconds()):
            with self._lock:
                running = list(self._running.values())
            for job in running:
                try:
                    self._work.beat(job, self._clock.now())
                except Exception as error:  # this thread keeps the leases of all the others
                    log.error("lease.not_kept", error=type(error).__name__)
