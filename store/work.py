"""Work is rows: what was accepted stands here until it is done, whatever dies in between.

A row of a lane is `queued` while an older one of its lane is unfinished, otherwise `ready`; so at most one row of a
lane is ready, and claiming needs to look at nothing but (state, can_wait, run_at). A ready row that nobody has begun
makes way for an older one that arrives late. A claim is a lease: `run_at` moves to the end of the lease, and a row
whose worker died is simply due again then.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, case, delete, func, or_, select, text, update

from core.errors import LeaseLost
from core.work import FailedWork, Job, WorkKind, lane_of
from store.database import Database, insert
from store.doorbell import Doorbell
from store.holders import is_dead, new_holder
from store.lanes import LET_NEXT_GO, MAKE_WAY
from store.tables import effects, told, work

LEASE = timedelta(seconds=30)
"""How long a row stays claimed without a heartbeat."""

_UNFINISHED = ("queued", "ready")


class Work:
    """The table of work. Methods that take `tx` are part of the caller's transaction."""

    def __init__(self, database: Database, doorbell: Doorbell) -> None:
        self._database = database
        self._doorbell = doorbell

    def keep(
        self,
        tx: Connection,
        *,
        key: str,
        kind: WorkKind,
        asked_at: datetime,
        run_at: datetime,
        payload: Mapping[str, Any],
        person_id: str | None = None,
        lane: str | None = None,
    ) -> bool:
        """Keep a row and ring; False when its key is known already, and then nothing happens."""
        if lane is not None:
            self._lock_lane(tx, lane)
        added = tx.execute(
            insert(tx, work)
            .values(
                key=key,
                kind=kind.value,
                lane=lane,
                person_id=person_id,
                payload=dict(payload),
                asked_at=asked_at,
                state="ready" if lane is None else "queued",
                run_at=run_at,
                attempts=0,
                can_wait=kind.can_wait,
            )
            .on_conflict_do_nothing(index_elements=["key"])
        )
        if added.rowcount:
            self._let_in(tx, lane, asked_at)
        return bool(added.rowcount)

    def claim(self, now: datetime, underway: set[str] | None = None, *, can_wait: bool = False) -> Job | None:
        """Lease the row that has been due longest, of those that can wait or of the others; None when none is due.

        `underway` are the leases that the caller's threads work on; this one is added. Where the clock has jumped (a
        machine that slept) they look ended, and to take such a row again would answer it twice.
        """
        lease = new_holder()
        underway = set() if underway is None else underway
        with self._database.begin() as tx:
            # Read and added to inside, where SQLite lets one claim at a time: another thread's may have just ended.
            others = tuple(underway)
            due = (
                select(work)
                .where(work.c.state == "ready", work.c.can_wait == can_wait, work.c.run_at <= now)
                .where(or_(work.c.lease.is_(None), work.c.lease.not_in(others)))
                .order_by(work.c.run_at, work.c.id)
                .limit(1)
                .with_for_update(skip_locked=True)
            )
            row = tx.execute(due).one_or_none()
            if row is None:
                return None
            attempts = row.attempts + 1
            losses = row.losses + (row.lease is not None)  # whoever held that lease never gave it back
            counts = {"attempts": attempts, "losses": losses}
            tx.execute(update(work).where(work.c.id == row.id).values(lease=lease, run_at=now + LEASE, **counts))
            underway.add(lease)
        return Job(
            id=row.id,
            kind=WorkKind(row.kind),
            person_id=row.person_id,
            payload=row.payload,
            asked_at=row.asked_at,
            attempts=attempts,
            lease=lease,
            losses=losses,
            noes=row.noes,
            no_to=row.no_to,
            reason=row.reason,
        )

    def beat(self, job: Job, now: datetime) -> bool:
        """Make the lease last `LEASE` from now; False when it is no longer ours."""
        with self._database.begin() as tx:
            kept = tx.execute(update(work).where(*_ours(job)).values(run_at=now + LEASE))
        return bool(kept.rowcount)

    def hold(self, tx: Connection, job: Job) -> None:
        """Raise `LeaseLost` unless the lease is still ours; then nobody else takes the row during this transaction."""
        held = tx.execute(select(work.c.id).where(*_ours(job)).with_for_update()).one_or_none()
        if held is None:
            raise LeaseLost

    def put_back(self, job: Job, run_at: datetime, *, no_to: str | None = None) -> None:
        """Give the lease up and let the row be due at `run_at`. Raises `LeaseLost`.

        `no_to` is what Webex has said a clear no to, if it has.
        """
        with self._database.begin() as tx:
            self.hold(tx, job)
            tx.execute(update(work).where(work.c.id == job.id).values(lease=None, run_at=run_at, **_counted(no_to)))
            self._doorbell.ring(tx)

    def heard_yes(self, job: Job, to: str) -> None:
        """Forget the noes to that, if there were any: only those in a row count together."""
        if job.no_to == to:
            with self._database.begin() as tx:
                tx.execute(update(work).where(*_ours(job)).values(noes=0, no_to=None))

    def finish(self, tx: Connection, job: Job, now: datetime, reason: str | None = None) -> None:
        """Mark the row done, or failed for `reason`, and let the next of its lane go. Raises `LeaseLost`.

        What it was about to tell and did not is for others to tell again.

        What is kept of a row that is done says nothing about anybody: its key, so that a doubled delivery is known.
        One that failed stays whole, so that it can be tried again.
        """
        if job.kind.tells:
            tx.execute(delete(told).where(told.c.work_id == job.id))
        if reason is not None:
            self._leave_lane(tx, job, state="failed", reason=reason, finished_at=now)
            return
        self._leave_lane(tx, job, state="done", reason=None, finished_at=now, payload={}, person_id=None)
        # The journal keeps which messages were this row's, not whom they went to.
        tx.execute(update(effects).where(effects.c.work_id == job.id).values(plan=None))

    def set_aside(self, job: Job, run_at: datetime, reason: str, *, no_to: str | None = None) -> None:
        """Give the lease up and let the next of the lane go; what is left of the row is to tell of `reason`, later.

        `no_to` as in `put_back`. Raises `LeaseLost`.
        """
        with self._database.begin() as tx:
            self._leave_lane(tx, job, run_at=run_at, reason=reason, **_counted(no_to))
            self._doorbell.ring(tx)

    def failed(self) -> list[FailedWork]:
        """All rows that failed for good and are still kept, the newest first."""
        newest_first = (work.c.finished_at.desc(), work.c.id.desc())
        with self._database.read() as tx:
            rows = tx.execute(select(work).where(work.c.state == "failed").order_by(*newest_first)).all()
        return [
            FailedWork(row.id, row.kind, row.asked_at, row.finished_at, row.attempts, row.reason, _is_emptied(row))
            for row in rows
        ]

    def try_again(self, number: int, now: datetime) -> bool:
        """Put a row that failed for good back into its lane, due now and as if it had never been tried.

        False where there is none of that number, or nothing is left of what was to be done. What it has changed or
        posted already stays in the journal, so that this is not done twice.
        """
        known = [kind.value for kind in WorkKind]  # one of a newer version would be claimed for ever
        theirs = (work.c.id == number, work.c.state == "failed", work.c.kind.in_(known))
        with self._database.begin() as tx:
            row = tx.execute(select(work).where(*theirs).with_for_update()).one_or_none()
            if row is None or _is_emptied(row):
                return False
            lane = lane_of(WorkKind(row.kind), row.person_id, row.payload.get("room_id"))
            if lane is not None:
                self._lock_lane(tx, lane)
            as_new = {"attempts": 0, "losses": 0, "noes": 0, "no_to": None, "reason": None, "finished_at": None}
            state = "ready" if lane is None else "queued"
            tx.execute(update(work).where(work.c.id == number).values(state=state, lane=lane, run_at=now, **as_new))
            self._let_in(tx, lane, row.asked_at)
        return True

    def release_dead(self, now: datetime) -> int:
        """Free the leases of processes of this machine that no longer run; returns how many.

        Without it, a bot that was killed and started again would wait for its own leases to end.
        """
        with self._database.read() as tx:
            leased = tx.execute(select(work.c.lease).where(work.c.state == "ready", work.c.lease.is_not(None)))
            dead = [lease for lease in leased.scalars() if is_dead(lease)]
        if not dead:
            return 0
        with self._database.begin() as tx:
            # By lease, not by row: meanwhile somebody alive may have claimed one whose lease had ended.
            theirs = (work.c.state == "ready", work.c.lease.in_(dead))
            freed = tx.execute(update(work).where(*theirs).values(lease=None, run_at=now, losses=work.c.losses + 1))
        return freed.rowcount

    def waiting(self) -> int:
        """How many rows are not finished, timers included."""
        with self._database.read() as tx:
            return int(tx.execute(select(func.count()).where(work.c.state.in_(_UNFINISHED))).scalar_one())

    def keys(self, kind: WorkKind, since: datetime) -> list[str]:
        """Of all rows of a kind that were asked since then, the finished ones included."""
        with self._database.read() as tx:
            asked = select(work.c.key).where(work.c.kind == kind.value, work.c.asked_at >= since)
            return list(tx.execute(asked).scalars())

    def last_asked(self, kinds: Collection[WorkKind]) -> datetime | None:
        """When the youngest row of these kinds was asked; None where there is none."""
        with self._database.read() as tx:
            asked = select(work.c.asked_at).where(work.c.kind.in_([kind.value for kind in kinds]))
            return tx.execute(asked.order_by(work.c.asked_at.desc()).limit(1)).scalar_one_or_none()

    def forget_finished(self, before: datetime, state: str = "done", at_most: int = 500) -> int:
        """Remove rows that were `done`, or `failed`, before that instant, the oldest first; returns how many went."""
        is_old = (work.c.state == state, work.c.finished_at < before)
        old = select(work.c.id).where(*is_old).order_by(work.c.finished_at).limit(at_most)
        with self._database.begin() as tx:
            return tx.execute(delete(work).where(work.c.id.in_(old))).rowcount

    def forget_person(self, tx: Connection, person_id: str) -> None:
        """Unname what must still happen, such as deleting a message of links, and empty what has failed for good.

        What the person asked meanwhile stays: it was accepted, so it is answered. So does what looks for a note that
        may have landed, for the minutes that it takes: it finds it by the person.
        """
        theirs = work.c.person_id == person_id
        kept = WorkKind.DELETE_MESSAGE.value
        waits = (work.c.state.in_(_UNFINISHED), work.c.key.not_like("note|%"))
        tx.execute(update(work).where(theirs, work.c.kind == kept, *waits).values(person_id=None))
        failed = (theirs, work.c.state == "failed")
        tx.execute(update(effects).where(effects.c.work_id.in_(select(work.c.id).where(*failed))).values(plan=None))
        tx.execute(update(work).where(*failed).values(person_id=None, payload={}))
        # Nobody asked for that, and it would stand here for hours.
        tx.execute(delete(work).where(theirs, work.c.kind == WorkKind.LOOK_AGAIN.value, work.c.lease.is_(None)))

    def _lock_lane(self, tx: Connection, lane: str) -> None:
        # Adding to a lane and taking the next of it must not pass each other unseen. SQLite has one writer anyway.
        if self._database.is_postgres:
            tx.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:lane, 0))"), {"lane": lane})

    def _let_in(self, tx: Connection, lane: str | None, asked_at: datetime) -> None:
        """See to it that a row that has just come into that lane, asked at that time, has its turn."""
        if lane is None:
            self._doorbell.ring(tx)
        else:
            tx.execute(MAKE_WAY, {"in_lane": lane, "asked": asked_at})
            self._let_next_go(tx, lane)

    def _leave_lane(self, tx: Connection, job: Job, **values: Any) -> None:
        """Change a row that is still ours, without its lease and its lane, and let the next of the lane go."""
        lane = tx.execute(select(work.c.lane).where(*_ours(job))).scalar_one_or_none()
        if lane is not None:
            self._lock_lane(tx, lane)
        self.hold(tx, job)
        tx.execute(update(work).where(work.c.id == job.id).values(lease=None, lane=None, **values))
        if lane is not None:
            self._let_next_go(tx, lane, values.get("finished_at"))

    def _let_next_go(self, tx: Connection, lane: str, now: datetime | None = None) -> None:
        """Make the oldest queued row of a lane ready, unless one is; with `now` due from then on, as the last."""
        if tx.execute(LET_NEXT_GO, {"in_lane": lane, "since": now}).rowcount:
            self._doorbell.ring(tx)


def _ours(job: Job) -> tuple[Any, ...]:
    return work.c.id == job.id, work.c.lease == job.lease, work.c.state == "ready"


def _counted(no_to: str | None) -> dict[str, Any]:
    """The columns of a row to which Webex has said no once more; none where it has not."""
    if no_to is None:
        return {}
    return {"noes": case((work.c.no_to == no_to, work.c.noes + 1), else_=1), "no_to": no_to}


def _is_emptied(row: Any) -> bool:
    return row.person_id is None and not row.payload
