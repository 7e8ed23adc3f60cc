"""Faults on demand (reference 18): what goes wrong, for which requests, and how often."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from simulator.traffic import RequestInfo

Body = Literal["html", "malformed", "empty"] | Mapping[str, Any] | None
Callback = Callable[[RequestInfo], object]  # what it gives does not matter


@dataclass(eq=False)
class Fault:
    """One fault. `hits` counts the requests it met; `clear()` ends it."""

    method: str
    path: str  # a prefix of the path after /v1; "*" is any, a final "$" asks for the whole path
    status: int | None = None
    retry_after: str | None = None
    body: Body = None
    times: int | None = 1  # None: until cleared
    person: str | None = None  # name, as RequestInfo.person has it
    before: Callback | None = None
    after: Callback | None = None
    delay: float | None = None  # real seconds before the request is looked at
    drop: bool = False
    land: bool = False
    half: bool = False  # the answer breaks off in its middle
    trickle: float | None = None  # real seconds between two pieces of the answer
    late: timedelta | None = None  # the request is carried out after so much simulated time
    kind: str = "asked for"  # what traffic calls it
    hits: int = 0

    def clear(self) -> None:
        """Meet no further requests."""
        self.times = self.hits

    def meets(self, info: RequestInfo) -> bool:
        """Whether this request is to go wrong."""
        return (
            (self.times is None or self.hits < self.times)
            and self.method in ("*", info.method)
            and self.person in (None, info.person)
            and self._covers(info.path)
        )

    def replaces_answer(self) -> bool:
        """Whether the client gets something else than the real answer."""
        return self.drop or self.status is not None or self.body is not None

    def _covers(self, path: str) -> bool:
        if self.path.endswith("$"):
            return path == self.path[:-1]
        return self.path == "*" or path.startswith(self.path)


class FaultBook:
    """The faults that are on, oldest first; a request meets the first that fits."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        """Switch a fault on."""
        with self._lock:
            self._faults.append(fault)
        return fault

    def take(self, info: RequestInfo) -> Fault | None:
        """The fault this request meets, counted; None when all is well."""
        with self._lock:
            met = next((fault for fault in self._faults if fault.meets(info)), None)
            if met is not None:
                met.hits += 1
            return met

    def clear(self) -> None:
        """Switch all faults off."""
        with self._lock:
            for fault in self._faults:
                fault.clear()
            self._faults.clear()
