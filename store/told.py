"""What was told to whom, so that a digest and a notice never tell the same thing twice."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, Select, and_, delete, exists, func, or_, select, tuple_

from store.database import Database, insert
from store.tables import noticings, subscriptions, told, wishes

KEPT_BEHIND = timedelta(days=7)
"""How long before what its digests and notices cover an audience's told things are known: longer than any overlap."""
_AT_ONCE = 500
"""Keys of one question, within what both databases take."""


class ToldThings:
    """A row for each audience and thing. Nothing of what was told stands here but the key that names it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def among(self, audience: str, keys: Iterable[str]) -> set[str]:
        """Which of these the audience has been told."""
        wanted, known = list(keys), set[str]()
        if not wanted:
            return known
        with self._database.read() as tx:
            for start in range(0, len(wanted), _AT_ONCE):
                some = told.c.key.in_(wanted[start : start + _AT_ONCE])
                known |= set(tx.execute(select(told.c.key).where(told.c.audience == audience, some)).scalars())
        return known

    def keep(self, tx: Connection, audience: str, appeared: Mapping[str, datetime]) -> None:
        """These have been told; `appeared` says when each appeared at Webex."""
        for key, at in appeared.items():
            row = insert(tx, told).values(audience=audience, key=key, appeared_at=at)
            tx.execute(row.on_conflict_do_nothing(index_elements=["audience", "key"]))

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
