"""What follows `audit`, which people also say as `admin log`."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from core.audit import GetLog, ShowLog
from core.commands import Invalid
from core.periods import Period
from handlers.grammar.filters import Rule, matching, read_values
from handlers.grammar.times import when_in
from handlers.grammar.tokens import excerpt, tokens_of
from handlers.when.periods import ACCEPTED, read_period

_AFTER = {"after": Rule(matching(re.compile(r"[1-9]\d{0,17}")), "the number of an entry")}
_FILE = frozenset({"csv", "file", "export", "download"})
# "audit log csv", "admin log as csv"
_FILLERS = frozenset({"log", "as", "a", "of", "the"})


def read_audit(words: str, *, now: datetime, zone: ZoneInfo) -> ShowLog | GetLog | Invalid:
    """`audit [when]`, `audit csv [when]`."""
    found = read_values(tokens_of(words), _AFTER)
    if isinstance(found, Invalid):
        return found
    values, tokens = found
    rest = tuple(token for token in tokens if token.text.lower() not in _FILLERS)
    is_file = any(token.text.lower() in _FILE for token in rest)
    period = _period(when_in(tuple(token for token in rest if token.text.lower() not in _FILE)), now, zone)
    if isinstance(period, Invalid):
        return period
    after = int(values["after"]) if "after" in values else None
    return GetLog(period) if is_file else ShowLog(period, after)


def sentence(command: ShowLog | GetLog) -> str:
    """The sentence that means the same at any later time."""
    period = [str(command.period)] if command.period else []
    if isinstance(command, GetLog):
        return " ".join(["audit csv", *period])
    return " ".join(["audit", *period, *([f"after:{command.after}"] if command.after else [])])


def _period(when: str, now: datetime, zone: ZoneInfo) -> Period | Invalid | None:
    period = read_period(when, now=now, zone=zone) if when else None
    if when and period is None:
        return Invalid(f"I can't read `{excerpt(when)}` as a time: try {ACCEPTED}, or `audit csv`.")
    return period
