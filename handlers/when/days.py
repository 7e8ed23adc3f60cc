"""Stretches of whole days in words: `yesterday`, `last week`, `in march`, `2 march`. Weeks begin on Monday.

Only the calendar is known here; where a day begins in somebody's time zone, `periods.py` knows.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from core.commands import Invalid
from handlers.when.dates import MONTH, MONTHS, day_of, has_year, is_ago, is_day_of_month

ONE = timedelta(days=1)
# "from march to december" may reach ahead of today, "from 5 march to 1 march" is a slip and not almost a year.
_FAR = timedelta(days=330)

# Spelled out, since the names that `calendar` gives follow the machine's language.
_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS = {name: number for number, name in enumerate(_DAY_NAMES)}
_WEEKDAYS |= {name[:3]: number for name, number in _WEEKDAYS.items()} | {"tues": 1, "thur": 3, "thurs": 3}
_WEEKDAY = re.compile(r"(last )?(" + "|".join(sorted(_WEEKDAYS, key=len, reverse=True)) + ")")
_MONTH = re.compile(rf"(last )?({MONTH})(?: of)?( [12]\d{{3}})?")
_YEAR = re.compile(r"[12]\d{3}")
_ISO_DAY = re.compile(r"([12]\d{3})[-/](\d{1,2})[-/](\d{1,2})")
_ISO_MONTH = re.compile(r"([12]\d{3})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Days:
    """From the first day up to and with the last."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Around:
    """Where in time words are read. A date without a year is the latest one that has begun on the day `by`,
    or, as the end of a period that began with `since`, the next one from then on."""

    today: date
    by: date
    since: date | None = None

    def choose(self, in_year: Callable[[int], Days | None]) -> Days | None:
        if self.since is not None:
            for year in (self.since.year, self.since.year + 1):
                found = in_year(year)
                if found and self.since <= found.last and found.first <= self.since + _FAR:
                    return found
        # 29 February may be eight years back, across a year such as 2100.
        earlier = (in_year(year) for year in range(self.by.year, self.by.year - 9, -1))
        return next((found for found in earlier if found and found.first <= self.by), None)


def read_days(words: str, around: Around) -> Days | Invalid | None:
    """The days that words in lower case name; Invalid for a date that doesn't exist, None when they name no days."""
    for read in (_named, _weekday, _month, _year, _iso, _spelled, _ago):
        found = read(words, around)
        if found is not None:
            return found
    return None


def names_year(words: str) -> bool:
    """Whether the words are a year and nothing else, which `budget 2025` isn't meant to be."""
    return _YEAR.fullmatch(words) is not None


def _named(words: str, around: Around) -> Days | None:
    named = _NAMED.get(words)
    return named(around.today) if named else None


def _weekday(words: str, around: Around) -> Days | None:
    if not (match := _WEEKDAY.fullmatch(words)):
        return None
    weekday = _WEEKDAYS[match[2]]
    if around.since is not None and not match[1]:
        day = around.since + ONE * ((weekday - around.since.weekday()) % 7)
    else:
        # "monday" on a Monday is today, "last monday" never is.
        back = (around.by.weekday() - weekday) % 7
        day = around.by - ONE * (back or (7 if match[1] else 0))
    return Days(day, day)


def _month(words: str, around: Around) -> Days | None:
    if not (match := _MONTH.fullmatch(words)):
        return None
    is_last, name, year = match.groups()
    month = MONTHS[name]
    if year:
        return _month_of(int(year), month)
    if is_last:
        around = Around(around.today, by=around.today.replace(day=1) - ONE)
    return around.choose(lambda year: _month_of(year, month))


def _year(words: str, _: Around) -> Days | None:
    return _year_of(int(words)) if names_year(words) else None


def _iso(words: str, _: Around) -> Days | Invalid | None:
    try:
        if match := _ISO_DAY.fullmatch(words):
            day = date(int(match[1]), int(match[2]), int(match[3]))
            return Days(day, day)
        if match := _ISO_MONTH.fullmatch(words):
            return _month_of(int(match[1]), int(match[2]))
    except ValueError:
        return _no_such_day(words)
    return None


def _spelled(words: str, around: Around) -> Days | Invalid | None:
    if not is_day_of_month(words):
        return None

    def named(date_words: str) -> Days | None:
        day = day_of(date_words, around.today)
        return Days(day, day) if day else None

    found = named(words) if has_year(words) else around.choose(lambda year: named(f"{words} {year}"))
    return found or _no_such_day(words)


def _ago(words: str, around: Around) -> Days | Invalid | None:
    if not is_ago(words):
        return None
    day = day_of(words, around.today)
    return Days(day, day) if day else _no_such_day(words)


def _no_such_day(words: str) -> Invalid:
    return Invalid(f"The calendar has no `{words}`: write a day like `2026-03-02` or `2 march`.")


def _week(day: date) -> Days:
    monday = day - ONE * day.weekday()
    return Days(monday, monday + 6 * ONE)


def _month_of(year: int, month: int) -> Days:
    first = date(year, month, 1)
    return Days(first, first.replace(day=calendar.monthrange(year, month)[1]))


def _month_before(day: date) -> Days:
    before = day.replace(day=1) - ONE
    return _month_of(before.year, before.month)


def _year_of(year: int) -> Days:
    return Days(date(year, 1, 1), date(year, 12, 31))


_NAMED: dict[str, Callable[[date], Days]] = {
    "today": lambda today: Days(today, today),
    "yesterday": lambda today: Days(today - ONE, today - ONE),
    "day before yesterday": lambda today: Days(today - 2 * ONE, today - 2 * ONE),
    "this week": _week,
    "last week": lambda today: _week(today - 7 * ONE),
    "this month": lambda today: _month_of(today.year, today.month),
    "last month": _month_before,
    "this year": lambda today: _year_of(today.year),
    "last year": lambda today: _year_of(today.year - 1),
}
