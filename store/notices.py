"""Who is told what is ready at once, whose grant it is heard with, and the thread that each meeting has."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from core.digests import InSpace
from core.ids import uuid_of
from core.notices import Noticing, Wish
from store.database import Database, insert
from store.tables import noticings, threads, wishes


class Notices:
    """A row for each wish, and one for each person with a wish. Methods that take `tx` are part of the caller's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, person_id: str) -> Noticing | None:
        """What is listened for with this person's grant; None where nobody wants to be told of what is theirs."""
        with self._database.read() as tx:
            row = tx.execute(select(noticings).where(noticings.c.person_id == person_id)).one_or_none()
            return None if row is None else _read(row, _wishes(tx, wishes.c.person_id == person_id))

    def of_room(self, room_id: str) -> list[Wish]:
        """What one space is told, the oldest wish first."""
        with self._database.read() as tx:
            return _wishes(tx, wishes.c.audience == room_id)

    def count_of_room(self, tx: Connection, room_id: str) -> int:
        """How many wishes there are for one space."""
        return int(tx.execute(select(func.count()).where(wishes.c.audience == room_id)).scalar_one())

    def is_wanted(self, tx: Connection, audience: str) -> bool:
        """Whether that person or space is still to be told."""
        return tx.execute(select(wishes.c.audience).where(wishes.c.audience == audience).limit(1)).first() is not None

    def whose(self, person_id: str) -> str | None:
        """The person with a wish whom this ID means, as chat has it: others may have it of another geography."""
        with self._database.read() as tx:
            found = select(noticings.c.person_id).where(noticings.c.person_uuid == _uuid(person_id))
            return tx.execute(found).scalars().first()

    def begin(
        self, tx: Connection, person_id: str, since: datetime, next_sweep_at: datetime, refused: Iterable[str]
    ) -> None:
        """Listen with this person's grant to what appears from `since` on; again changes only what is refused."""
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

    def wish(self, tx: Connection, of: Wish) -> None:
        """Keep a wish; asking twice for the same is asking once."""
        space = of.space or InSpace(of.audience)
        row = insert(tx, wishes).values(
            person_id=of.person_id,
            audience=of.audience,
            topic=space.topic or "",
            series=space.series or "",
            since=of.since,
        )
        tx.execute(row.on_conflict_do_nothing())

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

    def thread(self, audience: str, key: str) -> str | None:
        """The first message of that thread; None where there is none yet."""
        with self._database.read() as tx:
            found = select(threads.c.message_id).where(threads.c.audience == audience, threads.c.key == key)
            return tx.execute(found).scalar_one_or_none()

    def keep_thread(self, tx: Connection, audience: str, key: str, message_id: str, now: datetime) -> None:
        """Let a message be the first of a thread, unless there is one."""
        row = insert(tx, threads).values(audience=audience, key=key, message_id=message_id, begun_at=now)
        tx.execute(row.on_conflict_do_nothing(index_elements=["audience", "key"]))

    def forget_threads(self, before: datetime) -> int:
        """Remove those that were begun before then, to which nothing is added any more; returns how many."""
        with self._database.begin() as tx:
            return tx.execute(delete(threads).where(threads.c.begun_at < before)).rowcount

    def stop(self, tx: Connection, audience: str, *, of: str | None = None) -> list[str]:
        """Tell that person or space no more, `of` one person or of anybody; returns of whom it was told.

        Whom nothing is listened for any more then, `rest` has to say.
        """
        theirs = [wishes.c.audience == audience, *([wishes.c.person_id == of] if of else [])]
        people = list(tx.execute(select(wishes.c.person_id).where(*theirs).distinct()).scalars())
        tx.execute(delete(wishes).where(*theirs))
        self._forget_threads_of(tx, audience)
        return people

    def rest(self, tx: Connection, person_id: str) -> bool:
        """Listen no more with this person's grant, unless there is a wish left; whether it is listened no more."""
        left = select(wishes.c.person_id).where(wishes.c.person_id == person_id)
        # Whoever wishes anew at this moment holds the row: what they wished is seen only by a statement that begins
        # once they have committed.
        tx.execute(select(noticings.c.person_id).where(noticings.c.person_id == person_id).with_for_update())
        tx.execute(delete(noticings).where(noticings.c.person_id == person_id, ~left.exists()))
        return tx.execute(left.limit(1)).first() is None

    def forget(self, tx: Connection, person_id: str) -> int:
        """End all wishes of this person, and forget their threads; returns how many spaces hear of it no more."""
        theirs = select(wishes.c.audience).where(wishes.c.person_id == person_id)
        audiences = set(tx.execute(theirs).scalars())
        for audience in audiences:
            self.stop(tx, audience, of=person_id)
        self.rest(tx, person_id)
        return len(audiences - {person_id})

    def _forget_threads_of(self, tx: Connection, audience: str) -> None:
        if not self.is_wanted(tx, audience):
            tx.execute(delete(threads).where(threads.c.audience == audience))


def _uuid(person_id: str) -> str:
    return uuid_of(person_id) or person_id


def _wishes(tx: Connection, condition: Any) -> list[Wish]:
    order = (wishes.c.since, wishes.c.person_id, wishes.c.topic, wishes.c.series)
    return [_wish(row) for row in tx.execute(select(wishes).where(condition).order_by(*order))]


def _wish(row: Any) -> Wish:
    is_own = row.audience == row.person_id
    space = None if is_own else InSpace(row.audience, row.topic or None, row.series or None)
    return Wish(row.person_id, row.since, space)


def _read(row: Any, of: list[Wish]) -> Noticing:
    return Noticing(row.person_id, row.since, row.covered_until, tuple(row.refused), row.is_waiting, tuple(of))
