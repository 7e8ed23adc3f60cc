"""What was asked of the simulator: one line a request, without any secret."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_KEPT = 10_000  # so that a demo left running for weeks stays small
_SECRET_HEADERS = {"cookie", "proxy-authorization", "password"}
_SECRET_QUERIES = {"ticket", "code"}


@dataclass(eq=False)
class RequestInfo:
    """A request as tests may look at it; `status` is 0 until it was answered, and when it never was."""

    method: str
    path: str  # without /v1
    query: Mapping[str, str]
    headers: Mapping[str, str]  # `Authorization` holds the kind of its owner: bot, user, client or unknown
    person: str | None  # the name of the person it was made as, "bot", or nobody
    status: int = 0
    scopes: frozenset[str] = (
        frozenset()
    )  # of the token it was made with, which tell one consent of a person from another
    fault: str | None = None  # what went wrong with it: a kind of weather, or "asked for"


def harmless_headers(headers: Iterable[tuple[str, str]], owner_kind: str) -> dict[str, str]:
    """Headers that may be kept and shown."""
    kept = {name: value for name, value in headers if name.lower() not in _SECRET_HEADERS}
    return {name: owner_kind if name.lower() == "authorization" else value for name, value in kept.items()}


def harmless_query(query: Mapping[str, str]) -> dict[str, str]:
    """Query parameters that may be kept and shown."""
    return {name: "***" if name in _SECRET_QUERIES else value for name, value in query.items()}


class Traffic:
    """The newest requests, oldest first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: deque[RequestInfo] = deque(maxlen=_KEPT)

    def note(self, info: RequestInfo) -> None:
        """Remember a request the moment it arrives; its status is filled in later."""
        with self._lock:
            self._seen.append(info)

    def seen(self) -> list[RequestInfo]:
        """All that are remembered."""
        with self._lock:
            return list(self._seen)

    def forget(self) -> list[RequestInfo]:
        """Start counting anew; returns what was remembered, so that long runs can be counted piece by piece."""
        with self._lock:
            seen = list(self._seen)
            self._seen.clear()
            return seen
