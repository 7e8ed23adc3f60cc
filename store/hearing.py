"""When the bot heard nothing, for whoever looks up what was missed and for whoever runs it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import reduce
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select, update

from core.hearing import Silence, Why
from store.database import Database
from store.tables import silences

_OPEN = select(silences).where(silences.c.until.is_(None)).order_by(silences.c.id)


class Silences:
    """Any process may begin one; ending them makes one of all. Methods that take `tx` are part of the caller's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, since: datetime, why: Why, *, loses_presses: bool) -> bool:
        """Note that the bot may not have heard since then; False where one for that reason has begun before."""
        with self._database.begin() as tx:
            told = [each for each in _read(tx, _OPEN) if each.why == (why,) and each.loses_presses >= loses_presses]
            if told and min(each.since for each in told) <= since:
                return False
            row = {"since": since, "why": [why.value], "loses_presses": loses_presses}
            tx.execute(insert(silences).values(**row))
        return True

    def end(self, tx: Connection, until: datetime) -> Silence | None:
        """The bot hears: all that have begun end now, and are one from now on. None where none had."""
        found = _as_one(_read(tx, _OPEN.with_for_update()))
        if found is None:
            return None
        tx.execute(delete(silences).where(silences.c.until.is_(None), silences.c.id != found.id))
        ended = {"since": found.since, "until": until, "why": list(found.why), "loses_presses": found.loses_presses}
        tx.execute(update(silences).where(silences.c.id == found.id).values(**ended))
        return replace(found, until=until)

    def after(self, instant: datetime) -> list[Silence]:
        """Those that had not ended by then, oldest first."""
        with self._database.read() as tx:
            lasting = silences.c.until.is_(None) | (silences.c.until > instant)
            return _read(tx, select(silences).where(lasting).order_by(silences.c.since, silences.c.id))

    def count(self, tx: Connection, silence_id: int, found: int) -> None:
        """That many more events of it were found."""
        row = update(silences).where(silences.c.id == silence_id)
        tx.execute(row.values(found=silences.c.found + found))

    def close(self, tx: Connection, silence_id: int, now: datetime) -> None:
        """Everything of it was looked through."""
        tx.execute(update(silences).where(silences.c.id == silence_id).values(looked_at=now))

    def forget(self, before: datetime) -> int:
        """Remove those that ended before then; returns how many."""
        with self._database.begin() as tx:
            return tx.execute(delete(silences).where(silences.c.until < before)).rowcount


def _read(tx: Connection, rows: Select[Any]) -> list[Silence]:
    return [
        Silence(row.id, row.since, row.until, tuple(map(Why, row.why)), row.loses_presses, row.found, row.looked_at)
        for row in tx.execute(rows)
    ]


def _as_one(found: Iterable[Silence]) -> Silence | None:
    every = list(found)
    return reduce(_joined, every) if every else None


def _joined(one: Silence, other: Silence) -> Silence:
    return replace(
        one,
        since=min(one.since, other.since),
        why=tuple(dict.fromkeys((*one.why, *other.why))),
        loses_presses=one.loses_presses or other.loses_presses,
    )
