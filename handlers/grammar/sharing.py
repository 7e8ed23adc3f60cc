"""What follows `share` and `unshare`: a recording, and people by address or mention, or everybody here."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from core.commands import Invalid, Reference, Share, Unshare
from handlers.grammar.filters import host_name
from handlers.grammar.references import read_one, said
from handlers.grammar.tokens import excerpt, pieces_of
from handlers.grammar.words import command_of

MOST = 100
"""People at once, as many as Webex takes in one call (reference 9.8)."""
MOST_NAMED = 5
"""People whose names are looked up for a suggestion."""

_PERSON = re.compile(r"person:([\w=-]{8,200})", re.ASCII)
# Where "here" is: only buttons and kept questions say it, which are said elsewhere.
_SPACE = re.compile(r"here:(?P<room>[\w=-]{8,200})", re.ASCII)
_THREAD = re.compile(r"thread:(?P<thread>[\w=-]{8,200})", re.ASCII)
_ADDRESS = re.compile(r"(?:mailto:)?(?=[^@]{1,64}@)([^\s@:,;<>()\"]+)@([^\s@]+)", re.IGNORECASE)
_LONGEST_ADDRESS = 254
_MAIL = re.compile(
    r"(?:^|[ ,;.])(?:(?:and|but|then) )?(?P<not>(?:do not|don.?t|never|not) )?(?:please )?"
    r"(?:e-?mail|mail|tell|notify|inform) (?:them|him|her|it|everyone|everybody)(?: please)?$",
    re.IGNORECASE,
)
_LONGEST_MAIL = 60
_NAMES_HERE = frozenset({"here", "everybody", "everyone", "all", "space", "room", "channel"})
_BETWEEN = frozenset({"and", "also", "please", "people", "person", "the", "in", "of", "this", "access", "&", "+"})
_NOBODY_LESS = Invalid("Say with whom no longer: `unshare 2 with ana@example.com`, a mention does too.")
_NOT_HERE = Invalid("Say who is to lose access: `unshare 2 with ana@example.com`, a mention does too.")
_BOTH = Invalid("Say either `share 2 here` or with whom: those who are in this space need no mention.")
_TOO_MANY = Invalid(f"That is too many people at once: name at most {MOST}.")


@dataclass(frozen=True, slots=True)
class _Said:
    of: Reference
    people: tuple[str, ...]
    is_here: bool
    room_id: str | None
    thread_id: str | None


def takes_people(sentence: str) -> bool:
    """Whether mentions in the sentence mean people and not only their names, its first word misspelt or not."""
    return command_of(sentence) in ("share", "unshare")


def mark_of(person_id: str) -> str:
    """How somebody who was mentioned stands in a sentence; empty for what can't be an ID."""
    mark = f"person:{person_id}"
    return mark if _PERSON.fullmatch(mark) else ""


def names_people(sentence: str) -> bool:
    """Whether it has somebody as `person:ID` in it."""
    return _PERSON.search(sentence) is not None


def readable(sentence: str, name_of: Callable[[str], str]) -> str:
    """The sentence with names in place of `person:ID`, those of the first few; `name_of` takes an ID."""
    named = _PERSON.sub(lambda mark: name_of(mark[1]), sentence, count=MOST_NAMED)
    return re.sub(rf"(?:\s*{_PERSON.pattern})+", " …", named, flags=re.ASCII)


def read_share(words: str) -> Share | Invalid:
    """`share N with a@x b@y`, `share N here`, and perhaps `and mail them`; who is to see it may still be missing."""
    words, sends_mail = _without_mail(words)
    heard = _read(words, ("with", "to"), "share 2 with ana@example.com")
    if isinstance(heard, Invalid):
        return heard
    if heard.is_here and heard.people and not heard.room_id:
        return _BOTH
    return Share(heard.of, heard.people, heard.is_here, heard.room_id, heard.thread_id, sends_mail)


def read_unshare(words: str) -> Unshare | Invalid:
    """`unshare N with a@x`, `unshare N from a@x`."""
    heard = _read(words, ("with", "from"), "unshare 2 with ana@example.com")
    if isinstance(heard, Invalid):
        return heard
    if heard.is_here:
        return _NOT_HERE
    return Unshare(heard.of, heard.people) if heard.people else _NOBODY_LESS


def sentence(command: Share | Unshare) -> str:
    """The sentence that asks the same again, with `here:ROOM` where the command knows which space it is."""
    parts = ["share" if isinstance(command, Share) else "unshare", said(command.of)]
    if isinstance(command, Share) and command.is_here:
        parts.append(f"here:{command.room_id}" if command.room_id else "here")
        parts += [f"thread:{command.thread_id}"] if command.room_id and command.thread_id else []
    if command.people:
        parts += ["with", *(one if "@" in one else mark_of(one) for one in command.people)]
    return " ".join(parts) + (" and mail them" if isinstance(command, Share) and command.sends_mail else "")


def _without_mail(words: str) -> tuple[str, bool]:
    """The words without a wish about mail at their end, and whether Webex is to write."""
    tail = words[-_LONGEST_MAIL:]
    match = _MAIL.search(tail)
    if match is None:
        return words, False
    return words[: len(words) - len(tail) + match.start()], match["not"] is None


def _read(words: str, before_people: tuple[str, ...], example: str) -> _Said | Invalid:
    pieces = pieces_of(words)
    cut = next((pieces.index(word) for word in before_people if word in pieces), len(pieces))
    people = tuple(dict.fromkeys(person for piece in pieces if (person := _person(piece))))
    first, then = _others(pieces[:cut]), _others(pieces[cut + 1 :])
    if not first:  # "share with ana@example.com recording 2"
        first, then = then, []
    if then:
        return Invalid(f"`{excerpt(then[0])}` is no e-mail address: write one, as in `{example}`, or mention them.")
    of = read_one(" ".join(first), example)
    if isinstance(of, Invalid):
        return of
    is_here, room_id = any(_is_here(piece) for piece in pieces), _first(_SPACE, pieces)
    if len(people) > MOST and not room_id:
        return _TOO_MANY
    return _Said(of, people, is_here, room_id, _first(_THREAD, pieces))


def _first(pattern: re.Pattern[str], pieces: list[str]) -> str | None:
    return next((match[1] for piece in pieces if (match := pattern.fullmatch(piece))), None)


def _person(piece: str) -> str | None:
    """The ID of somebody mentioned, or an address in lower case."""
    if mentioned := _PERSON.fullmatch(piece):
        return mentioned[1]
    address = _ADDRESS.fullmatch(piece)
    host = host_name(address[2]) if address and len(piece) <= _LONGEST_ADDRESS else None
    return f"{address[1].lower()}@{host}" if address and host else None


def _others(pieces: list[str]) -> list[str]:
    """What is neither somebody nor a place nor only joins."""
    return [piece for piece in pieces if not (_person(piece) or _is_here(piece) or _joins(piece))]


def _is_here(piece: str) -> bool:
    return piece.lower() in _NAMES_HERE or _SPACE.fullmatch(piece) is not None


def _joins(piece: str) -> bool:
    return piece.lower() in _BETWEEN or _THREAD.fullmatch(piece) is not None
