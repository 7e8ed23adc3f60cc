"""Faces of the audit."""

from datetime import timedelta

from cards import audit
from core.audit import Deed, Ending, Entry, LogPage
from core.grants import GrantKind
from core.periods import Period
from tests.cards.examples.values import BERLIN, MONTH, NASTY, NOW, Example, hexadecimal

ERASED = Deed(GrantKind.COMPLIANCE, "erase", "bo@example.com", (hexadecimal(1),), "the case is closed", "case 7")
MANY = Deed(GrantKind.ADMIN, "delete", "bo@example.com", tuple(hexadecimal(one) for one in range(100)))
EXTREME = Deed(GrantKind.ADMIN, "🎉" * 99, NASTY[0] + "🎉" * 500, ("🎉" * 99,) * 100, NASTY[3] * 9, "🎉" * 999)


def entry(number: int, deed: Deed, ending: Ending, status: int | None = None, count: int | None = None) -> Entry:
    at = NOW - timedelta(days=number)
    return Entry(number, at, "P1", "ana@example.com", deed, ending, number - 1, count, status)


def examples() -> list[Example]:
    usual = (
        entry(14, ERASED, Ending.DONE, count=1),
        entry(12, ERASED, Ending.REFUSED, 403),
        entry(10, MANY, Ending.PARTLY, count=98),
        entry(8, MANY, Ending.FAILED),
        entry(7, MANY, Ending.BEGUN),
    )
    extreme = tuple(entry(number, EXTREME, Ending.DONE) for number in range(10))
    year = Period(NOW - timedelta(days=365), NOW)
    return [
        Example("audit", audit.log, audit.log(LogPage(usual), None, zone=BERLIN, now=NOW), ("the case is closed",)),
        Example("audit-more", audit.log, audit.log(LogPage(usual, True), MONTH, zone=BERLIN, now=NOW)),
        Example("audit-empty", audit.log, audit.log(LogPage(()), year, zone=BERLIN, now=NOW)),
        Example("audit-extreme", audit.log, audit.log(LogPage(extreme, True), year, zone=BERLIN, now=NOW)),
        Example("audit-file", audit.log_file, audit.log_file("audit 2026-03-03.csv", 1), ("audit 2026-03-03.csv",)),
    ]
