"""After a silence: what was said meanwhile is looked up, some rooms at a time, and answered like anything else."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from core.clock import Clock
from core.metrics import Metrics
from core.webhooks import Event
from core.work import Job
from services.intake import Intake
from services.missed import Findings, MissedService
from store.database import Database, Transaction
from store.hearing import Silences
from store.journal import Journal
from store.work import Work

log = structlog.get_logger()

PAUSE = timedelta(seconds=20)
"""Between two goes: with this many rooms to a go, most of the calls that Webex allows are left for answers."""
_GO = "go"


@dataclass(frozen=True, slots=True)
class Parts:
    """What looking up is made of."""

    missed: MissedService
    intake: Intake
    silences: Silences
    journal: Journal
    database: Database
    work: Work
    clock: Clock
    metrics: Metrics


class Missed:
    """One for the process."""

    def __init__(self, parts: Parts) -> None:
        self._ = parts

    def look_up(self, job: Job) -> None:
        """Look through some rooms, and finish the row once all were. Raises `Retryable` for another attempt.

        Whoever dies in between has lost nothing: what was let in is known by its key, and which rooms were looked
        through stands in the journal.
        """
        looked = {room for go in self._.journal.begun(job, _GO) for room in go.plan["rooms"]}
        found = self._.missed.look(datetime.fromisoformat(job.payload["since"]), looked)
        kept = self._let_in(job, found)
        log.info("missed.looked_up", rooms=len(found.looked), found=kept)
        if found.is_all:
            self._finish(job)
            return
        self._note(job, found)
        if found.error is not None:
            raise found.error
        self._.work.put_back(job, self._.clock.now() + PAUSE)

    def _let_in(self, job: Job, found: Findings) -> int:
        def note(tx: Transaction, event: Event) -> None:
            if job.payload["silence"] is not None:
                self._.silences.count(tx, job.payload["silence"], 1)
            self._.metrics.missed_events.labels(event.resource).inc()

        return self._.intake.keep_missed(found.events, note)

    def _note(self, job: Job, found: Findings) -> None:
        name, now = f"{_GO} {job.attempts}", self._.clock.now()
        self._.journal.begin(job, name, now, {"rooms": list(found.looked)})
        self._.journal.done(job, name, self._.clock)

    def _finish(self, job: Job) -> None:
        now = self._.clock.now()
        with self._.database.begin() as tx:
            if job.payload["silence"] is not None:
                self._.silences.close(tx, job.payload["silence"], now)
            self._.work.finish(tx, job, now)
