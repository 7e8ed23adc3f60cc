"""Nothing is changed by somebody's role without being written down, before and after."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import Any, TypeVar

import structlog

from core.audit import Deed, Ending, Entry, LogPage, Verdict
from core.clock import Clock
from core.errors import LeaseLost, RateLimited, Refused
from core.grants import GrantKind
from core.ids import is_same
from core.people import Asker
from core.periods import Period
from services.progress import Progress
from store.audit import AuditLog, Row

log = structlog.get_logger()

PAGE = 10
"""Deeds on one card."""

_Result = TypeVar("_Result")


class AuditService:
    """One for the process."""

    def __init__(self, audit: AuditLog, clock: Clock) -> None:
        self._audit = audit
        self._clock = clock

    def act(
        self,
        asker: Asker,
        progress: Progress,
        deed: Deed,
        change: Callable[[], _Result],
        how_many: Callable[[_Result], int] | None = None,
    ) -> _Result:
        """Make a change with a row in the audit before it and one after it, which says how it ended.

        `how_many` tells of a result how many of `deed.what` were changed; without it, all were. Another attempt at
        the same row of work adds no row that is there already: `deed` names what was asked for, not what is left of
        it, and `change` has to know what an earlier attempt did (`progress.once`). Raises what `change` raises, and
        `DatabaseAway` where the audit can't be written: before the change, then nothing was changed.
        """
        name = _name(progress.row, deed)
        begun = self._write(f"{name} begun", asker, deed, Ending.BEGUN)
        try:
            result = change()
        except LeaseLost:
            raise  # another worker goes on with this very deed, and writes how it ended
        except Exception as error:
            self._write_error(name, asker, deed, begun, error)
            raise
        count = len(deed.what) if how_many is None else how_many(result)
        ending = Ending.DONE if count >= len(deed.what) else Ending.PARTLY
        self._write(f"{name} {ending} {count}", asker, deed, ending, begun=begun, count=count)
        return result

    def page(self, org_id: str, period: Period | None, after: int | None) -> LogPage:
        """What people of that organisation did, newest first, each deed once with how it ended; beginning after the
        entry with that number."""
        theirs = (one for one in self._deeds() if is_same(one.org_id, org_id))
        deeds = (one for one in theirs if after is None or one.number < after)
        found = list(islice((one for one in deeds if period is None or one.at in period), PAGE + 1))
        return LogPage(tuple(found[:PAGE]), has_more=len(found) > PAGE)

    def entries(self, org_id: str | None = None, period: Period | None = None) -> Iterator[Entry]:
        """All of them, or those of one organisation, oldest first; without those that somebody made unreadable, which
        `verify` names."""
        found = (entry for row in self._audit.rows() if (entry := _entry(row)))
        theirs = (entry for entry in found if org_id is None or is_same(entry.org_id, org_id))
        return (entry for entry in theirs if period is None or entry.at in period)

    def rows(self) -> Iterator[Row]:
        """All of them as they stand in the table, with their seals, oldest first."""
        return self._audit.rows()

    def verify(self) -> Verdict:
        """Whether every row is as it was written and none is missing."""
        return self._audit.verify()

    def _deeds(self) -> Iterator[Entry]:
        """The last entry of each deed, newest first."""
        told: set[int] = set()
        for row in self._audit.newest_first():
            entry = _entry(row)
            deed = entry and (entry.begun or entry.number)
            if entry and deed and deed not in told:
                told.add(deed)
                yield entry

    def _write_error(self, name: str, asker: Asker, deed: Deed, begun: int, error: Exception) -> None:
        status = error.status if isinstance(error, Refused) else 429 if isinstance(error, RateLimited) else None
        ending = Ending.REFUSED if isinstance(error, Refused) else Ending.FAILED
        kind = status or type(error).__name__
        # Where Webex refused, it changed nothing; where something broke, nobody knows how far it had come.
        count = 0 if ending is Ending.REFUSED else None
        self._write(f"{name} {ending} {kind}", asker, deed, ending, begun=begun, count=count, status=status)

    def _write(self, name: str, asker: Asker, deed: Deed, ending: Ending, **more: int | None) -> int:
        body = {
            "at": self._clock.now().isoformat(),
            "actor": asker.person.email,
            "actor_id": asker.person.id,
            "org_id": asker.person.org_id,
            **asdict(deed),
            "ending": ending.value,
            **more,
        }
        number = self._audit.append(sha256(name.encode()).hexdigest(), body)
        # A log that is kept elsewhere is a witness: it tells how many rows there must be.
        log.info("audit.written", number=number, ending=ending.value, action=deed.action)
        return number


def _name(row: str, deed: Deed) -> str:
    """Tells a deed from the others of the same row of work, and is the same for each attempt at it."""
    return " ".join((row, deed.kind, deed.action, deed.subject, *deed.what))


def _entry(row: Row) -> Entry | None:
    try:
        return _read(row.number, row.body)
    except (KeyError, TypeError, ValueError):
        return None


def _read(number: int, body: Mapping[str, Any]) -> Entry:
    deed = Deed(
        kind=GrantKind(body["kind"]),
        action=str(body["action"]),
        subject=str(body["subject"]),
        what=tuple(body["what"]),
        reason=body["reason"],
        comment=body["comment"],
    )
    return Entry(
        number=number,
        at=datetime.fromisoformat(body["at"]),
        actor_id=str(body["actor_id"]),
        actor_email=str(body["actor"]),
        deed=deed,
        ending=Ending(body["ending"]),
        begun=body.get("begun"),
        count=body.get("count"),
        status=body.get("status"),
        org_id=str(body.get("org_id", "")),
    )
