"""What follows `compliance`: the words of compliance officers."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from core.admin import ListOthersCalls, ListOthersMeetings, Named, ShowOthers
from core.commands import Invalid
from core.compliance import (
    LONGEST_COMMENT,
    LONGEST_REASON,
    ConnectCompliance,
    DisconnectCompliance,
    Erase,
    OfficerWord,
    Oversee,
    ShowCompliance,
)
from handlers.grammar import admin
from handlers.grammar.admin_lists import read_calls, read_meetings
from handlers.grammar.filters import LONGEST_VALUE
from handlers.grammar.tokens import Token, excerpt, quoted, tokens_of
from handlers.grammar.words import plain

_SAME = {
    "calls": ("call",),
    "meetings": ("meeting", "recordings", "list"),
    "show": ("details", "detail", "info", "open"),
    "erase": ("delete", "remove", "purge"),
    "connect": ("login", "authorize", "authorise"),
    "disconnect": ("logout",),
    "help": ("?",),
}
_MEANT = {word: main for main, same in _SAME.items() for word in (main, *same)}
_KNOWN = "`compliance calls`, `compliance meetings`, `compliance show 2`, `compliance erase 2`"
_ALONE: dict[str, OfficerWord] = {
    "help": ShowCompliance(),
    "connect": ConnectCompliance(),
    "disconnect": DisconnectCompliance(),
}
_PARTS = {"reason": LONGEST_REASON, "comment": LONGEST_COMMENT, "typed": LONGEST_VALUE}
_EXAMPLE = 'compliance erase 2 reason:"the case is closed"'


def read_compliance(words: str, *, now: datetime, zone: ZoneInfo) -> Oversee | Invalid:
    """`compliance …`."""
    said, _, rest = words.partition(" ")
    main = _MEANT.get(plain(said)) if said else "help"
    if main is None:
        return Invalid(f"I know no `compliance {excerpt(said)}`, only {_KNOWN}: `compliance` tells more.")
    found = _read(main, rest.strip(), now, zone)
    return found if isinstance(found, Invalid) else Oversee(found)


def sentence(word: OfficerWord) -> str:
    """The sentence that means the same at any later time, where it holds IDs and not numbers."""
    match word:
        case ShowCompliance():
            return "compliance"
        case ConnectCompliance():
            return "compliance connect"
        case DisconnectCompliance():
            return "compliance disconnect"
        case Erase(of):
            parts = [f"{name}:{quoted(value)}" for name in _PARTS if (value := getattr(word, name))]
            return " ".join([f"compliance erase {_said(of)}", *parts])
        case _:
            return f"compliance {admin.sentence(word).removeprefix('admin ')}"


def _read(main: str, rest: str, now: datetime, zone: ZoneInfo) -> OfficerWord | Invalid:
    if main in _ALONE:
        return _ALONE[main] if not rest else Invalid(f"`compliance {main}` stands alone: say just that.")
    found: ListOthersCalls | ListOthersMeetings | Named | Erase | Invalid
    match main:
        case "calls":
            found = read_calls(rest, now=now, zone=zone)
        case "meetings":
            found = read_meetings(rest, now=now, zone=zone)
        case "show":
            found = _one(rest, "compliance show 2")
        case _:
            found = _erase(rest)
    if isinstance(found, Invalid):
        return Invalid(found.problem.replace("`admin ", "`compliance "))
    return ShowOthers(found) if isinstance(found, Named) else found


def _one(words: str, example: str) -> Named | Invalid:
    found = admin.read_named(words, example)
    if isinstance(found, Invalid):
        return Invalid(found.problem.replace("your last admin list", "your last compliance list"))
    return found[0] if len(found) == 1 else Invalid(f"One at a time, please, as in `{example}`.")


def _erase(words: str) -> Erase | Invalid:
    tokens = tokens_of(words)
    cut = next((at for at, token in enumerate(tokens) if token.name in _PARTS), len(tokens))
    of = _one(" ".join(token.text for token in tokens[:cut]), _EXAMPLE)
    if isinstance(of, Invalid):
        return of
    parts = _parts(tokens[cut:])
    return parts if isinstance(parts, Invalid) else Erase(of, **parts)


def _parts(tokens: Sequence[Token]) -> dict[str, str] | Invalid:
    """`reason:"…"`, `comment:"…"` and what was typed, none of them too long."""
    found: dict[str, str] = {}
    for token in tokens:
        if token.name not in _PARTS:
            return Invalid(f"Put a reason of several words into quotes, as in `{_EXAMPLE}`.")
        longest = _PARTS[token.name]
        if len(token.text) > longest:
            said = f"That {token.name} has {len(token.text)} characters, and {longest} is the most I can pass on."
            return Invalid(f"{said} Please make it shorter.")
        if token.text:
            found[token.name] = token.text
    return found


def _said(of: Named) -> str:
    return f"{of.what} of {of.owner}" if of.owner else str(of.what)
