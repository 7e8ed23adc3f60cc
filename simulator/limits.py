"""How often one may ask (reference 1.5): so many requests of one person or bot within any minute. Off at first."""

from __future__ import annotations

import math
import threading
from collections import defaultdict, deque
from datetime import datetime, timedelta

from simulator.clock import SimClock
from simulator.directory import Person

_MINUTE = timedelta(minutes=1)
_GENEROUS = ("/v1/messages", "/v1/people")  # the limits of these are higher


class Limits:
    """The requests of the last minute. The two limits are numbers of requests; None is no limit."""

    def __init__(self, clock: SimClock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._seen: defaultdict[tuple[str, bool], deque[datetime]] = defaultdict(deque)
        self.per_minute: int | None = None
        self.messaging: int | None = None

    def wait(self, person: Person, path: str) -> int | None:
        """Count a request. For one too many, which is not counted, the simulated seconds until the next may come."""
        is_generous = path.startswith(_GENEROUS)
        most = self.messaging if is_generous else self.per_minute
        if most is None:
            return None
        with self._lock:
            now, seen = self._clock.now(), self._seen[person.id, is_generous]
            while seen and seen[0] <= now - _MINUTE:
                seen.popleft()
            if len(seen) < most:
                seen.append(now)
                return None
            return max(1, math.ceil((seen[0] + _MINUTE - now).total_seconds()))
