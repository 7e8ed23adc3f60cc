"""What follows `calls`, and the sentence that asks the same again."""

import re
from dataclasses import asdict
from datetime import datetime
from zoneinfo import ZoneInfo

from cards.words import unnumbered
from core.calls import CallFilters, ListCalls
from core.commands import Invalid
from core.periods import Period
from handlers.grammar.filters import LONGEST_VALUE, Rule, matching, one_of, read_values, text_up_to
from handlers.grammar.times import when_in
from handlers.grammar.tokens import Token, excerpt, quoted
from handlers.when.periods import ACCEPTED, read_period

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_REGIONS = ("US", "SG", "GB", "JP", "DE", "AU", "IN", "CA")

RULES = {
    "topic": Rule(text_up_to(LONGEST_VALUE), 'words of the topic, as in `topic:"with eva"`'),
    "format": Rule(one_of(MP3=("audio",), MP4=("video",)), "`MP3` or `MP4`"),
    "type": Rule(
        one_of(calling=("call", "calls"), customerAssist=("customer-assist", "assist", "queue")),
        "`calling` or `customerAssist`",
    ),
    "status": Rule(one_of(available=(), deleted=("bin", "trash")), "`available` or `deleted`"),
    "owner-type": Rule(
        one_of(
            user=("person", "me"),
            place=("workspace",),
            virtualLine=("virtual-line", "line"),
            callQueue=("call-queue", "queue"),
        ),
        "`user`, `place`, `virtualLine` or `callQueue`",
    ),
    "region": Rule(one_of(**dict.fromkeys(_REGIONS, ())), "`US`, `SG`, `GB`, `JP`, `DE`, `AU`, `IN` or `CA`"),
    "location": Rule(text_up_to(100), "the ID of a Webex Calling location"),
    "after": Rule(matching(_ID, str.lower), "the ID of a call, five groups of digits and letters from a to f"),
}
# Said after "calls": "calls of march", "calls I had yesterday".
_FILLERS = frozenset({"call", "calls", "i", "had", "made", "got"})


def read_calls(tokens: tuple[Token, ...], *, now: datetime, zone: ZoneInfo) -> ListCalls | Invalid:
    """`calls [when] [filters]`."""
    found = read_values(tokens, RULES)
    if isinstance(found, Invalid):
        return found
    values, rest = found
    when = when_in(tuple(token for token in rest if token.text.lower() not in _FILLERS))
    period = read_period(when, now=now, zone=zone) if when else None
    if isinstance(period, Invalid):
        return period
    if when and not isinstance(period, Period):
        # What was typed may be a number, and the sentence stands on a lock screen, too.
        said = excerpt(unnumbered(when))
        return Invalid(f"I can't read `{said}` as a time: try {ACCEPTED}, or for a topic `calls topic:eva`.")
    after = values.pop("after", None)
    filters = CallFilters(**{name.replace("-", "_"): value for name, value in values.items()})
    return ListCalls(filters, period, after)


def sentence(command: ListCalls) -> str:
    """The sentence that means the same at any later time, as long as the command has a period."""
    parts = ["calls"]
    if command.period is not None:
        parts.append(str(command.period))
    values = {name.replace("_", "-"): value for name, value in asdict(command.filters).items() if value is not None}
    parts += [f"{name}:{quoted(value)}" for name, value in values.items()]
    if command.after is not None:
        parts.append(f"after:{command.after}")
    return " ".join(parts)
