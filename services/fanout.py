"""Many calls for one person, side by side: up to a bound, and no faster than Webex wants them (reference 1.5)."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Lock
from typing import TypeVar

from core.clock import Clock
from core.errors import BotError, Locked, RateLimited, Refused, Unavailable

_Thing = TypeVar("_Thing")
_Answer = TypeVar("_Answer")

SIDE_BY_SIDE = 4
"""Calls made at once for one person, unless told otherwise: Webex allows about 300 a minute."""
SHORT = timedelta(seconds=5)
"""The longest limit that is waited out, unless told otherwise."""
_SHORTEST = 1.0
"""Seconds; Webex means no less, and asking again at once would only lengthen the limit (reference 1.5)."""
_WAITS = 3


class FanOut:
    """One for each question. `short` is the longest limit that is waited out; a longer one ends the asking."""

    def __init__(self, clock: Clock, *, most: int = SIDE_BY_SIDE, short: timedelta = SHORT) -> None:
        self._clock = clock
        self._most = most
        self._short = short.total_seconds()
        self._limit: RateLimited | None = None

    def each(
        self,
        things: Sequence[_Thing],
        fetch: Callable[[_Thing], _Answer],
        on_done: Callable[[int], None] | None = None,
    ) -> list[_Answer | RateLimited]:
        """What `fetch` gives for each, in their order; the limit itself where a long one came in between.

        After a long limit only those are still asked for that were on their way, so that what was read already is
        not lost and Webex is left in peace. `on_done` hears how many are done. Raises whatever else `fetch` raises.
        """
        count = _Count(on_done)

        def one(numbered: tuple[int, _Thing]) -> _Answer | RateLimited:
            number, thing = numbered
            try:
                if self._limit is not None and number >= self._most:
                    return self._limit
                return self._patiently(fetch, thing)
            finally:
                count.up()

        if len(things) <= 1:
            return [one(numbered) for numbered in enumerate(things)]
        with ThreadPoolExecutor(min(self._most, len(things)), thread_name_prefix="fanout") as pool:
            return list(pool.map(one, enumerate(things)))

    def _patiently(self, fetch: Callable[[_Thing], _Answer], thing: _Thing) -> _Answer | RateLimited:
        for _ in range(_WAITS):
            try:
                return fetch(thing)
            except RateLimited as limit:
                last = limit
                if limit.after is None or limit.after > self._short:
                    break
                self._clock.sleep(max(limit.after, _SHORTEST))
        self._limit = last
        return last


class _Count:
    """Counts what is done, from any thread."""

    def __init__(self, told: Callable[[int], None] | None) -> None:
        self._told = told
        self._lock = Lock()
        self._done = 0

    def up(self) -> None:
        if self._told is None:
            return
        with self._lock:
            self._done += 1
            self._told(self._done)


def tolerant(fetch: Callable[[_Thing], _Answer]) -> Callable[[_Thing], _Answer | Refused | Unavailable | Locked]:
    """The same, for things of which one that can't be read must not hide the others: its error is the answer.

    What Webex stumbles over is asked for once more.
    """

    def fetch_twice(thing: _Thing) -> _Answer | Refused | Unavailable | Locked:
        try:
            return fetch(thing)
        except Unavailable:
            pass
        except (Refused, Locked) as error:
            return error
        try:
            return fetch(thing)
        except (Refused, Unavailable, Locked) as error:
            return error

    return fetch_twice


def given(answers: Sequence[_Answer | BotError]) -> list[_Answer]:
    """The answers there are. Raises the first error where there is nothing else."""
    read = [answer for answer in answers if not isinstance(answer, BotError)]
    errors = [answer for answer in answers if isinstance(answer, BotError)]
    if errors and not read:
        raise errors[0]
    return read
