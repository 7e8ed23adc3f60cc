"""What is to happen when the simulated time has come: files get ready, meetings begin and end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from heapq import heappop, heappush
from itertools import count

from simulator.clock import SimClock


class Due:
    """Things to come, in the order of their time."""

    def __init__(self, clock: SimClock) -> None:
        self._clock = clock
        self._turn = count()  # of two things at the same time the one that was planned first comes first
        self._coming: list[tuple[datetime, int, Callable[[], None]]] = []

    def at(self, when: datetime, act: Callable[[], None]) -> None:
        """Have `act` called once the clock says `when`: at once, if it does already."""
        heappush(self._coming, (when, next(self._turn), act))
        self.catch_up()

    def catch_up(self) -> None:
        """Do what has become due."""
        while self._coming and self._coming[0][0] <= self._clock.now():
            _, _, act = heappop(self._coming)
            act()
