"""Filters: `topic:`, `format:`, `host:` and so on, each with what it accepts, and how those of any list are read."""

import re
from collections.abc import Callable, Mapping
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


@dataclass(frozen=True, slots=True)
class Rule:
    """What one filter accepts."""

    read: Callable[[str], str | None]
    """The value as it is kept; None when it isn't accepted."""
    accepts: str
    """How that is told, after "takes"."""


def one_of(**accepted: tuple[str, ...]) -> Callable[[str], str | None]:
    """One of these words, or of those that mean the same."""
    meanings = {word: main for main, words in accepted.items() for word in (main.lower(), *words)}
    return lambda value: meanings.get(value.lower())


def text_up_to(longest: int) -> Callable[[str], str | None]:
    """Any text that is not empty and not longer."""
    return lambda value: value if 0 < len(value) <= longest else None


def matching(pattern: re.Pattern[str], fold: Callable[[str], str] = str) -> Callable[[str], str | None]:
    """What is folded and then like the pattern."""
    return lambda value: fold(value) if pattern.fullmatch(fold(value)) else None


RULES = {
    "topic": Rule(text_up_to(LONGEST_VALUE), 'words of the topic, as in `topic:"weekly sync"`'),
    "format": Rule(one_of(MP4=(), ARF=(), UPLOADED=("upload",)), "`MP4`, `ARF` or `UPLOADED`"),
    "type": Rule(
        one_of(
            meeting=("meetings", "meetingcenter"),
            event=("events", "eventcenter", "webinar", "webinars"),
            training=("trainings", "trainingcenter"),
            support=("supportcenter",),
        ),
        "`meeting`, `event`, `training` or `support`",
    ),
    "site": Rule(host_name, "the name of a Webex site, as in `site:acme.webex.com`"),
    "tag": Rule(text_up_to(64), "a tag of at most 64 characters"),
    "meeting": Rule(matching(_MEETING), "the ID of a meeting, letters and digits without spaces"),
    "host": Rule(one_of(me=("mine", "myself"), others=("other",)), "`me` or `others`"),
    "status": Rule(one_of(available=(), deleted=("bin", "trash")), "`available` or `deleted`"),
    "after": Rule(matching(_ID, str.lower), "the ID of a recording, 32 digits and letters from a to f"),
}
NAMES = tuple(field.name for field in fields(Filters))


def read_filters(tokens: tuple[Token, ...], *, keeps_unknown: bool = False) -> Filtered | Invalid:
    """The filters among the tokens; a repeated one counts as it was said last.

    A `name:value` of an unknown name is Invalid, or stays a word with `keeps_unknown`: topics have colons too.
    """
    found = read_values(tokens, RULES, keeps_unknown=keeps_unknown)
    if isinstance(found, Invalid):
        return found
    values, rest = found
    after = values.pop("after", None)
    return Filtered(Filters(**values), after, rest)


def read_values(
    tokens: tuple[Token, ...], rules: Mapping[str, Rule], *, keeps_unknown: bool = False
) -> tuple[dict[str, str], tuple[Token, ...]] | Invalid:
    """What these rules accept, by name, and the tokens that are no filters; otherwise as `read_filters`."""
    values: dict[str, str] = {}
    rest: list[Token] = []
    for token in tokens:
        if token.name is None:
            rest.append(token)
        elif rule := rules.get(token.name):
            value = rule.read(token.text)
            if value is None:
                return _not_accepted(token, rule)
            values[token.name] = value
        elif keeps_unknown and not _near(token.name, rules):
            rest.append(Token(f"{token.name}: {token.text}".strip(), is_quoted=True))
        else:
            return _unknown(token, rules)
    return values, tuple(rest)


def _not_accepted(token: Token, rule: Rule) -> Invalid:
    said = f"`{excerpt(token.text)}`" if token.text else "nothing"
    return Invalid(f"`{token.name}:` takes {rule.accepts}, not {said}.")


def _unknown(token: Token, rules: Mapping[str, Rule]) -> Invalid:
    name = token.name or ""
    if near := _near(name, rules):
        return Invalid(f"I know no filter `{name}:`, did you mean `{near}:`?")
    known = ", ".join(f"`{each}:`" for each in _told(rules))
    return Invalid(f"I know no filter `{name}:`, only {known}.")


def _near(name: str, rules: Mapping[str, Rule]) -> str | None:
    near = process.extractOne(name, _told(rules), scorer=OSA.distance, score_cutoff=1 if len(name) <= 4 else 2)
    return near[0] if near else None


def _told(rules: Mapping[str, Rule]) -> list[str]:
    """The names that people are told of; `after` is said by buttons alone."""
    return [name for name in rules if name != "after"]
