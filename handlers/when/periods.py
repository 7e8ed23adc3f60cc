"""Periods in words (`when`): in English, in the person's own time zone, with days that start at local midnight."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.commands import Invalid
from core.periods import Period
from handlers.when.dates import has_year
from handlers.when.days import Around, names_year
from handlers.when.points import TOO_EARLY, is_instant, read_point
from handlers.when.rolling import hours_ago, start_of_last

LONGEST = 100
"""Characters; no period needs more, so what is longer is none."""

ACCEPTED = "`yesterday`, `last 30 days`, `since monday`, `in march` or `2026-03-01..2026-03-31`"
"""For sentences that tell what can be typed."""

_IN_FUTURE = Invalid(f"That begins in the future: name a time that has begun, such as {ACCEPTED}.")
_BACKWARDS = Invalid("That ends before it begins: put the earlier day first, as in `2026-03-01..2026-03-31`.")
_EMPTY = Invalid("That is no time at all: say how long, as in `last 30 days`.")

# The year 2000 begins in 1999 where the sun rises early.
_EARLIEST = datetime(1999, 12, 31, tzinfo=UTC)
_NEVER = datetime.max.replace(tzinfo=UTC)
_MOMENT = timedelta(microseconds=1)
_LONGEST_READ = 10 * LONGEST

_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
}
_SINCE = re.compile(r"since (?:the )?(.+)|(.+?) ?\.\.+")
_PAIR = re.compile(r"(?:from |between )?(\S.*?)(?: ?\.\.+ ?| (?:to|until|till|and|-|–|—) )(\S.*)")
# "from monday" may mean that day or all days since, so "from" is taken only before words that mean one stretch.
_PREPOSITION = re.compile(r"^(?:(?:on|in|during|for|of) |from (?=(?:the )?(?:today|yesterday|this|last)\b))(?:the )?")


def read_period(words: str, *, now: datetime, zone: ZoneInfo) -> Period | Invalid | None:
    """The period that the words name, in UTC; Invalid when it is an impossible one; None when they name none.

    It begins no later than now and ends after it began. Words that reach ahead (`today`, `this week`) end now: they
    hold everything recorded so far, and the pages of a list stay the same while new recordings come in. Instants, as
    `str(Period)` writes them, are taken exactly. Dates without a year and weekdays are the latest that have begun.
    """
    text = _plain(words) if len(words) <= _LONGEST_READ else ""
    if not text or len(text) > LONGEST:
        return None
    reader = _Reader(now.astimezone(UTC), zone)
    try:
        found = reader.read(text)
    except (OverflowError, ValueError):  # so many months or days back that no calendar holds them
        return TOO_EARLY
    return _checked(found, reader.now) if isinstance(found, Period) else found


def warm_up() -> None:
    """Read one date, so that what dateparser does at its first reading is done before a person waits for it."""
    read_period("2 march", now=datetime(2026, 3, 31, tzinfo=UTC), zone=ZoneInfo("UTC"))


def _plain(words: str) -> str:
    return " ".join(_NUMBERS.get(word, word) for word in words.lower().replace(",", " ").split())


def _checked(period: Period, now: datetime) -> Period | Invalid:
    if period.end == period.start:
        return _EMPTY
    if period.end < period.start:
        return _BACKWARDS
    if period.start < _EARLIEST:
        return TOO_EARLY
    return _IN_FUTURE if period.start > now else period


class _Reader:
    """Reads words as of one instant in one zone. Each method gives None for words that aren't of its kind."""

    def __init__(self, now: datetime, zone: ZoneInfo) -> None:
        self.now, self.zone = now, zone
        self.today = now.astimezone(zone).date()
        self.around = Around(self.today, by=self.today)

    def read(self, text: str) -> Period | Invalid | None:
        for read in (self._last, self._since, self._pair, self._stretch):
            found = read(text)
            if found is not None:
                return found
        return None

    def _last(self, text: str) -> Period | None:
        """`last 30 days`: up to now, which makes `last 0 days` an empty period."""
        start = start_of_last(text, self.now, self.zone)
        return Period(start, self.now) if start is not None else None

    def _since(self, text: str) -> Period | Invalid | None:
        """`since monday`, `since 3 hours ago`, `2026-03-01..`: from the start of what is named until now."""
        if not (match := _SINCE.fullmatch(text)):
            return None
        start = match[1] or match[2]
        if instant := hours_ago(start, self.now, self.zone):
            return Period(instant, self.now)
        begun = read_point(start, self.around, self.zone)
        return self._so_far(begun.start) if isinstance(begun, Period) else begun

    def _pair(self, text: str) -> Period | Invalid | None:
        """`2026-03-01..2026-03-31`, `from 1 march to 5 march`, `between monday and wednesday`: both days whole."""
        if not (match := _PAIR.fullmatch(text)):
            return None
        first, last = match.groups()
        start = read_point(first, self._around_first(first, last), self.zone)
        if not isinstance(start, Period):
            return start
        if last == "now":
            return self._so_far(start.start)
        end = read_point(last, Around(self.today, by=self.today, since=self._day(start)), self.zone)
        if not isinstance(end, Period):
            return end
        return Period(start.start, end.end) if is_instant(last) else self._so_far(start.start, end.end)

    def _around_first(self, first: str, last: str) -> Around:
        """`20 december to 5 january 2026`: where only the last day says its year, the first is the one before it."""
        end = read_point(last, self.around, self.zone) if has_year(last) and not has_year(first) else None
        return Around(self.today, by=self._day(end)) if isinstance(end, Period) else self.around

    def _stretch(self, text: str) -> Period | Invalid | None:
        """`today`, `in march`, `on 2 march`, `from last week`. A year alone is none: topics have years in them."""
        plain = _PREPOSITION.sub("", text)
        if is_instant(plain) or (plain == text and names_year(plain)):
            return None
        found = read_point(plain, self.around, self.zone)
        return self._so_far(found.start, found.end) if isinstance(found, Period) else found

    def _day(self, point: Period) -> date:
        return point.start.astimezone(self.zone).date()

    def _so_far(self, start: datetime, end: datetime = _NEVER) -> Period:
        """Up to now at most, and never without length: at midnight sharp, today has just begun."""
        return Period(start, end if end <= self.now else max(self.now, start + _MOMENT))
