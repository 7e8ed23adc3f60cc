"""Filters of `list` and `search`: `topic:`, `format:`, `host:` and so on, each with what it accepts."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields

from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.commands import Invalid
from core.recordings import Filters
from handlers.grammar.tokens import Token, excerpt

LONGEST_VALUE = 200

_HOST_NAME = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_MEETING = re.compile(r"[\w-]{8,100}")
_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Filtered:
    """The filters of a sentence, and the tokens that are none."""

    filters: Filters
    after: str | None
    rest: tuple[Token, ...]


def host_name(value: str) -> str | None:
    """The host name in what was typed, be it `acme.webex.com` or an address of it; None when it is neither."""
    host = re.sub(r"^[a-z]{2,8}://", "", value.strip().lower()).split("/")[0].rstrip(".")
    return host if _HOST_NAME.fullmatch(host) else None


def _one_of(**accepted: tuple[str, ...]) -> Callable[[str], str | None]:
    meanings = {word: main for main, words in accepted.items() for word in (main.lower(), *words)}
    return lambda value: meanings.get(value.lower())


def _text_up_to(longest: int) -> Callable[[str], str | None]:
    return lambda value: value if 0 < len(value) <= longest else None


def _matching(pattern: re.Pattern[str], fold: Callable[[str], str] = str) -> Callable[[str], str | None]:
    return lambda value: fold(value) if pattern.fullmatch(fold(value)) else None


@dataclass(frozen=True, slots=True)
class _Rule:
    read: Callable[[str], str | None]
    """The value as `Filters` keeps it; None when it isn't accepted."""
    accepts: str


_RULES = {
    "topic": _Rule(_text_up_to(LONGEST_VALUE), 'words of the topic, as in `topic:"weekly sync"`'),
    "format": _Rule(_one_of(MP4=(), ARF=(), UPLOADED=("upload",)), "`MP4`, `ARF` or `UPLOADED`"),
    "type": _Rule(
        _one_of(
            meeting=("meetings", "meetingcenter"),
            event=("events", "eventcenter", "webinar", "webinars"),
            training=("trainings", "trainingcenter"),
            support=("supportcenter",),
        ),
        "`meeting`, `event`, `training` or `support`",
    ),
    "site": _Rule(host_name, "the name of a Webex site, as in `site:acme.webex.com`"),
    "tag": _Rule(_text_up_to(64), "a tag of at most 64 characters"),
    "meeting": _Rule(_matching(_MEETING), "the ID of a meeting, letters and digits without spaces"),
    "host": _Rule(_one_of(me=("mine", "myself"), others=("other",)), "`me` or `others`"),
    "status": _Rule(_one_of(available=(), deleted=("bin", "trash")), "`available` or `deleted`"),
    "after": _Rule(_matching(_ID, str.lower), "the ID of a recording, 32 digits and letters from a to f"),
}
NAMES = tuple(field.name for field in fields(Filters))


def read_filters(tokens: tuple[Token, ...], *, keeps_unknown: bool = False) -> Filtered | Invalid:
    """The filters among the tokens; a repeated one counts as it was said last.

    A `name:value` of an unknown name is Invalid, or stays a word with `keeps_unknown`: topics have colons too.
    """
    values: dict[str, str] = {}
    rest: list[Token] = []
    for token in tokens:
        if token.name is None:
            rest.append(token)
        elif rule := _RULES.get(token.name):
            value = rule.read(token.text)
            if value is None:
                return _not_accepted(token, rule)
            values[token.name] = value
        elif keeps_unknown and not _near(token.name):
            rest.append(Token(f"{token.name}: {token.text}".strip(), is_quoted=True))
        else:
            return _unknown(token)
    after = values.pop("after", None)
    return Filtered(Filters(**values), after, tuple(rest))


def _not_accepted(token: Token, rule: _Rule) -> Invalid:
    said = f"`{excerpt(token.text)}`" if token.text else "nothing"
    return Invalid(f"`{token.name}:` takes {rule.accepts}, not {said}.")


def _unknown(token: Token) -> Invalid:
    name = token.name or ""
    if near := _near(name):
        return Invalid(f"I know no filter `{name}:`, did you mean `{near}:`?")
    known = ", ".join(f"`{each}:`" for each in NAMES)
    return Invalid(f"I know no filter `{name}:`, only {known}.")


def _near(name: str) -> str | None:
    found = process.extractOne(name, NAMES, scorer=OSA.distance, score_cutoff=1 if len(name) <= 4 else 2)
    return found[0] if found else None
