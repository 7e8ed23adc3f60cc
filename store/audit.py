"""The audit: rows that are only ever added, each sealed together with the seal of the one before.

The seals are keyed by the operator's secret, so nobody who has only the database can change, swap, remove or add a row
without being found out. The head keeps how many rows there are, sealed too: a tail that was cut off is missed.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select, update

from core.audit import Verdict
from store.database import Database, insert
from store.tables import audit, audit_head
from store.vault import Vault

_AT_ONCE = 500
_ONLY = 1
"""The one row of the head."""
_LOST = "lost"
"""Stands for the seal of the row before where the head was gone or forged: the row after it follows nothing, for good,
and what is wrong does not heal by going on."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in the table."""

    number: int
    key: str
    written: str
    """The body as it was written."""
    before: str
    """The seal of the row before; empty in the first."""
    seal: str

    @property
    def body(self) -> dict[str, Any]:
        """What the row says; nothing where it is no longer JSON."""
        try:
            body = json.loads(self.written)
        except ValueError:
            return {}
        return body if isinstance(body, dict) else {}


class AuditLog:
    """One chain, whichever and however many processes write it."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    def append(self, key: str, body: Mapping[str, Any]) -> int:
        """Add a row at the end and return its number; that of the row which has this key where there is one.

        Raises `DatabaseAway`, and then nothing is written.
        """
        with self._database.begin() as tx:
            count, before = self._locked_head(tx)
            known = tx.execute(select(audit.c.number).where(audit.c.key == key)).scalar_one_or_none()
            if known is not None:
                return int(known)
            number, written = count + 1, json.dumps(body, separators=(",", ":"))
            seal = self._vault.mark(_sealed(number, key, written, before))
            tx.execute(insert(tx, audit).values(number=number, key=key, body=written, before=before, seal=seal))
            head = {"last": number, "seal": seal, "mark": self._vault.mark(_head(number, seal))}
            tx.execute(update(audit_head).where(audit_head.c.id == _ONLY).values(**head))
        return number

    def rows(self) -> Iterator[Row]:
        """All of them, oldest first, read piece by piece."""
        yield from self._pieces(select(audit).order_by(audit.c.number), lambda last: audit.c.number > last)

    def newest_first(self) -> Iterator[Row]:
        """All of them the other way round; whoever stops taking reads no further."""
        yield from self._pieces(select(audit).order_by(audit.c.number.desc()), lambda last: audit.c.number < last)

    def _pieces(self, found: Select[Any], beyond: Callable[[int], ColumnElement[bool]]) -> Iterator[Row]:
        piece = found
        while True:
            with self._database.read() as tx:
                read = tx.execute(piece.limit(_AT_ONCE)).all()
            yield from map(_row, read)
            if len(read) < _AT_ONCE:
                return
            piece = found.where(beyond(read[-1].number))

    def verify(self) -> Verdict:
        """Whether every row is as it was written and none is missing; rows that are added meanwhile do no harm."""
        with self._database.read() as tx:
            head = tx.execute(select(audit_head).where(audit_head.c.id == _ONLY)).one_or_none()
        count, before, marked = 0, "", None
        for row in self.rows():
            problem = self._problem(row, count, before)
            if problem is not None:
                return Verdict(count, problem)
            count, before = row.number, row.seal
            marked = row.seal if head is not None and head.last == count else marked
        return Verdict(count, self._problem_of_head(head, count, marked))

    def _problem(self, row: Row, count: int, before: str) -> str | None:
        """What is wrong with a row that should be the next one."""
        if row.number != count + 1:
            return f"Row {count + 1} is missing."
        if not self._vault.is_marked(_sealed(row.number, row.key, row.written, row.before), row.seal):
            return f"Row {row.number} is not as it was written, or its key is no longer in SECRET_KEY."
        if row.before != before:
            return f"Row {row.number} does not follow the row before it: one was removed, put in or changed there."
        return None

    def _problem_of_head(self, head: Any, count: int, marked: str | None) -> str | None:
        if head is None:
            return f"The head is missing, so rows after row {count} may be too." if count else None
        if not self._vault.is_marked(_head(head.last, head.seal), head.mark) and (head.last or count):
            return f"The head is not as it was written, so rows after row {count} may be missing."
        if head.last > count:
            return f"Row {count + 1} is missing: the head counts {head.last}."
        return None if head.seal == (marked or "") else f"Row {head.last} is not the one that the head names."

    def _locked_head(self, tx: Connection) -> tuple[int, str]:
        """How many rows there are and the seal of the last, held until the transaction ends."""
        nothing = insert(tx, audit_head).values(id=_ONLY, last=0, seal="", mark="")
        tx.execute(nothing.on_conflict_do_nothing(index_elements=["id"]))
        head = tx.execute(select(audit_head).where(audit_head.c.id == _ONLY).with_for_update()).one()
        last = tx.execute(select(func.max(audit.c.number))).scalar_one_or_none() or 0
        if self._vault.is_marked(_head(head.last, head.seal), head.mark):
            return max(head.last, last), head.seal if last <= head.last else _LOST
        return (last, _LOST) if last or head.last else (0, "")


def _sealed(number: int, key: str, body: str, before: str) -> str:
    return json.dumps(["row", number, key, body, before])


def _head(count: int, seal: str) -> str:
    return json.dumps(["head", count, seal])


def _row(row: Any) -> Row:
    return Row(row.number, row.key, row.body, row.before, row.seal)
