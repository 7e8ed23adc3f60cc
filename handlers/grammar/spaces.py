"""What of somebody's recordings a space is told: `topic:` and `series:`."""

import re
from dataclasses import dataclass

from core.commands import Invalid
from handlers.grammar.tokens import Token, always_quoted, excerpt

_SERIES = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Selection:
    """None takes everything, and of `room_id` the space that it is said in."""

    topic: str | None = None
    series: str | None = None
    room_id: str | None = None


def read_selection(tokens: tuple[Token, ...], what: str, accepted: str) -> tuple[Selection, list[str]] | Invalid:
    """The selection and the other words, in lower case; `what` knows it, and `accepted` is said where it is wrong."""
    found: dict[str, str] = {}
    words: list[str] = []
    for token in tokens:
        if token.name is None:
            words += [word.strip(",;.!").lower() for word in token.text.split()]
        elif token.name in ("topic", "series", "room") and token.text:
            found[token.name] = token.text
        else:
            return Invalid(f"Here {what} knows `topic:` and `series:`, not `{excerpt(token.name)}:`; {accepted}.")
    series = found.get("series", "").lower() or None
    if series and not _SERIES.fullmatch(series):
        return Invalid("`series:` takes the ID of a meeting series: say `record` to me alone to see yours.")
    return Selection(found.get("topic"), series, found.get("room")), [word for word in words if word]


def said_of(selection: Selection) -> str:
    """The words that select the same again, wherever they are said."""
    topic = f" topic:{always_quoted(selection.topic)}" if selection.topic else ""
    series = f" series:{selection.series}" if selection.series else ""
    return f"{topic}{series} room:{selection.room_id}"
