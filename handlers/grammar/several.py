"""Which recordings are meant, where a word takes several: `2-5, 8`, `2 3 4`, IDs and links."""

import re
from collections.abc import Iterator

from core.commands import Invalid, Number, Reference
from handlers.grammar.references import ACCEPTED, FILLERS, HIGHEST, linked_in, read_reference
from handlers.grammar.tokens import excerpt, pieces_of

MOST = 100
"""Recordings at once, as many as Webex takes in one call (reference 9.5)."""

# With words between them. Beyond, the same range a thousand times would take its time.
_MOST_PIECES = 3 * MOST
# "2 to 5", "2 – 5", "2..5"; before a digit it joins, so that -1 stays a number that does not exist.
_RANGE_SIGN = re.compile(
    r"(?<=\d) ?(?:[-~\u2010-\u2015\u2212]|\.{2,3}|(?:to|till?|until|through) ) ?(?=#?\d)", re.IGNORECASE
)
_RANGE = re.compile(r"#?(\d+)-#?(\d+)")
_JOINING = frozenset(
    {
        "and", "also", "then", "plus", "&", "+", "through", "until", "till", "til",
        "numbers", "recordings", "these", "this", "one", "ones",
    }
)  # fmt: skip
_TOO_MANY = Invalid(f"That is too much at once: give at most {MOST} recordings.")


def read_several(words: str, example: str) -> tuple[Reference, ...] | Invalid:
    """The recordings that the words mean, each once, in the order they were said; at most `MOST` of them."""
    found: dict[Reference, None] = {}
    pieces = pieces_of(_RANGE_SIGN.sub("-", words))
    if len(pieces) > _MOST_PIECES:
        return _TOO_MANY
    for piece in pieces:
        for reference in _meant(piece, example):
            if isinstance(reference, Invalid):
                return reference
            found[reference] = None
            if len(found) > MOST:
                return _TOO_MANY
    if not found:
        return Invalid(f"Say which ones: `{example}` takes numbers of your last list, IDs and playback links do too.")
    return tuple(found)


def is_meant(piece: str) -> bool:
    """Whether a piece names a recording or several, be it an impossible one."""
    return _RANGE.fullmatch(piece) is not None or read_reference(piece) is not None


def is_between(piece: str) -> bool:
    """Whether a piece may stand before and between those that name recordings."""
    return piece.lower() in _JOINING | FILLERS or not any(letter.isalnum() for letter in piece)


def _meant(piece: str, example: str) -> Iterator[Reference | Invalid]:
    if match := _RANGE.fullmatch(piece):
        yield from _between(match[1], match[2], example)
    elif (reference := linked_in(piece) or read_reference(piece)) is not None:
        yield reference
    elif not is_between(piece):
        yield Invalid(f"I can't tell which recording `{excerpt(piece)}` is: give {ACCEPTED}, as in `{example}`.")


def _between(first: str, last: str, example: str) -> Iterator[Reference | Invalid]:
    """All of a range. Its ends are read as numbers are, so that impossible ones get the same sentence."""
    ends = [read_reference(first), read_reference(last)]
    match ends:
        case [Number(low), Number(high)] if low > high:
            yield Invalid(f"Ranges go from the lower number to the higher one, as in `{example}`.")
        case [Number(low), Number(high)] if high - low >= MOST:
            yield _TOO_MANY
        case [Number(low), Number(high)]:
            yield from map(Number, range(low, high + 1))
        case [Invalid() as problem, _] | [_, Invalid() as problem]:
            yield problem
        case _:
            yield Invalid(f"A range is of numbers up to {HIGHEST}, as in `{example}`.")
