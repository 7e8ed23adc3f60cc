"""Single days in words (`2nd of march 2026`, `3 weeks ago`): the only module that asks dateparser."""

import re
import threading
from datetime import date, datetime, time

import dateparser

LONGEST = 40

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"

_NTH = r"(?:the )?\d{1,2}(?:st|nd|rd|th)?"
# dateparser takes "a", "12" and "may" for dates. It sees only what is certain to be one.
_DAY_OF_MONTH = re.compile(rf"(?:{_NTH} (?:of )?{MONTH}|{MONTH} {_NTH})(?P<year> [12]\d{{3}})?")
_AGO = re.compile(r"(?:an? |\d{1,4} )(?:day|week|month|year)s? ago")

# dateparser was unsafe between threads for years (its issue 441); a reading takes a millisecond, so waiting is cheap.
_one_at_a_time = threading.Lock()


def is_day_of_month(words: str) -> bool:
    """Whether the words have the form of a day and a month, with or without a year; the day need not exist."""
    return len(words) <= LONGEST and _DAY_OF_MONTH.fullmatch(words) is not None


def has_year(words: str) -> bool:
    """Whether a date in such words says its year."""
    return re.search(r"\b[12]\d{3}\b", words) is not None


def is_ago(words: str) -> bool:
    return len(words) <= LONGEST and _AGO.fullmatch(words) is not None


def day_of(words: str, today: date) -> date | None:
    """The day that words of one of these two forms name; None when the calendar has no such day."""
    with _one_at_a_time:
        point = dateparser.parse(
            words,
            languages=["en"],
            settings={
                # Noon, so that at most one set of settings a day is kept: dateparser before 1.5 never lets go of any.
                "RELATIVE_BASE": datetime.combine(today, time(12)),
                "TIMEZONE": "UTC",
                "PREFER_DATES_FROM": "past",
                "DATE_ORDER": "DMY",
            },
        )
    return point.date() if isinstance(point, datetime) else None
