"""What was told to whom, so that a digest and a notice never tell the same thing twice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, exists, func, or_, select, tuple_

from store.database import Database, insert
from store.tables import noticings, subscriptions, told, wishes

KEPT_BEHIND = timedelta(days=7)
"""How long before what its digests and notices cover an audience's told things are known: longer than any overlap."""
_AT_ONCE = 500
"""Keys of one question, within what both databases take."""


class ToldThings:
    """A row for each audience and thing. Nothing of what was told stands here but the key that names it.

    A row of work claims what it is about to tell in the transaction that begins its post: digests and notices have
    lanes of their own, and of two that read the same before either has posted only one tells it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def among(self, audience: str, keys: Iterable[str]) -> set[str]:
        """Which of these the audience has been told; what is only about to be told is not among them."""
        wanted = list(keys)
        if not wanted:
            return set()
        with self._database.read() as tx:
            return _among(tx, audience, wanted, told.c.work_id.is_(None))

    def claim(self, tx: Connection, audience: str, appeared: Mapping[str, datetime], work_id: int) -> set[str]:
        """Let a row of work be the only one to tell these; returns those that others have told, or are about to.

        What is claimed is free again once the row ends (`Work.finish`), but for what it told.
        """
        _add(tx, audience, appeared, work_id)
        of_others = or_(told.c.work_id.is_(None), told.c.work_id != work_id)
        return _among(tx, audience, appeared, of_others)

    def keep(self, tx: Connection, audience: str, appeared: Mapping[str, datetime]) -> None:
        """These have been told; `appeared` says when each appeared at Webex."""
        _add(tx, audience, appeared, None)

    def forget_old(self, tx: Connection, audience: str) -> None:
        """Remove what appeared so long before anything still looks that nobody would tell it again."""
        is_theirs = or_(
            subscriptions.c.room_id == audience,
            and_(subscriptions.c.person_id == audience, subscriptions.c.room_id.is_(None)),
        )
        is_heard = noticings.c.person_id.in_(_wishers(audience))
        cursors = [
            tx.execute(select(func.min(table.c.covered_until)).where(theirs)).scalar_one()
            for table, theirs in ((subscriptions, is_theirs), (noticings, is_heard))
        ]
        known = [cursor for cursor in cursors if cursor is not None]
        if known:
            self.forget_before(tx, audience, min(known) - KEPT_BEHIND)

    def forget_ended(self, now: datetime, at_most: int = 500) -> int:
        """Remove, after a while, what was told to those whom neither digests nor notices tell any more.

        Returns how many went. Who begins anew is told what appears from then on.
        """
        key = (told.c.audience, told.c.key)
        is_theirs = or_(
            subscriptions.c.room_id == told.c.audience,
            and_(subscriptions.c.person_id == told.c.audience, subscriptions.c.room_id.is_(None)),
        )
        has_ended = and_(
            ~exists().where(is_theirs).select_from(subscriptions).correlate(told),
            ~exists().where(wishes.c.audience == told.c.audience).correlate(told),
        )
        ended = select(*key).where(told.c.appeared_at < now - KEPT_BEHIND, has_ended).limit(at_most)
        with self._database.begin() as tx:
            return tx.execute(delete(told).where(tuple_(*key).in_(ended))).rowcount

    def forget_before(self, tx: Connection, audience: str, appeared_before: datetime) -> None:
        """Remove what appeared before that."""
        tx.execute(delete(told).where(told.c.audience == audience, told.c.appeared_at < appeared_before))

    def forget(self, tx: Connection, audience: str) -> None:
        """Remove everything of this audience."""
        tx.execute(delete(told).where(told.c.audience == audience))

    def forget_unless_told(self, tx: Connection, room_id: str) -> None:
        """The same for a space, once neither digests nor notices tell it anything."""
        digests = select(subscriptions.c.id).where(subscriptions.c.room_id == room_id)
        if tx.execute(digests.limit(1)).first() is None and tx.execute(_wishers(room_id).limit(1)).first() is None:
            self.forget(tx, room_id)


def _wishers(audience: str) -> Select[tuple[str]]:
    """The people on whose behalf notices tell an audience."""
    return select(wishes.c.person_id).where(wishes.c.audience == audience)


def _add(tx: Connection, audience: str, appeared: Mapping[str, datetime], work_id: int | None) -> None:
    """Add what is not there; what has been told stays so, and what is told now is claimed no more."""
    # In the same order for everybody: two that claim the same would wait for each other.
    for some in _batches(sorted(appeared)):
        values = [{"audience": audience, "key": key, "appeared_at": appeared[key], "work_id": work_id} for key in some]
        row = insert(tx, told).values(values)
        same = ["audience", "key"]
        if work_id is None:
            tx.execute(row.on_conflict_do_update(index_elements=same, set_={"work_id": None}))
        else:
            tx.execute(row.on_conflict_do_nothing(index_elements=same))


def _among(tx: Connection, audience: str, keys: Iterable[str], condition: ColumnElement[bool]) -> set[str]:
    known = set[str]()
    for some in _batches(list(keys)):
        theirs = (told.c.audience == audience, told.c.key.in_(some), condition)
        known |= set(tx.execute(select(told.c.key).where(*theirs)).scalars())
    return known


def _batches(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]
