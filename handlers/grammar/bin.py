"""What follows `delete`, `trash`, `restore` and `purge`."""

from datetime import datetime
from zoneinfo import ZoneInfo

from core.commands import Delete, Invalid, Purge, Restore, ShowTrash
from handlers.grammar.filters import LONGEST_VALUE, read_values
from handlers.grammar.several import is_between, is_meant, read_several
from handlers.grammar.timeline import AFTER
from handlers.grammar.times import when_in
from handlers.grammar.tokens import Token, excerpt, pieces_of, tokens_of
from handlers.when.periods import ACCEPTED, read_period

# The box of a card is filled in as `typed:…`, since a topic may be a number or begin with one.
_TYPED = frozenset({"typed", "topic"})


def read_delete(words: str) -> Delete | Invalid:
    """`delete 2-5, 8`."""
    of = read_several(words, "delete 2-5, 8")
    return of if isinstance(of, Invalid) else Delete(of)


def read_restore(words: str) -> Restore | Invalid:
    """`restore 2-5, 8`."""
    of = read_several(words, "restore 2-5, 8")
    return of if isinstance(of, Invalid) else Restore(of)


def read_purge(words: str) -> Purge | Invalid:
    """`purge 2 "Weekly sync"`: what stands behind the recordings is the topic, typed to confirm."""
    tokens = tokens_of(words)
    cut = _where_topic_begins(tokens)
    of = read_several(" ".join(token.text for token in tokens[:cut]), "purge 2")
    if isinstance(of, Invalid):
        return of
    typed = " ".join(_text(token) for token in tokens[cut:]).strip()
    return Purge(of, typed[:LONGEST_VALUE] or None)


def read_trash(words: str, *, now: datetime, zone: ZoneInfo) -> ShowTrash | Invalid:
    """`trash [when]`; *More* says `after:ID` besides."""
    tokens = tokens_of(words)
    if named := next((token.name for token in tokens if token.name not in (None, "after")), None):
        return Invalid(f"`trash` takes no `{excerpt(named)}:`, only a time, as in `trash last 14 days`.")
    found = read_values(tokens, {"after": AFTER})
    if isinstance(found, Invalid):
        return found
    values, rest = found
    when = when_in(rest)
    period = read_period(when, now=now, zone=zone) if when else None
    if isinstance(period, Invalid):
        return period
    if when and period is None:
        return Invalid(f"I can't read `{excerpt(when)}` as a time: try {ACCEPTED}.")
    return ShowTrash(period, values.get("after"))


def trash_sentence(command: ShowTrash) -> str:
    """The sentence that means the same at any later time, as long as the command has a period."""
    parts = ["trash", *([str(command.period)] if command.period else [])]
    return " ".join([*parts, *([f"after:{command.after}"] if command.after else [])])


def _where_topic_begins(tokens: tuple[Token, ...]) -> int:
    """The index of the first token that no longer names recordings; words that only join belong to what follows."""
    end = 0
    for index, token in enumerate(tokens):
        if token.name in _TYPED or (token.is_quoted and end):
            return index
        pieces = pieces_of(token.text)
        if any(is_meant(piece) for piece in pieces):
            end = index + 1
        elif end and not all(is_between(piece) for piece in pieces):
            return end
    return len(tokens)


def _text(token: Token) -> str:
    """A token as it was written; a topic may have colons in it."""
    return token.text if token.name is None or token.name in _TYPED else f"{token.name}: {token.text}"
