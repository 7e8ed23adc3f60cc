"""Values in words: times, lengths, sizes and periods as people say them, in their own time zone."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import humanize

from core.periods import Period

# Spelt out, because strftime follows the locale of the process.
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

_A_DAY = timedelta(days=1)
_A_MINUTE = timedelta(minutes=1)
_STILL_NOW = timedelta(minutes=5)
"""A period that ends this shortly before now was meant to end now: reading from Webex takes a while."""

# Digits with anything but letters between them, be it what nobody sees.
_NUMBER = re.compile(r"[+(]*\d(?:[\W_]{0,3}\d){2,}")

_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINS = frozenset("\u200d\ufe0e\ufe0f")


def moment(instant: datetime, zone: ZoneInfo, now: datetime) -> str:
    """`Mon 2 Mar, 10:01`; with the year when it is not this year's."""
    local = instant.astimezone(zone)
    year = "" if local.year == now.astimezone(zone).year else f" {local.year}"
    return f"{_DAYS[local.weekday()]} {_day(local)}{year}, {local:%H:%M}"


def day_words(instant: datetime, zone: ZoneInfo, now: datetime) -> str:
    """`Thursday 12 March`; with the year when it is not this year's."""
    local = instant.astimezone(zone)
    year = "" if local.year == now.astimezone(zone).year else f" {local.year}"
    return f"{DAY_NAMES[local.weekday()]} {local.day} {_MONTH_NAMES[local.month - 1]}{year}"


def clock_time(instant: datetime, zone: ZoneInfo) -> str:
    """`15:20`."""
    return f"{instant.astimezone(zone):%H:%M}"


def length(time_span: timedelta | None) -> str:
    """`44 min` or `1 h 12 min`, to the nearest minute; nothing when it isn't known."""
    if time_span is None:
        return ""
    return _hours_and_minutes(round(time_span / _A_MINUTE))


def total_length(lengths: Iterable[timedelta | None]) -> timedelta | None:
    """All of them together; None where none is known."""
    known = [each for each in lengths if each is not None]
    return sum(known, timedelta(0)) if known else None


def remaining(until: datetime, now: datetime) -> str:
    """`2 h 59 min`, rounded down, so that it never promises too much."""
    return _hours_and_minutes((until - now) // _A_MINUTE)


def timecode(at: timedelta) -> str:
    """`00:12:34`: how far into a meeting."""
    seconds = int(at.total_seconds())
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """`1 meeting`, `2 meetings`."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def size(count: int | None) -> str:
    """`148 MB`, `1.2 GB`; nothing when it isn't known."""
    if count is None:
        return ""
    precise = humanize.naturalsize(count, format="%.1f")
    number, unit = precise.rsplit(" ", 1)
    whole = float(number) >= 10 or number.endswith(".0")  # 148.2 MB tells nobody more than 148 MB
    return f"{float(number):.0f} {unit}" if whole else precise


def plain(text: str) -> str:
    """The text on one line, without characters that control a screen or turn the direction of what follows."""
    kept = "".join(
        c for c in re.sub(r"\s", " ", text) if c not in _TURNS and unicodedata.category(c) not in ("Cc", "Cs")
    )
    return " ".join(kept.split())


def unnumbered(text: str) -> str:
    """The text with `(number)` wherever there may be a telephone number, for where others could see it.

    Three digits are enough: extensions are short. A year or a date goes with it, which costs less than a number told.
    """
    return _NUMBER.sub("(number)", text)


def shortened(text: str, limit: int) -> str:
    """The text, or its beginning with an ellipsis: at most `limit` characters, and no emoji cut in two."""
    if len(text) <= limit:
        return text
    end = max(limit - 1, 0)
    while end and (text[end] in _JOINS or text[end - 1] == "\u200d" or unicodedata.combining(text[end])):
        end -= 1
    return text[:end].rstrip() + "…"


def excerpt(text: str, near: int, limit: int) -> str:
    """At most `limit` characters of the text around a place in it, with ellipses where something is left out."""
    if len(text) <= limit:
        return text
    start = max(0, min(near - limit // 3, len(text) - limit))
    if start == 0:
        return shortened(text, limit)
    # From the next word on, if one begins soon.
    cut = text.find(" ", start, start + 20)
    return "…" + shortened(text[max(cut + 1, start + 1) :], limit - 1)


def isolated(text: str) -> str:
    """The text, so wrapped that Hebrew or Arabic in it does not reorder what stands around it on the line."""
    turns = any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in text)
    return f"\u2068{text}\u2069" if turns else text


def period_words(period: Period, zone: ZoneInfo, now: datetime) -> str:
    """`the last 30 days`, `2 Mar to 1 Apr 2026` (both days included), or with times when it lies within a day."""
    first = period.start.astimezone(zone).date()
    last = (period.end - timedelta(microseconds=1)).astimezone(zone).date()
    if _begins_day(period.start, zone) and _begins_day(period.end, zone) and period.end > period.start:
        return _days(first, last)
    if timedelta(0) <= now - period.end <= _STILL_NOW:
        return _until_now(period, zone)
    if period.end - period.start > _A_DAY:
        return _days(first, last)
    return _within_a_day(period, zone, now)


def _until_now(period: Period, zone: ZoneInfo) -> str:
    lasts = period.end - period.start
    if lasts == _A_DAY:
        return "the last 24 hours"
    if lasts > _A_DAY and lasts % _A_DAY == timedelta(0):
        return f"the last {lasts // _A_DAY} days"
    start = period.start.astimezone(zone)
    time_of_day = "" if _begins_day(period.start, zone) else f", {start:%H:%M}"
    return f"since {_DAYS[start.weekday()]} {_day(start)} {start.year}{time_of_day}"


def _within_a_day(period: Period, zone: ZoneInfo, now: datetime) -> str:
    start, end = period.start.astimezone(zone), period.end.astimezone(zone)
    if start.date() == end.date():
        return f"{moment(start, zone, now)} to {end:%H:%M}"
    return f"{moment(start, zone, now)} to {moment(end, zone, now)}"


def _days(first: date, last: date) -> str:
    if first == last:
        return f"{_DAYS[first.weekday()]} {_day(first)} {first.year}"
    if first.year != last.year:
        return f"{_day(first)} {first.year} to {_day(last)} {last.year}"
    if first.month != last.month:
        return f"{_day(first)} to {_day(last)} {last.year}"
    return f"{first.day} to {_day(last)} {last.year}"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"


def _begins_day(instant: datetime, zone: ZoneInfo) -> bool:
    """Whether a day begins then. Compared in UTC: where clocks skip midnight, the day begins at 01:00."""
    midnight = datetime.combine(instant.astimezone(zone).date(), time(), zone)
    return midnight.astimezone(UTC) == instant.astimezone(UTC)


def _hours_and_minutes(minutes: int) -> str:
    if minutes < 1:
        return "less than a minute"
    hours, minutes = divmod(minutes, 60)
    parts = ([f"{hours} h"] if hours else []) + ([f"{minutes} min"] if minutes else [])
    return " ".join(parts)
