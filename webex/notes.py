"""The AI notes of a call, which lie behind links that open with the person's token only (reference 10.3)."""

import json
import re
from collections.abc import Iterator
from typing import Any

from core.errors import Unavailable
from webex.client import Client

LONGEST = 1024 * 1024
"""Bytes of one note. A long meeting's fill some ten thousand."""

_DEEPEST = 8
_TELLING = frozenset(
    {
        "content", "text", "value", "body", "title", "description", "html", "markdown", "note", "notes", "summary",
        "shortnotes", "suggestednotes", "actionitems", "items", "sections", "bullets", "points", "data",
    }
)  # fmt: skip
"""What a note may be called in JSON; the rest are IDs and dates."""
# A page to sign in, which some hosts show with a success; notes ask nobody to fill anything in.
_ASKS = re.compile(r"<(?:form|input)\b", re.IGNORECASE)


def read(client: Client, url: str) -> str:
    """One note as it came, HTML or plain text; of JSON, which no document promises or excludes, its texts line by line.

    Raises `BadRequest` when it is longer than a note can be.
    """
    text = client.linked_text(url, most=LONGEST)
    if _ASKS.search(text):
        raise Unavailable
    return text_of(text)


def text_of(text: str) -> str:
    """The text itself, or those in it where it is JSON."""
    if not text.lstrip().startswith(("{", "[", '"')):
        return text
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return "\n".join(_texts(data, _DEEPEST))


def _texts(data: Any, deepest: int) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif deepest and isinstance(data, list):
        for one in data:
            yield from _texts(one, deepest - 1)
    elif deepest and isinstance(data, dict):
        for name, one in data.items():
            if name.lower() in _TELLING:
                yield from _texts(one, deepest - 1)
