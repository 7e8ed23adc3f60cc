"""What follows `settings`: a time zone, a site, a usual period, whether transcripts are kept, each as `name:value`."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from core.commands import ChangeSettings, Command, Invalid, ShowSettings
from core.periods import Period
from core.quiet import QuietHours
from handlers.grammar.digests import time_of_day
from handlers.grammar.filters import host_name
from handlers.grammar.tokens import Token, excerpt
from handlers.grammar.zones import read_zone
from handlers.when.periods import ACCEPTED, read_period

_NAMES = {
    "timezone": "timezone",
    "tz": "timezone",
    "zone": "timezone",
    "site": "site",
    "period": "period",
    "transcripts": "transcripts",
    "transcript": "transcripts",
    "quiet": "quiet",
}
_BETWEEN = re.compile(r"[-–—]|(?<=[\dm])to(?=\d)")
_CLEARING = frozenset({"", "any", "none", "default"})
_KEEPING = {"keep": "keep", "on": "keep", "yes": "keep", "forget": "", "off": "", "no": ""}
_LOUD = frozenset({"off", "no", "never"})
_HOW = (
    '`settings timezone:Europe/Madrid`, `settings site:acme.webex.com`, `settings period:"last 14 days"`,'
    " `settings transcripts:keep` or `settings quiet:22:00-07:00`"
)


def read_settings(tokens: tuple[Token, ...], *, now: datetime, zone: ZoneInfo) -> Command:
    """`settings` with nothing shows them; with values it changes those named, and an empty value clears one."""
    if not tokens:
        return ShowSettings()
    values: dict[str, str] = {}
    for token in _joined(tokens):
        name = _NAMES.get(token.name or "")
        if name is None:
            return Invalid(f"I don't know the setting `{excerpt(token.name or token.text)}`: write {_HOW}.")
        value = _value(name, token.text, now=now, zone=zone)
        if isinstance(value, Invalid):
            return value
        values[name] = value
    return ChangeSettings(**values)


def _joined(tokens: tuple[Token, ...]) -> list[Token]:
    """With plain words added to the value before them: `period:last 14 days` needs no quotes where nothing follows."""
    joined: list[Token] = []
    for token in tokens:
        before = joined[-1] if joined else None
        if before is not None and before.name and before.text and not before.is_quoted and token.is_word:
            joined[-1] = Token(f"{before.text} {token.text}", before.name)
        else:
            joined.append(token)
    return joined


def _value(name: str, text: str, *, now: datetime, zone: ZoneInfo) -> str | Invalid:
    if text.lower() in _CLEARING:
        return ""
    if name == "timezone":
        return read_zone(text)
    if name == "site":
        problem = Invalid(
            f"`site:` takes the name of a Webex site, as in `acme.webex.com`, or `any`, not `{excerpt(text)}`."
        )
        return host_name(text) or problem
    if name == "transcripts":
        problem = Invalid(f"`transcripts:` takes `keep` or `forget`, not `{excerpt(text)}`.")
        return _KEEPING.get(text.lower(), problem)
    if name == "quiet":
        return "" if text.lower() in _LOUD else _quiet(text)
    return _period(text, now=now, zone=zone)


def _quiet(text: str) -> str | Invalid:
    """`22:00-07:00`, with whatever dash a keyboard makes of it."""
    ends = [time_of_day(end) for end in _BETWEEN.split("".join(text.lower().split()))]
    if len(ends) != 2 or None in ends:
        return Invalid(f"`quiet:` takes two times of day, as in `22:00-07:00`, or `off`, not `{excerpt(text)}`.")
    start, end = ends
    if start is None or end is None or start == end:
        return Invalid("Quiet hours begin and end at different times, as in `quiet:22:00-07:00`.")
    return str(QuietHours(start, end))


def _period(text: str, *, now: datetime, zone: ZoneInfo) -> str | Invalid:
    """The words as they were typed: `last 14 days` is to mean other days tomorrow."""
    period = read_period(text, now=now, zone=zone)
    if isinstance(period, Period):
        return text
    return period or Invalid(f"I can't read `{excerpt(text)}` as a time: try {ACCEPTED}.")
