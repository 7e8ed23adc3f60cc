"""How values look on the wire: JSON read with suspicion, instants and path segments written (reference 1).

An answer that lacks what it must have raises `Unavailable`; what may be absent or odd is None.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from core.errors import NotFound, Unavailable

Json = dict[str, Any]


def object_of(data: Any) -> Json:
    """The JSON object that an answer must be."""
    if not isinstance(data, dict):
        raise Unavailable
    return data


def objects_of(data: Any, name: str = "items") -> list[Json]:
    """The list of JSON objects under a name; whatever else stands in the list is left out."""
    items = object_of(data).get(name)
    if not isinstance(items, list):
        raise Unavailable
    return [item for item in items if isinstance(item, dict)]


def required(item: Mapping[str, Any], name: str) -> str:
    """A text without which the answer means nothing."""
    value = text(item, name)
    if value is None:
        raise Unavailable
    return value


def text(item: Mapping[str, Any], name: str) -> str | None:
    """A text that is one and isn't empty."""
    value = item.get(name)
    return value if isinstance(value, str) and value else None


def texts(item: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The texts of a list, without its odd members."""
    value = item.get(name)
    return tuple(one for one in value if isinstance(one, str) and one) if isinstance(value, list) else ()


def link(item: Mapping[str, Any], name: str) -> str | None:
    """An address for a browser; never another scheme, since people will be asked to open it."""
    value = text(item, name)
    return value if value and value.lower().startswith(("https://", "http://")) else None


def number(item: Mapping[str, Any], name: str) -> float | None:
    """A number that isn't negative; also one that was written as text."""
    value = item.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        read = float(value)
    except (ValueError, OverflowError):
        return None
    return read if math.isfinite(read) and read >= 0 else None


def seconds(item: Mapping[str, Any], name: str) -> timedelta | None:
    """A duration that is given in seconds."""
    return duration(item, name, timedelta(seconds=1))


def duration(item: Mapping[str, Any], name: str, unit: timedelta) -> timedelta | None:
    """A duration that is given as a number of units."""
    value = number(item, name)
    try:
        return None if value is None else value * unit
    except OverflowError:
        return None


def instant(item: Mapping[str, Any], name: str) -> datetime | None:
    """An ISO 8601 instant, in UTC. Without an offset it is read as UTC, which is what we ask for (reference 1.1)."""
    try:
        read = datetime.fromisoformat(text(item, name) or "")
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def stamp(at: datetime) -> str:
    """An aware instant as a parameter, in UTC, with milliseconds where there are any.

    Rounded up to the next millisecond, which is exact for windows that include their start and not their end: what
    Webex keeps in milliseconds lies in the rounded window just when it lies in the one that was meant.
    """
    if at.tzinfo is None:
        raise ValueError("an instant without an offset means nothing to Webex")
    at = at.astimezone(UTC) + timedelta(microseconds=-at.microsecond % 1000)
    return at.replace(tzinfo=None).isoformat(timespec="milliseconds" if at.microsecond else "seconds") + "Z"


def segment(identifier: str) -> str:
    """An ID as one segment of a path. Raises `NotFound` for those that would name another path; they name nothing."""
    if identifier in ("", ".", ".."):
        raise NotFound(404)
    return quote(identifier, safe="", errors="replace")


def batches(things: Iterable[str]) -> Iterator[list[str]]:
    """The different ones among them, in their order, a hundred at a time: the most that Webex takes (reference 9)."""
    different = list(dict.fromkeys(things))
    for start in range(0, len(different), 100):
        yield different[start : start + 100]
