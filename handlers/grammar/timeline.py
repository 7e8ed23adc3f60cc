"""What follows `all`, and the sentence that asks the same again."""

import re
from dataclasses import asdict
from datetime import datetime
from zoneinfo import ZoneInfo

from core.commands import Invalid
from core.recordings import Filters
from core.timeline import ShowTimeline
from handlers.grammar.filters import LONGEST_VALUE, RULES, Rule, matching, one_of, read_values, text_up_to
from handlers.grammar.times import when_in
from handlers.grammar.tokens import Token, excerpt, quoted
from handlers.when.periods import ACCEPTED, read_period

AFTER = Rule(
    matching(re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"), str.lower),
    "the ID of a recording or of a call",
)
_RULES = {
    "topic": Rule(text_up_to(LONGEST_VALUE), 'words of the topic, as in `topic:"weekly sync"`'),
    "format": Rule(one_of(MP4=(), MP3=(), ARF=(), UPLOADED=("upload",)), "`MP4`, `MP3`, `ARF` or `UPLOADED`"),
    "status": RULES["status"],
    "after": AFTER,
}
_NOT_BOTH = frozenset(RULES) - frozenset(_RULES)
_FILLERS = frozenset({"calls", "meetings", "and", "both"})
"""`all my calls and meetings of last week`."""


def read_timeline(tokens: tuple[Token, ...], *, now: datetime, zone: ZoneInfo) -> ShowTimeline | Invalid:
    """`all [when] [filters]`, with the filters that meetings and calls both know."""
    if named := next((token.name for token in tokens if token.name in _NOT_BOTH), None):
        return Invalid(
            f"`{named}:` is about meetings only, so it goes with `list`. `all` takes `topic:` and `format:`."
        )
    found = read_values(tokens, _RULES)
    if isinstance(found, Invalid):
        return found
    values, rest = found
    when = when_in(tuple(token for token in rest if token.text.lower() not in _FILLERS))
    period = read_period(when, now=now, zone=zone) if when else None
    if isinstance(period, Invalid):
        return period
    if when and period is None:
        return Invalid(f"I can't read `{excerpt(when)}` as a time: try {ACCEPTED}.")
    after = values.pop("after", None)
    return ShowTimeline(Filters(**values), period, after)


def sentence(command: ShowTimeline) -> str:
    """The sentence that means the same at any later time, as long as the command has a period."""
    parts = ["all", *([str(command.period)] if command.period else [])]
    parts += [f"{name}:{quoted(value)}" for name, value in asdict(command.filters).items() if value is not None]
    return " ".join([*parts, *([f"after:{command.after}"] if command.after else [])])
