"""`audit`: what administrators and compliance officers changed, for them alone."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import UTC

from cards import audit as cards
from core.audit import Entry, GetLog, ShowLog
from core.grants import ROLES, GrantKind
from core.people import Asker
from core.replies import Reply, TextFile
from handlers.grants import elsewhere
from services.services import Services

_COLUMNS = (
    "number", "time", "who", "as", "action", "whose", "recordings", "reason", "comment", "ending", "begun", "count",
    "status",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def show_log(command: ShowLog, asker: Asker, services: Services) -> Reply:
    """A page of the log of the asker's organisation, newest first."""
    if reply := _not_here(asker, services):
        return reply
    page = services.audit.page(asker.person.org_id, command.period, command.after)
    return Reply(cards.log(page, command.period, zone=asker.zone, now=asker.now))


def get_log(command: GetLog, asker: Asker, services: Services) -> Reply:
    """Every row of it as a file."""
    if reply := _not_here(asker, services):
        return reply
    lines = list(_lines(services.audit.entries(asker.person.org_id, command.period)))
    name = f"audit {asker.now.astimezone(asker.zone):%Y-%m-%d}.csv"
    return Reply(cards.log_file(name, len(lines) - 1), file=TextFile(name, "".join(lines)))


def _not_here(asker: Asker, services: Services) -> Reply | None:
    """The answer in a space; None once Webex has said that the asker has one of the roles. Raises otherwise."""
    if reply := elsewhere(asker, GrantKind.ADMIN):
        return reply
    services.roles.require(asker.person.id, *ROLES)
    return None


def _lines(entries: Iterable[Entry]) -> Iterator[str]:
    yield _line(_COLUMNS)
    for entry in entries:
        deed = entry.deed
        yield _line(
            (
                entry.number, f"{entry.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", entry.actor_email, deed.kind.value,
                deed.action, deed.subject, " ".join(deed.what), deed.reason, deed.comment, entry.ending.value,
                entry.begun, entry.count, entry.status,
            )
        )  # fmt: skip


def _line(values: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([_cell(value) for value in values])
    return line.getvalue()


def _cell(value: object) -> str:
    """The value as text that no spreadsheet computes: reasons are whatever somebody typed."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
