"""Who is told what is ready at once, and the thread that each meeting has."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from core.ids import uuid_of
from core.notices import Noticing
from store.database import Database, insert
from store.tables import noticings, threads


class Notices:
    """A row a person, gone with `notify off` and `disconnect`. Methods that take `tx` are part of the caller's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, person_id: str) -> Noticing | None:
        """What this person wants; None for somebody who wants none."""
        with self._database.read() as tx:
            return self.of_in(tx, person_id)

    def of_in(self, tx: Connection, person_id: str) -> Noticing | None:
        """The same within a transaction."""
        row = tx.execute(select(noticings).where(noticings.c.person_id == person_id)).one_or_none()
        return None if row is None else _read(row)

    def whose(self, person_id: str) -> str | None:
        """The person with notices whom this ID means, as chat has it: others may have it of another geography."""
        with self._database.read() as tx:
            found = select(noticings.c.person_id).where(noticings.c.person_uuid == _uuid(person_id))
            return tx.execute(found).scalars().first()

    def begin(
        self, tx: Connection, person_id: str, since: datetime, next_sweep_at: datetime, refused: Iterable[str]
    ) -> None:
        """Let this person be told what appears from `since` on; asking again changes only what is refused."""
        row = insert(tx, noticings).values(
            person_id=person_id,
            person_uuid=_uuid(person_id),
            since=since,
            covered_until=since,
            next_sweep_at=next_sweep_at,
            refused=sorted(refused),
            is_waiting=False,
        )
        changed = {"refused": row.excluded.refused, "is_waiting": False}
        tx.execute(row.on_conflict_do_update(index_elements=["person_id"], set_=changed))

    def cover(self, tx: Connection, person_id: str, until: datetime) -> None:
        """Everything up to then was looked for."""
        row = update(noticings).where(noticings.c.person_id == person_id, noticings.c.covered_until < until)
        tx.execute(row.values(covered_until=until))

    def refuse(self, tx: Connection, person_id: str, refused: Iterable[str]) -> None:
        """Note of what Webex tells nothing, and that the person is connected."""
        row = update(noticings).where(noticings.c.person_id == person_id)
        tx.execute(row.values(refused=sorted(refused), is_waiting=False))

    def wait(self, tx: Connection, person_id: str) -> None:
        """Note that the person knows that notices wait for them."""
        tx.execute(update(noticings).where(noticings.c.person_id == person_id).values(is_waiting=True))

    def wake(self, tx: Connection, person_id: str, now: datetime) -> None:
        """They wait no longer: what was missed is looked for at once."""
        row = update(noticings).where(noticings.c.person_id == person_id)
        tx.execute(row.values(is_waiting=False, next_sweep_at=now))

    def claim_due(self, now: datetime, at_most: int, keep: Callable[[Connection, str, datetime], datetime]) -> int:
        """Hand up to that many people whose sweep is due to `keep`, all in one transaction; returns how many.

        `keep` gets the ID and when it was due, and gives the time of the next. Of many processes each one is handed
        out by one of them.
        """
        due = (
            select(noticings.c.person_id, noticings.c.next_sweep_at)
            .where(noticings.c.next_sweep_at <= now)
            .order_by(noticings.c.next_sweep_at, noticings.c.person_id)
            .limit(at_most)
            .with_for_update(skip_locked=True)
        )
        with self._database.begin() as tx:
            rows = tx.execute(due).all()
            for row in rows:
                next_at = keep(tx, row.person_id, row.next_sweep_at)
                one = update(noticings).where(noticings.c.person_id == row.person_id)
                tx.execute(one.values(next_sweep_at=next_at))
        return len(rows)

    def thread(self, person_id: str, key: str) -> str | None:
        """The first message of that thread; None where there is none yet."""
        with self._database.read() as tx:
            found = select(threads.c.message_id).where(threads.c.person_id == person_id, threads.c.key == key)
            return tx.execute(found).scalar_one_or_none()

    def keep_thread(self, tx: Connection, person_id: str, key: str, message_id: str, now: datetime) -> None:
        """Let a message be the first of a thread, unless there is one."""
        row = insert(tx, threads).values(person_id=person_id, key=key, message_id=message_id, begun_at=now)
        tx.execute(row.on_conflict_do_nothing(index_elements=["person_id", "key"]))

    def forget_threads(self, before: datetime) -> int:
        """Remove those that were begun before then, to which nothing is added any more; returns how many."""
        with self._database.begin() as tx:
            return tx.execute(delete(threads).where(threads.c.begun_at < before)).rowcount

    def forget(self, tx: Connection, person_id: str) -> bool:
        """End it, and forget the threads; whether there were notices."""
        tx.execute(delete(threads).where(threads.c.person_id == person_id))
        return bool(tx.execute(delete(noticings).where(noticings.c.person_id == person_id)).rowcount)


def _uuid(person_id: str) -> str:
    return uuid_of(person_id) or person_id


def _read(row: Any) -> Noticing:
    return Noticing(row.person_id, row.since, row.covered_until, tuple(row.refused), row.is_waiting)
