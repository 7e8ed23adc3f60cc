"""What a row of work has changed at Webex, so that a second attempt goes on after the last change."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from core.clock import Clock
from core.work import Job, WorkKind
from store.database import Database, DatabaseAway, insert
from store.tables import effects
from store.work import Work

_PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0)
"""Seconds; less than a third of a lease in all, as nobody can keep it alive meanwhile."""


@dataclass(frozen=True, slots=True)
class Effect:
    """A change that was begun. While it is not done, nobody knows whether Webex carried it out."""

    plan: dict[str, Any]
    outcome: str | None
    is_done: bool


class Journal:
    """Each step is a transaction that first makes sure that the row is still ours (`LeaseLost` otherwise)."""

    def __init__(self, database: Database, work: Work) -> None:
        self._database = database
        self._work = work

    def read(self, job: Job, name: str) -> Effect | None:
        """The effect of that name; None when it was never begun."""
        with self._database.read() as tx:
            return self.read_in(tx, job, name)

    def read_in(self, tx: Connection, job: Job, name: str) -> Effect | None:
        """The same within a transaction."""
        row = tx.execute(select(effects).where(*_named(job, name))).one_or_none()
        return None if row is None else Effect(row.plan or {}, row.outcome, row.done_at is not None)

    def begun(self, job: Job, prefix: str) -> list[Effect]:
        """The effects of the row whose names begin so, done or not."""
        with self._database.read() as tx:
            rows = tx.execute(select(effects).where(effects.c.work_id == job.id)).all()
        return [
            Effect(row.plan or {}, row.outcome, row.done_at is not None) for row in rows if row.name.startswith(prefix)
        ]

    def has_begun_changes(self, job: Job) -> bool:
        """Whether any attempt at the row began to change something for the person, posts left out."""
        return any("of" in effect.plan for effect in self.begun(job, ""))

    def is_open(self, job: Job) -> bool:
        """Whether a change of the row was begun of which nobody knows yet how it ended."""
        return any(not effect.is_done for effect in self.begun(job, ""))

    def names(self, job: Job, having: str) -> list[str]:
        """The names of the effects of the row in whose plan that word stands, done or not."""
        with self._database.read() as tx:
            rows = tx.execute(select(effects.c.name, effects.c.plan).where(effects.c.work_id == job.id)).all()
        return [row.name for row in rows if having in (row.plan or {})]

    def begin(
        self,
        job: Job,
        name: str,
        now: datetime,
        plan: dict[str, Any] | None = None,
        together: Callable[[Connection], None] | None = None,
    ) -> None:
        """Note that the change is about to be made; what a later attempt needs to know stands in `plan`.

        What is done `together` with it is a part of the same transaction; where it raises, nothing is noted.
        """
        with self._database.begin() as tx:
            self._work.hold(tx, job)
            if together is not None:
                together(tx)
            begun = {"plan": plan, "begun_at": now}
            effect = insert(tx, effects).values(work_id=job.id, name=name, **begun)
            tx.execute(effect.on_conflict_do_update(index_elements=["work_id", "name"], set_=begun))

    def done(self, job: Job, name: str, clock: Clock, outcome: str = "") -> None:
        """Note that the change was made, with what came of it: the ID of a message, for example.

        A database that is away for a moment is waited for: what was not noted has to be looked up at Webex, or is done
        again. Raises `DatabaseAway` where it takes longer.
        """
        for pause in _PAUSES:
            try:
                return self._note_done(job, name, clock.now(), outcome)
            except DatabaseAway:
                clock.sleep(pause)
        return self._note_done(job, name, clock.now(), outcome)

    def _note_done(self, job: Job, name: str, now: datetime, outcome: str) -> None:
        with self._database.begin() as tx:
            self._work.hold(tx, job)
            tx.execute(update(effects).where(*_named(job, name)).values(outcome=outcome, done_at=now))

    def undo(self, job: Job, name: str, earlier: Effect | None = None) -> None:
        """Take back that a change was begun: Webex said clearly that it was not made.

        Of an `earlier` attempt that clears up nothing: where there is one, what was known of that stands there again.
        """
        with self._database.begin() as tx:
            self._work.hold(tx, job)
            if earlier is None:
                tx.execute(delete(effects).where(*_named(job, name)))
            else:
                tx.execute(update(effects).where(*_named(job, name)).values(plan=earlier.plan))

    def delete_later(
        self, key: str, asked_at: datetime, run_at: datetime, payload: dict[str, Any], person_id: str | None = None
    ) -> None:
        """Leave it to a row of its own that a message is deleted, which neither needs nor looks at the lease."""
        with self._database.begin() as tx:
            self._work.keep(
                tx,
                key=key,
                kind=WorkKind.DELETE_MESSAGE,
                asked_at=asked_at,
                run_at=run_at,
                payload=payload,
                person_id=person_id,
            )

    def outcome_of(self, row: int, name: str) -> str | None:
        """What came of an effect of any row; None while nobody knows, and empty where there is none any more."""
        with self._database.read() as tx:
            named = (effects.c.work_id == row, effects.c.name == name)
            effect = tx.execute(select(effects.c.outcome, effects.c.done_at).where(*named)).one_or_none()
        if effect is None:
            return ""
        return None if effect.done_at is None else effect.outcome or ""

    def known_outcomes(self, outcomes: list[str]) -> set[str]:
        """Which of these any row of work has already noted as its own."""
        with self._database.read() as tx:
            return set(tx.execute(select(effects.c.outcome).where(effects.c.outcome.in_(outcomes))).scalars())


def _named(job: Job, name: str) -> tuple[Any, ...]:
    return effects.c.work_id == job.id, effects.c.name == name
