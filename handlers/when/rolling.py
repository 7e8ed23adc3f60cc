"""Lengths of time that are counted back from now: `last 30 days`, `past week`, `3 hours ago`."""

import calendar
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_LAST = re.compile(
    r"(?:(?:in|within|during|over|for|from) )?(?:the )?(?:(?P<last>last)|past)(?: (?P<count>\d{1,6}))?"
    r" (?P<unit>minute|hour|day|week|month|year)s?"
)
_HOURS_AGO = re.compile(r"(an?|\d{1,6}) (minute|hour)s? ago")
_UNITS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(hours=24),
    "week": timedelta(hours=7 * 24),
}


def start_of_last(words: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When `last 30 days` began: 30 times 24 hours before now. Months and years go back on the zone's calendar.

    `last week`, `last month` and `last year` are not counted back, they are the calendar's; `past week` is. Raises
    OverflowError or ValueError where there is no calendar any more.
    """
    match = _LAST.fullmatch(words)
    if match is None or (match["last"] and not match["count"] and match["unit"] in ("week", "month", "year")):
        return None
    return _before(now, int(match["count"] or 1), match["unit"], zone)


def hours_ago(words: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The instant of `3 hours ago` or `90 minutes ago`; days and more ago are days, see `days.py`."""
    match = _HOURS_AGO.fullmatch(words)
    return _before(now, int(match[1]) if match[1].isdigit() else 1, match[2], zone) if match else None


def _before(now: datetime, count: int, unit: str, zone: ZoneInfo) -> datetime:
    if unit in _UNITS:
        return now - count * _UNITS[unit]
    local = now.astimezone(zone)
    months = local.year * 12 + local.month - 1 - count * (12 if unit == "year" else 1)
    year, month = months // 12, months % 12 + 1
    day = min(local.day, calendar.monthrange(year, month)[1])
    return local.replace(year=year, month=month, day=day, fold=0).astimezone(UTC)
