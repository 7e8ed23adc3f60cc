"""Somebody at the table of work: short words for what tests do with it again and again."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

from sqlalchemy import Connection, select

from core.work import Job, WorkKind
from store.database import Database
from store.tables import work as table
from store.work import Work

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]


class Desk:
    """One table of work."""

    def __init__(self, database: Database, work: Work) -> None:
        self.database = database
        self.work = work

    def keep(
        self,
        key: str,
        lane: str | None = None,
        *,
        asked: int = 0,
        run_at: datetime = NOW,
        kind: WorkKind = WorkKind.MESSAGE,
        payload: Mapping[str, Any] | None = None,
        person_id: str | None = None,
    ) -> bool:
        """Keep a row that was asked that many seconds after NOW."""
        with self.database.begin() as tx:
            return self.work.keep(
                tx,
                key=key,
                kind=kind,
                asked_at=NOW + timedelta(seconds=asked),
                run_at=run_at,
                payload={"key": key, "lane": lane} if payload is None else payload,
                person_id=person_id,
                lane=lane,
            )

    def claim(self, after: timedelta = timedelta()) -> Job:
        """Claim a row that must be due by then."""
        job = self.work.claim(NOW + after)
        assert job is not None, "nothing is due"
        return job

    def is_idle(self, after: timedelta = timedelta()) -> bool:
        """Whether nothing can be claimed by then."""
        return self.work.claim(NOW + after) is None

    def finish(self, job: Job, reason: str | None = None, after: timedelta = timedelta()) -> None:
        with self.database.begin() as tx:
            self.work.finish(tx, job, NOW + after, reason)

    def row(self, key: str) -> Any:
        """What stands in the table; None when nothing does."""
        with self.database.read() as tx:
            return tx.execute(select(table).where(table.c.key == key)).one_or_none()

    def lease_of(self, job: Job) -> str | None:
        """Who holds the row now."""
        with self.database.read() as tx:
            lease: str | None = tx.execute(select(table.c.lease).where(table.c.id == job.id)).scalar_one()
        return lease

    def keys_in_turn(self) -> list[str]:
        """The keys of all that is due, in the order in which they are claimed when each is finished at once."""
        keys = []
        while (job := self.work.claim(NOW)) is not None:
            keys.append(job.payload["key"])
            self.finish(job)
        return keys


def at_once(count: int, call: Any) -> list[Any]:
    """What `call(number)` returned in each of that many threads, which all began at the same moment."""
    barrier = Barrier(count)

    def go(number: int) -> Any:
        barrier.wait(timeout=60)
        return call(number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(go, range(count)))


@contextmanager
def undone(database: Database) -> Iterator[Connection]:
    """A transaction that is rolled back at its end."""
    with suppress(_Undone), database.begin() as tx:
        yield tx
        raise _Undone


class _Undone(Exception):
    pass


@contextmanager
def process(code: str, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """Another Python that runs this code from the project's root; what is still running at the end is killed."""
    running = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with running:
        try:
            yield running
        finally:
            running.kill()


def said(running: "subprocess.Popen[str]") -> str:
    """The next line that the process prints."""
    assert running.stdout is not None
    return running.stdout.readline().strip()


def answer(running: "subprocess.Popen[str]") -> None:
    """Let a process go on that waits for a line."""
    assert running.stdin is not None
    running.stdin.write("\n")
    running.stdin.flush()
