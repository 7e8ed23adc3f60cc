"""Who wants a digest, and when the next one is due."""

import secrets
from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection, delete, select, update

from core.digests import InSpace, Subscription
from core.people import Preferences
from core.schedules import Rhythm, Schedule
from store.database import Database
from store.people import CHOICES, chosen_in
from store.tables import people, subscriptions

_MOST_ID = 2**53
"""IDs are drawn, never counted: SQLite would count that of a stopped one again, and a row of work that still names it
would send the digest of somebody else."""


class Subscriptions:
    """A row each, gone with `digest off` and `disconnect`. Methods that take `tx` are part of the caller's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, person_id: str) -> list[Subscription]:
        """A person's own, the one that is due first at the front."""
        with self._database.read() as tx:
            return self.of_in(tx, person_id)

    def of_in(self, tx: Connection, person_id: str) -> list[Subscription]:
        """The same within a transaction."""
        return _where(tx, subscriptions.c.person_id == person_id, subscriptions.c.room_id.is_(None))

    def anywhere_of_in(self, tx: Connection, person_id: str) -> list[Subscription]:
        """A person's own, and those that they asked for in spaces."""
        return _where(tx, subscriptions.c.person_id == person_id)

    def of_audience_in(self, tx: Connection, audience: str) -> list[Subscription]:
        """Those that tell a person, or a space."""
        return self.of_in(tx, audience) or self.of_room_in(tx, audience)

    def of_room_in(self, tx: Connection, room_id: str) -> list[Subscription]:
        """Those of one space, whoever asked for them."""
        return _where(tx, subscriptions.c.room_id == room_id)

    def of_room(self, room_id: str) -> list[Subscription]:
        """The same in a transaction of its own."""
        with self._database.read() as tx:
            return self.of_room_in(tx, room_id)

    def read(self, subscription_id: int) -> Subscription | None:
        """One of them; None when it was stopped."""
        with self._database.read() as tx:
            found = _where(tx, subscriptions.c.id == subscription_id)
        return found[0] if found else None

    def add(
        self,
        tx: Connection,
        person_id: str,
        schedule: Schedule,
        next_at: datetime,
        since: datetime,
        space: InSpace | None = None,
        *,
        covered_until: datetime | None = None,
    ) -> None:
        """Begin one that tells what appears from `since` on; asking twice for the same is asking once.

        Another one before it may have told what there is up to `covered_until`.
        """
        same = (subscriptions.c.person_id == person_id, *_on(schedule), *_in(space))
        if tx.execute(select(subscriptions.c.id).where(*same)).first() is not None:
            return
        tx.execute(
            subscriptions.insert().values(
                id=secrets.randbelow(_MOST_ID) + 1,
                person_id=person_id,
                room_id=space.room_id if space else None,
                topic=space.topic if space else None,
                series=space.series if space else None,
                rhythm=schedule.rhythm.value,
                minute=schedule.at.hour * 60 + schedule.at.minute,
                day=schedule.day,
                next_at=next_at,
                since=since,
                covered_until=covered_until or since,
                shows_empty=False,
                is_waiting=False,
            )
        )

    def move(self, tx: Connection, subscription_id: int, next_at: datetime) -> None:
        """Let the next one be due then."""
        tx.execute(update(subscriptions).where(subscriptions.c.id == subscription_id).values(next_at=next_at))

    def choose(self, tx: Connection, person_id: str, *, shows_empty: bool) -> None:
        """Whether this person's digests come also when there is nothing to tell."""
        theirs = subscriptions.c.person_id == person_id
        tx.execute(update(subscriptions).where(theirs).values(shows_empty=shows_empty))

    def cover(self, tx: Connection, subscription_id: int, until: datetime) -> None:
        """Everything up to then has been told."""
        row = update(subscriptions).where(subscriptions.c.id == subscription_id)
        tx.execute(row.where(subscriptions.c.covered_until < until).values(covered_until=until, is_waiting=False))

    def wait(self, tx: Connection, person_id: str, *, is_waiting: bool) -> None:
        """Note that the person knows that digests wait for them, or that they wait no longer."""
        theirs = subscriptions.c.person_id == person_id
        tx.execute(update(subscriptions).where(theirs).values(is_waiting=is_waiting))

    def claim_due(
        self,
        now: datetime,
        at_most: int,
        keep: Callable[[Connection, Subscription, str | None, Preferences], datetime],
    ) -> int:
        """Hand up to that many due ones to `keep`, which gives the time of the next, all in one transaction.

        `keep` gets the person's time zone too, where one is known, and their choices. Of many processes each due one
        is handed out by one of them. Returns how many there were.
        """
        due = (
            select(subscriptions, people.c.timezone, *CHOICES)
            .join(people, people.c.person_id == subscriptions.c.person_id, isouter=True)
            .where(subscriptions.c.next_at <= now)
            .order_by(subscriptions.c.next_at, subscriptions.c.id)
            .limit(at_most)
            .with_for_update(skip_locked=True, of=subscriptions)
        )
        with self._database.begin() as tx:
            rows = tx.execute(due).all()
            for row in rows:
                next_at = keep(tx, _read(row), row.chosen_timezone or row.timezone, chosen_in(row))
                self.move(tx, row.id, next_at)
        return len(rows)

    def stop(self, tx: Connection, person_id: str) -> int:
        """End all of a person's own; returns how many there were."""
        own = (subscriptions.c.person_id == person_id, subscriptions.c.room_id.is_(None))
        return tx.execute(delete(subscriptions).where(*own)).rowcount

    def stop_room(self, tx: Connection, room_id: str) -> int:
        """End all of a space; returns how many there were."""
        return tx.execute(delete(subscriptions).where(subscriptions.c.room_id == room_id)).rowcount

    def stop_one(self, tx: Connection, subscription_id: int) -> None:
        tx.execute(delete(subscriptions).where(subscriptions.c.id == subscription_id))

    def forget(self, tx: Connection, person_id: str) -> None:
        """End all that this person asked for, in spaces as well."""
        tx.execute(delete(subscriptions).where(subscriptions.c.person_id == person_id))


def _where(tx: Connection, *conditions: Any) -> list[Subscription]:
    order = (subscriptions.c.next_at, subscriptions.c.rhythm, subscriptions.c.day, subscriptions.c.id)
    return [_read(row) for row in tx.execute(select(subscriptions).where(*conditions).order_by(*order))]


def _on(schedule: Schedule) -> tuple[Any, ...]:
    minute = schedule.at.hour * 60 + schedule.at.minute
    day = subscriptions.c.day.is_(None) if schedule.day is None else subscriptions.c.day == schedule.day
    return subscriptions.c.rhythm == schedule.rhythm.value, subscriptions.c.minute == minute, day


def _in(space: InSpace | None) -> tuple[Any, ...]:
    wanted = (space.room_id, space.topic, space.series) if space else (None, None, None)
    columns = (subscriptions.c.room_id, subscriptions.c.topic, subscriptions.c.series)
    return tuple(c.is_(None) if value is None else c == value for c, value in zip(columns, wanted, strict=True))


def _read(row: Any) -> Subscription:
    return Subscription(
        id=row.id,
        person_id=row.person_id,
        schedule=Schedule(Rhythm(row.rhythm), time(row.minute // 60, row.minute % 60), row.day),
        next_at=row.next_at,
        since=row.since,
        covered_until=row.covered_until,
        shows_empty=row.shows_empty,
        is_waiting=row.is_waiting,
        space=InSpace(row.room_id, row.topic, row.series) if row.room_id else None,
    )
