"""What periods begin and end with: local days, which have a length, and instants, which have none."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.commands import Invalid
from core.periods import Period
from handlers.when.days import Around, Days, read_days

TOO_EARLY = Invalid("Periods begin in the year 2000 at the earliest, as in `since 2025-01-01`.")
_NO_SUCH_TIME = Invalid("There is no such time: write an instant like `2026-03-01T09:15:00Z`.")

# Webex has no older recordings, and further back time zones are guesses.
_FIRST_DAY = date(2000, 1, 1)
_INSTANT = re.compile(r"[12]\d{3}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:z|[+-]\d\d:?\d\d)?")


def is_instant(words: str) -> bool:
    """Whether the words have the form of an ISO date with a time."""
    return _INSTANT.fullmatch(words) is not None


def read_point(words: str, around: Around, zone: ZoneInfo) -> Period | Invalid | None:
    """The days that the words name, from midnight to midnight in the zone; or an instant, as a period that ends where
    it begins. An instant that names no offset is read in the zone."""
    if is_instant(words):
        return _instant(words, zone)
    days = read_days(words.removeprefix("the "), around)
    if not isinstance(days, Days):
        return days
    if days.first < _FIRST_DAY:
        return TOO_EARLY
    return Period(start_of(days.first, zone), start_of(days.last + timedelta(days=1), zone))


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a local day, in UTC.

    Where clocks skip midnight, `fold=0` reads it by the offset before the gap, which gives the gap's end. In no zone
    since 2000 has such a gap begun before midnight (a test looks at them all), so that is when the day begins.
    """
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _instant(words: str, zone: ZoneInfo) -> Period | Invalid:
    try:
        instant = datetime.fromisoformat(words.upper())
    except ValueError:
        return _NO_SUCH_TIME
    at = (instant if instant.tzinfo else instant.replace(tzinfo=zone)).astimezone(UTC)
    return Period(at, at)
