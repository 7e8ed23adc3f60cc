"""What follows `share` and `unshare`: a recording, and people by address or mention, or everybody here."""

import re
from dataclasses import dataclass

from core.commands import Invalid, Reference, Share, Unshare
from handlers.grammar.filters import host_name
from handlers.grammar.references import read_one
from handlers.grammar.tokens import excerpt, pieces_of
from handlers.grammar.words import command_of

MOST = 100
"""People at once, as many as Webex takes in one call (reference 9.8)."""

_PERSON = re.compile(r"person:([\w=-]{8,200})", re.ASCII)
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
_NOBODY = Invalid("Say with whom: `share 2 with ana@example.com`, a mention does too, or `share 2 here` in a space.")
_NOBODY_LESS = Invalid("Say with whom no longer: `unshare 2 with ana@example.com`, a mention does too.")
_NOT_HERE = Invalid("Say who is to lose access: `unshare 2 with ana@example.com`, a mention does too.")
_BOTH = Invalid("Say either `share 2 here` or with whom: those who are in this space need no mention.")
_TOO_MANY = Invalid(f"That is too many people at once: name at most {MOST}.")


@dataclass(frozen=True, slots=True)
class _Said:
    of: Reference
    people: tuple[str, ...]
    is_here: bool


def takes_people(sentence: str) -> bool:
    """Whether mentions in the sentence mean people and not only their names."""
    return command_of(sentence) in ("share", "unshare")


def mark_of(person_id: str) -> str:
    """How somebody who was mentioned stands in a sentence; empty for what can't be an ID."""
    mark = f"person:{person_id}"
    return mark if _PERSON.fullmatch(mark) else ""


def read_share(words: str) -> Share | Invalid:
    """`share N with a@x b@y`, `share N here`, and perhaps `and mail them`."""
    words, sends_mail = _without_mail(words)
    said = _read(words, ("with", "to"), "share 2 with ana@example.com")
    if isinstance(said, Invalid):
        return said
    if said.is_here:
        return _BOTH if said.people else Share(said.of, is_here=True, sends_mail=sends_mail)
    return Share(said.of, said.people, sends_mail=sends_mail) if said.people else _NOBODY


def read_unshare(words: str) -> Unshare | Invalid:
    """`unshare N with a@x`, `unshare N from a@x`."""
    said = _read(words, ("with", "from"), "unshare 2 with ana@example.com")
    if isinstance(said, Invalid):
        return said
    if said.is_here:
        return _NOT_HERE
    return Unshare(said.of, said.people) if said.people else _NOBODY_LESS


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
    return _Said(of, people, any(_is_here(piece) for piece in pieces)) if len(people) <= MOST else _TOO_MANY


def _person(piece: str) -> str | None:
    """The ID of somebody mentioned, or an address in lower case."""
    if mentioned := _PERSON.fullmatch(piece):
        return mentioned[1]
    address = _ADDRESS.fullmatch(piece)
    host = host_name(address[2]) if address and len(piece) <= _LONGEST_ADDRESS else None
    return f"{address[1].lower()}@{host}" if address and host else None


def _others(pieces: list[str]) -> list[str]:
    """What is neither somebody nor only joins."""
    return [piece for piece in pieces if not (_person(piece) or _is_here(piece) or piece.lower() in _BETWEEN)]


def _is_here(piece: str) -> bool:
    return piece.lower() in _NAMES_HERE
