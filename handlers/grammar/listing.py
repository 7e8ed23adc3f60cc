"""What follows `list` and `search`, and the sentence that asks the same again."""

from dataclasses import asdict
from datetime import datetime
from zoneinfo import ZoneInfo

from core.commands import Command, Invalid, ListRecordings
from handlers.grammar.filters import LONGEST_VALUE, Filtered, read_filters
from handlers.grammar.times import period_at_end, when_in
from handlers.grammar.tokens import Token, always_quoted, excerpt, quoted
from handlers.when.periods import ACCEPTED, read_period

_NO_WORDS = Invalid("Say what to look for in the topic, as in `search weekly sync` or `search budget in march`.")
_TOO_LONG = Invalid(f"That is too much to search for: a few words of the topic do, at most {LONGEST_VALUE} characters.")


def read_list(tokens: tuple[Token, ...], *, now: datetime, zone: ZoneInfo) -> Command:
    """`list [when] [filters]`."""
    found = read_filters(tokens)
    if isinstance(found, Invalid):
        return found
    when = when_in(found.rest)
    period = read_period(when, now=now, zone=zone) if when else None
    if isinstance(period, Invalid):
        return period
    if when and period is None:
        return _no_period(when, found)
    return ListRecordings(found.filters, None, period, found.after)


def read_search(tokens: tuple[Token, ...], *, now: datetime, zone: ZoneInfo) -> Command:
    """`search WORDS [when] [filters]`: the longest end that reads as a period is one, but there are always words."""
    found = read_filters(tokens, keeps_unknown=True)
    if isinstance(found, Invalid):
        return found
    count, period = period_at_end(found.rest, now=now, zone=zone)
    if isinstance(period, Invalid):
        return period
    words = " ".join(token.text for token in found.rest[: len(found.rest) - count]).strip()
    if not words:
        return _NO_WORDS
    return ListRecordings(found.filters, words, period, found.after) if len(words) <= LONGEST_VALUE else _TOO_LONG


def sentence(command: ListRecordings) -> str:
    """The sentence that means the same at any later time, as long as the command has a period."""
    parts = ["list"] if command.words is None else ["search", always_quoted(command.words)]
    if command.period is not None:
        parts.append(str(command.period))
    parts += [f"{name}:{quoted(value)}" for name, value in asdict(command.filters).items() if value is not None]
    if command.after is not None:
        parts.append(f"after:{command.after}")
    return " ".join(parts)


def _no_period(when: str, found: Filtered) -> Invalid:
    said = excerpt(when)
    problem = f"I can't read `{said}` as a time"
    if found.filters.topic:
        return Invalid(f'{problem}: put words with spaces in quotes, as in `topic:"weekly sync"`.')
    if said == when and not any(letter.isdigit() for letter in said):
        return Invalid(f"{problem}: try {ACCEPTED}, or `search {said}` to look for a topic.")
    return Invalid(f"{problem}: try {ACCEPTED}.")
