"""What follows `digest`: nothing, a schedule, `now` or `off`."""

import re
from datetime import datetime, time
from zoneinfo import ZoneInfo

from core.commands import Command, Invalid
from core.digests import (
    SetDigest,
    SetSpaceDigest,
    ShowDigests,
    ShowNews,
    ShowRestOfSpaceNews,
    ShowSpaceDigests,
    ShowSpaceNews,
    StopDigests,
    StopSpaceDigests,
)
from core.periods import Period
from core.schedules import WEEKDAYS, Rhythm, Schedule
from handlers.grammar.filters import Rule, matching, read_values
from handlers.grammar.spaces import Selection, read_selection, said_of
from handlers.grammar.timeline import AFTER
from handlers.grammar.times import when_in
from handlers.grammar.tokens import Token, excerpt
from handlers.grammar.zones import read_zone
from handlers.when.periods import ACCEPTED as ACCEPTED_TIMES
from handlers.when.periods import read_period

NINE = time(9)
"""When nobody says a time."""
ACCEPTED = "`digest daily 09:00`, `digest weekdays 08:30`, `digest weekly mon 09:00` or `digest monthly 1 09:00`"

_STOP = frozenset({"off", "stop", "none", "never", "unsubscribe"})
_NOW = frozenset({"now", "show", "preview"})
_STATUS = frozenset({"status", "settings", "when"})
_ALSO = frozenset({"also", "add", "and"})
_FILLERS = frozenset({"at", "on", "every", "each", "the", "me", "a", "please", "of", "month", "send"})
_EMPTY = {"show": True, "yes": True, "send": True, "skip": False, "no": False}
_RHYTHMS = {
    "daily": Rhythm.DAILY,
    "day": Rhythm.DAILY,
    "everyday": Rhythm.DAILY,
    "weekdays": Rhythm.WEEKDAYS,
    "weekday": Rhythm.WEEKDAYS,
    "workdays": Rhythm.WEEKDAYS,
    "weekly": Rhythm.WEEKLY,
    "week": Rhythm.WEEKLY,
    "monthly": Rhythm.MONTHLY,
}
_DAYS = {name: number for number, name in enumerate(WEEKDAYS)} | {
    name: number
    for number, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
HERE = "say `digest here weekly mon 09:00` or `digest here daily 09:00 topic:sync`"

_NUMBER = Rule(matching(re.compile(r"\d{1,16}"), str), "the number of a digest")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(am|pm)?")
_DAY_OF_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?")


def read_digest(tokens: tuple[Token, ...], *, now: datetime, zone: ZoneInfo) -> Command:
    """A command, or one sentence that says what is accepted."""
    if any(token.is_word and token.text.lower().strip(",;") == "here" for token in tokens):
        return read_digest_here(tokens, now=now, zone=zone)
    if tokens and tokens[0].is_word and tokens[0].text.lower() in _NOW and len(tokens) > 1:
        return _read_past(tokens[1:], now, zone)
    chosen_zone: str | None = None
    shows_empty: bool | None = None
    words: list[str] = []
    for token in tokens:
        match token.name:
            case None:
                words += [word.strip(",;").lower() for word in token.text.split()]
            case "timezone" | "tz" | "zone":
                found = read_zone(token.text)
                if isinstance(found, Invalid):
                    return found
                chosen_zone = found
            case "empty":
                shows_empty = _EMPTY.get(token.text.lower())
                if shows_empty is None:
                    return Invalid("`empty:` takes `show` or `skip`: whether a digest comes with nothing in it.")
            case _:
                return Invalid(f"A digest knows no `{excerpt(token.name)}:`; say {ACCEPTED}.")
    return _command([word for word in words if word and word not in _FILLERS], chosen_zone, shows_empty=shows_empty)


def _read_past(tokens: tuple[Token, ...], now: datetime, zone: ZoneInfo) -> Command:
    """`digest now last 7 days`, and what *More* asks for: `digest now PERIOD after:ID`."""
    found = read_values(tokens, {"after": AFTER})
    if isinstance(found, Invalid):
        return found
    values, rest = found
    when = when_in(rest)
    if not when and not values:
        return ShowNews()
    period = read_period(when, now=now, zone=zone) if when else None
    if period is None:
        return Invalid(f"I can't read `{excerpt(when)}` as a time: say `digest now`, or with {ACCEPTED_TIMES}.")
    return period if isinstance(period, Invalid) else ShowNews(period, values.get("after"))


def read_digest_here(tokens: tuple[Token, ...], *, now: datetime, zone: ZoneInfo) -> Command:
    """The same for the space it is said in: `digest here weekly mon 09:00 topic:sync`."""
    if any(token.name == "after" for token in tokens):
        return _read_rest_here(tokens, now, zone)
    found = read_selection(tokens, "a digest", HERE)
    if isinstance(found, Invalid):
        return found
    selection, words = found
    rest = [word for word in words if word not in _FILLERS and word not in ("here", *_ALSO)]
    if not rest or rest[0] in _STATUS:
        return ShowSpaceDigests()
    if len(rest) == 1 and rest[0] in _STOP:
        return StopSpaceDigests()
    if len(rest) == 1 and rest[0] in _NOW:
        return ShowSpaceNews()
    schedule = _schedule(rest)
    if isinstance(schedule, Invalid):
        return schedule
    return SetSpaceDigest(schedule, selection.topic, selection.series, selection.room_id)


def _read_rest_here(tokens: tuple[Token, ...], now: datetime, zone: ZoneInfo) -> Command:
    """What *More* in a space asks for: `digest now here PERIOD after:ID of:NUMBER`."""
    found = read_values(tokens, {"after": AFTER, "of": _NUMBER})
    if isinstance(found, Invalid):
        return found
    values, rest = found
    when = " ".join(token.text for token in rest if token.text.lower() not in (*_NOW, "here"))
    period = read_period(when, now=now, zone=zone)
    if not isinstance(period, Period) or "of" not in values:
        return Invalid(f"I can't read which digest should go on; {HERE}.")
    return ShowRestOfSpaceNews(int(values["of"]), period, values["after"])


def sentence_here(command: SetSpaceDigest, room_id: str) -> str:
    """The words that ask for it again, of that space, wherever they are said."""
    return f"digest here {command.schedule}{said_of(Selection(command.topic, command.series, room_id))}"


def sentence_now(command: ShowNews) -> str:
    """The words that show it again, as long as the command has a period."""
    period = f" {command.period}" if command.period else ""
    return f"digest now{period}" + (f" after:{command.after}" if command.after else "")


def sentence(command: SetDigest) -> str:
    """The words that ask for it again."""
    also = "also" if command.is_added else ""
    empty = "" if command.shows_empty is None else f"empty:{'show' if command.shows_empty else 'skip'}"
    zone = f"timezone:{command.timezone}" if command.timezone else ""
    return " ".join(part for part in ("digest", also, str(command.schedule or ""), zone, empty) if part)


def _command(words: list[str], zone: str | None, *, shows_empty: bool | None) -> Command:
    if not words or words[0] in _STATUS:
        return SetDigest(None, False, zone, shows_empty) if zone or shows_empty is not None else ShowDigests()
    if len(words) == 1 and words[0] in _STOP:
        return StopDigests()
    if len(words) == 1 and words[0] in _NOW:
        return ShowNews()
    is_added = words[0] in _ALSO
    schedule = _schedule(words[1:] if is_added else words)
    return schedule if isinstance(schedule, Invalid) else SetDigest(schedule, is_added, zone, shows_empty)


def _schedule(words: list[str]) -> Schedule | Invalid:
    """A rhythm, a day where it has one, and a time of day."""
    problem = Invalid(f"I can't read `{excerpt(' '.join(words))}` as a schedule: say {ACCEPTED}.")
    rhythm = _RHYTHMS.get(words[0]) if words else None
    rest = words[1:] if rhythm else words
    if rhythm is None and rest and rest[0] in _DAYS:
        rhythm = Rhythm.WEEKLY
    if rhythm is None and len(rest) <= 2:
        rhythm = Rhythm.DAILY  # "digest 9:00"
    day: int | None = None
    if rhythm is Rhythm.WEEKLY:
        day = _DAYS.get(rest[0].removesuffix("s") if rest[:1] and rest[0] not in _DAYS else rest[0]) if rest else 0
        rest = rest[1:]
        if day is None:
            return Invalid("A weekly digest needs a day: say `digest weekly mon 09:00`.")
    if rhythm is Rhythm.MONTHLY:
        day, rest = _day_of_month(rest)
        if day is None:
            return Invalid(
                "A monthly digest needs a day from 1 to 31, of which 31 is the last: `digest monthly 1 09:00`."
            )
    at = time_of_day("".join(rest)) if rest else NINE
    return problem if rhythm is None or at is None else Schedule(rhythm, at, day)


def _day_of_month(words: list[str]) -> tuple[int | None, list[str]]:
    if not words:
        return 1, words
    if words[0] == "last":
        return 31, words[1:]
    match = _DAY_OF_MONTH.fullmatch(words[0])
    if match is None:
        return None, words
    day = int(match[1])
    return (day if 1 <= day <= 31 else None), words[1:]


def time_of_day(words: str) -> time | None:
    """`09:00`, `9.30`, `9`, `9am`, `noon`."""
    if words in ("noon", "midday"):
        return time(12)
    match = _CLOCK.fullmatch(words)
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    return time(hour, minute) if hour < 24 and minute < 60 else None
