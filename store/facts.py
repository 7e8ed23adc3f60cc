"""Small things that all processes share: facts by name, and whose turn it is."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select

from store.database import Database, insert
from store.holders import is_dead
from store.tables import facts, turns


class Facts:
    """A value by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, name: str) -> Any:
        """The value; None when there is none."""
        with self._database.read() as tx:
            return tx.execute(select(facts.c.value).where(facts.c.name == name)).scalar_one_or_none()

    def keep(self, name: str, value: object) -> None:
        with self._database.begin() as tx:
            fact = insert(tx, facts).values(name=name, value=value)
            tx.execute(fact.on_conflict_do_update(index_elements=["name"], set_={"value": fact.excluded.value}))


class Turns:
    """What only one process at a time should do."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, name: str, holder: str, now: datetime, lasts: timedelta) -> bool:
        """Whether it is this holder's turn, which lasts until it is given up or that much time has passed.

        A turn whose holder has died on this machine is free at once. Holders are names of `store.holders`.
        """
        ours = {"holder": holder, "until": now + lasts}
        with self._database.begin() as tx:
            before = tx.execute(select(turns.c.holder).where(turns.c.name == name)).scalar_one_or_none()
            freed = before if before is not None and is_dead(before) else holder
            is_free = or_(turns.c.until <= now, turns.c.holder.in_([holder, freed]))
            turn = insert(tx, turns).values(name=name, **ours)
            taken = tx.execute(turn.on_conflict_do_update(index_elements=["name"], set_=ours, where=is_free))
        return bool(taken.rowcount)

    def give_up(self, name: str, holder: str) -> None:
        with self._database.begin() as tx:
            tx.execute(delete(turns).where(turns.c.name == name, turns.c.holder == holder))
