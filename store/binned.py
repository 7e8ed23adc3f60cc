"""When the bot put a recording into the recycle bin for somebody; Webex doesn't tell."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, tuple_

from store.database import Database, insert
from store.tables import binned

KEPT = timedelta(days=400)
"""Longer than anything stays in the bin: what somebody restored in Webex itself is forgotten then."""


class Binned:
    """One row a person and recording, gone once it is restored or purged through the bot, and with `disconnect`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, person_id: str) -> dict[str, datetime]:
        """When each recording was put into the bin, by its ID."""
        with self._database.read() as tx:
            rows = tx.execute(select(binned).where(binned.c.person_id == person_id))
            return {row.recording_id: row.binned_at for row in rows}

    def keep(self, person_id: str, recording_ids: Sequence[str], at: datetime) -> None:
        """Remember that these were put there now."""
        with self._database.begin() as tx:
            tx.execute(delete(binned).where(binned.c.person_id == person_id, binned.c.binned_at < at - KEPT))
            for recording_id in recording_ids:
                row = insert(tx, binned).values(person_id=person_id, recording_id=recording_id, binned_at=at)
                same = ["person_id", "recording_id"]
                tx.execute(row.on_conflict_do_update(index_elements=same, set_={"binned_at": at}))

    def drop(self, person_id: str, recording_ids: Sequence[str]) -> None:
        """These lie there no longer."""
        theirs = (binned.c.person_id == person_id, binned.c.recording_id.in_(recording_ids))
        with self._database.begin() as tx:
            tx.execute(delete(binned).where(*theirs))

    def forget_old(self, now: datetime, at_most: int = 500) -> int:
        """Remove what is older than `KEPT`, of whomever; returns how many went."""
        key = (binned.c.person_id, binned.c.recording_id)
        old = select(*key).where(binned.c.binned_at < now - KEPT).limit(at_most)
        with self._database.begin() as tx:
            return tx.execute(delete(binned).where(tuple_(*key).in_(old))).rowcount

    def forget(self, tx: Connection, person_id: str) -> None:
        """Remove everything of this person."""
        tx.execute(delete(binned).where(binned.c.person_id == person_id))
