"""A worker on a real database, with work made for the test."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from core.clock import ManualClock
from core.metrics import Metrics
from core.work import Job, WorkKind
from jobs.worker import Worker
from store.database import Database
from store.doorbell import LocalDoorbell
from store.migrate import migrate
from store.tables import work as rows
from store.work import Work
from tests.databases import prepare
from webex.pace import Pace

SOON = 10.0
"""Real seconds within which threads do what they are told; nothing waits so long when all is well."""
START = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)

Performer = Callable[[Job], None]


class WatchedClock(ManualClock):
    """A clock that knows how often it was asked."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self._asked = threading.Condition()
        self._count = 0

    def now(self) -> datetime:
        with self._asked:
            self._count += 1
            self._asked.notify_all()
        return super().now()

    def until_asked(self, times: int) -> bool:
        """Return True once it was asked so many times more."""
        with self._asked:
            wanted = self._count + times
            return self._asked.wait_for(lambda: self._count >= wanted, SOON)


class Bench:
    """Rows are added by name and dealt with by whatever `performs` says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = WatchedClock(START)
        prepare(f"sqlite:///{folder}/work.db")
        self.database = Database(f"sqlite:///{folder}/work.db")
        migrate(self.database)
        self.doorbell = LocalDoorbell()
        self.work = Work(self.database, self.doorbell)
        self.metrics = Metrics()
        self.pace = Pace(self.clock)
        self.performs: Performer = self.finish
        self.done: list[str] = []
        self.told: list[str] = []
        self.cannot_tell: list[Exception] = []
        """What the next attempts to tell somebody meet."""
        self.worker = self.new_worker()

    def new_worker(self, beat_every: timedelta = timedelta(hours=1)) -> Worker:
        return Worker(
            self.database,
            self.work,
            self.doorbell,
            self.pace,
            dict.fromkeys((WorkKind.MESSAGE, WorkKind.DIGEST, WorkKind.DELETE_MESSAGE), lambda job: self.performs(job)),
            self.clock,
            self.metrics,
            beat_every,
            apologise=self._apologise,
        )

    def add(self, name: str, lane: str | None = None, kind: WorkKind = WorkKind.MESSAGE) -> None:
        now = self.clock.now()
        with self.database.begin() as tx:
            self.work.keep(
                tx, key=name, kind=kind, asked_at=now, run_at=now, payload={"name": name}, person_id=lane, lane=lane
            )

    def finish(self, job: Job) -> None:
        """Deal with a row as it should be."""
        with self.database.begin() as tx:
            self.work.finish(tx, job, self.clock.now())
        self.done.append(job.payload["name"])

    def _apologise(self, job: Job, _reason: str) -> None:
        if self.cannot_tell:
            raise self.cannot_tell.pop(0)
        self.told.append(job.payload["name"])

    def raises(self, error: Exception, times: int = 1, only: str | None = None) -> None:
        """Let the next so many rows (of that name) meet an error; then all goes well."""
        left = [error] * times

        def perform(job: Job) -> None:
            if left and only in (None, job.payload["name"]):
                raise left.pop()
            self.finish(job)

        self.performs = perform

    def passes(self, seconds: float) -> int:
        """Let time go by and deal with what is due; returns how many rows that were."""
        self.clock.advance(timedelta(seconds=seconds))
        return self.worker.run_due()

    def state(self, name: str) -> tuple[str, str | None]:
        """The state of a row and the reason of its failure."""
        with self.database.begin() as tx:
            row = tx.execute(select(rows.c.state, rows.c.reason).where(rows.c.key == name)).one()
        return row.state, row.reason

    def counted(self, name: str, **labels: str) -> float:
        return self.metrics.registry.get_sample_value(f"recordings_bot_{name}_total", labels) or 0.0

    def close(self) -> None:
        self.worker.stop()
        self.database.close()
