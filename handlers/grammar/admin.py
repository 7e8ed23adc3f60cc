"""What follows `admin`: the words of administrators."""

import re
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from core.admin import (
    Administer,
    AdminWord,
    ConnectAdmin,
    DisconnectAdmin,
    ListOthersCalls,
    ListOthersMeetings,
    MoveAllCalls,
    MoveOthers,
    Named,
    ReassignAllCalls,
    ReassignCalls,
    ShowAdmin,
    ShowOthers,
    said,
)
from core.commands import Invalid, PlaybackLink
from core.recordings import Status
from handlers.grammar import admin_lists
from handlers.grammar.admin_lists import ADDRESS, UUID, read_calls, read_meetings
from handlers.grammar.filters import LONGEST_VALUE
from handlers.grammar.several import MOST, read_several
from handlers.grammar.tokens import Token, excerpt, quoted, tokens_of
from handlers.grammar.words import plain

VERBS: Mapping[Status, str] = {Status.DELETED: "delete", Status.AVAILABLE: "restore", Status.PURGED: "purge"}

_SAME = {
    "calls": ("call",),
    "meetings": ("meeting", "recordings", "list"),
    "show": ("details", "detail", "info", "open"),
    "delete": ("remove", "trash"),
    "restore": ("undelete", "recover"),
    "purge": (),
    "reassign": ("assign", "move", "transfer"),
    "connect": ("login", "authorize", "authorise"),
    "disconnect": ("logout",),
    "help": ("?",),
}
_MEANT = {word: main for main, same in _SAME.items() for word in (main, *same)}
_KNOWN = "`admin calls`, `admin meetings`, `admin show 2`, `admin delete 2`, `admin restore 2`, `admin purge 2`"

# "of" and an address close what stands before them: the IDs there are of that host.
_OF_HOST = re.compile(rf" *\b(?:of|by|from)\b:? +<?({ADDRESS})>?,?", re.IGNORECASE)
_ALL_OF = re.compile(
    rf"(?:all|every|each)(?: of)?(?: the)?(?: calls?| recordings?| call recordings?)? (?:of|by|from) "
    rf"<?({ADDRESS}|{UUID})>?(?P<more>.*)",
    re.IGNORECASE,
)
_ALL = re.compile(r"(?:all|every|each)\b", re.IGNORECASE)
_TO = re.compile(rf"(?P<what>.*?) *\b(?:to|->)(?: user)? +<?(?P<to>{ADDRESS})>?(?P<more>.*)", re.IGNORECASE)
_TYPED = frozenset({"typed", "topic"})
_OR_LINKS = " and playback links"
_WHICH_LINK = Invalid("A link does not tell me whose recording it is: take a number of your last admin list instead.")


def read_admin(words: str, *, now: datetime, zone: ZoneInfo) -> Administer | Invalid:
    """`admin …`."""
    first, _, rest = words.partition(" ")
    main = _MEANT.get(plain(first)) if first else "help"
    if main is None:
        return Invalid(f"I know no `admin {excerpt(first)}`, only {_KNOWN} and the like: `admin` tells more.")
    found = _read(main, rest.strip(), now, zone)
    return found if isinstance(found, Invalid) else Administer(found)


def sentence(word: AdminWord) -> str:
    """The sentence that means the same at any later time, where it holds IDs and not numbers."""
    match word:
        case ShowAdmin():
            return "admin"
        case ConnectAdmin():
            return "admin connect"
        case DisconnectAdmin():
            return "admin disconnect"
        case ListOthersCalls() | ListOthersMeetings():
            return admin_lists.sentence(word)
        case ShowOthers(of):
            return f"admin show {said([of])}"
        case MoveOthers(several, to, typed):
            return f"admin {VERBS[to]} {said(several)}" + (f" typed:{quoted(typed)}" if typed else "")
        case MoveAllCalls(owner, to, typed, count):
            return f"admin {VERBS[to]} all calls of {owner}{_count(count)}" + (
                f" typed:{quoted(typed)}" if typed else ""
            )
        case ReassignCalls(several, to_whom):
            return f"admin reassign {said(several)} to {to_whom}"
        case ReassignAllCalls(owner, to_whom, count):
            return f"admin reassign all calls of {owner} to {to_whom}{_count(count)}"


def _read(main: str, rest: str, now: datetime, zone: ZoneInfo) -> AdminWord | Invalid:
    alone: dict[str, AdminWord] = {"help": ShowAdmin(), "connect": ConnectAdmin(), "disconnect": DisconnectAdmin()}
    if main in alone:
        return alone[main] if not rest else Invalid(f"`admin {main}` stands alone: say just `admin {main}`.")
    match main:
        case "calls":
            return read_calls(rest, now=now, zone=zone)
        case "meetings":
            return read_meetings(rest, now=now, zone=zone)
        case "show":
            return _show(rest)
        case "reassign":
            return _reassign(rest)
        case _:
            return _move(rest, next(status for status, verb in VERBS.items() if verb == main))


def _show(rest: str) -> ShowOthers | Invalid:
    found = read_named(rest, "admin show 2")
    if isinstance(found, Invalid):
        return found
    if len(found) > 1:
        return Invalid("Details are shown one at a time, as in `admin show 2`.")
    return ShowOthers(found[0])


def _move(rest: str, to: Status) -> MoveOthers | MoveAllCalls | Invalid:
    before, typed = _typed(rest) if to is Status.PURGED else (rest, None)
    example = f"admin {VERBS[to]} 2-5, 8"
    if match := _ALL_OF.fullmatch(before):
        owner, count = match[1].lower(), _counted(match["more"])
        if isinstance(count, Invalid):
            return count
        if "@" not in owner:
            return Invalid(f"Webex takes an address for that, as in `admin {VERBS[to]} all calls of ana@example.com`.")
        return MoveAllCalls(owner, to, typed, count)
    if _ALL.match(before):
        return Invalid(f"Say whose by address, as in `admin {VERBS[to]} all calls of ana@example.com`.")
    found = read_named(before, example)
    return found if isinstance(found, Invalid) else MoveOthers(found, to, typed)


def _reassign(rest: str) -> ReassignCalls | ReassignAllCalls | Invalid:
    match = _TO.fullmatch(" ".join(rest.replace('"', " ").split()))
    if match is None:
        return Invalid("Say to whom by address, as in `admin reassign 2-5 to bo@example.com`.")
    what, to = match["what"].strip(), match["to"].lower()
    count = _counted(match["more"])
    if isinstance(count, Invalid):
        return count
    if of_all := _ALL_OF.fullmatch(what):
        if of_all["more"].strip():
            return Invalid(f"I can't read `{excerpt(of_all['more'].strip())}` there: {_HOW_TO_REASSIGN_ALL}.")
        owner = of_all[1].lower()
        return ReassignAllCalls(owner, to, count) if owner != to else Invalid("They belong to that person already.")
    found = read_named(what, "admin reassign 2-5 to bo@example.com")
    return found if isinstance(found, Invalid) else ReassignCalls(found, to)


_HOW_TO_REASSIGN_ALL = "say `admin reassign all calls of ana@example.com to bo@example.com`"


def read_named(words: str, example: str) -> tuple[Named, ...] | Invalid:
    """What is named: numbers and IDs, each once, those before `of ADDRESS` with that host."""
    found: dict[Named, None] = {}
    parts = [*_OF_HOST.split(words.replace('"', " ").strip()), None]
    for text, host in zip(parts[::2], parts[1::2], strict=True):
        if not (text or "").strip(" ,;") and (found or host is None) and len(parts) > 2:
            continue
        some = _several(text or "", example)
        if isinstance(some, Invalid):
            return some
        for what in some:
            found[Named(what, host.lower() if host and isinstance(what, str) else None)] = None
    return tuple(found) if len(found) <= MOST else Invalid(f"That is too much at once: give at most {MOST} recordings.")


def _several(text: str, example: str) -> list[int | str] | Invalid:
    found = read_several(text, example)
    if isinstance(found, Invalid):
        return Invalid(found.problem.replace("your last list", "your last admin list").replace(_OR_LINKS, ""))
    if any(isinstance(each, PlaybackLink) for each in found):
        return _WHICH_LINK
    return [each.value for each in found if not isinstance(each, PlaybackLink)]


def _typed(words: str) -> tuple[str, str | None]:
    """What stands before what was typed to confirm, and that: the box of a card, or words in quotes."""
    tokens = tokens_of(words)
    begins = (at for at, token in enumerate(tokens) if at and (token.is_quoted or token.name in _TYPED))
    cut = next(begins, len(tokens))
    typed = " ".join(token.text for token in tokens[cut:]).strip()
    return " ".join(_text(token) for token in tokens[:cut]), typed[:LONGEST_VALUE] or None


def _text(token: Token) -> str:
    return token.text if token.name is None else f"{token.name}:{token.text}"


def _counted(more: str) -> int | Invalid | None:
    """`count:12`, as confirming buttons say it."""
    more = more.strip()
    match = re.fullmatch(r"count:(\d{1,9})", more)
    if match is None and more:
        return Invalid(f"I can't read `{excerpt(more)}` there: that sentence ends with the address.")
    return int(match[1]) if match else None


def _count(count: int | None) -> str:
    return "" if count is None else f" count:{count}"
