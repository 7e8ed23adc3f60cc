"""The simulator's time, which tests and the playground can move."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class SimClock:
    """A clock that starts at `at` (default: the real time) and either runs with real time or stands still.

    It may be jumped in both directions; those who asked with `on_change` are called after each jump, in the thread
    that jumped and without any lock held.
    """

    def __init__(self, at: datetime | None = None, running: bool = True) -> None:
        if at is not None and at.tzinfo is None:
            raise ValueError("the clock needs an aware datetime")
        started = datetime.now(UTC)
        self._lock = threading.Lock()
        self._offset = (at or started) - started
        self._frozen_at = None if running else (at or started).astimezone(UTC)
        self._listeners: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """The simulated time, aware and in UTC."""
        with self._lock:
            return self._frozen_at or datetime.now(UTC) + self._offset

    def advance(self, by: float | timedelta) -> None:
        """Move by a number of seconds or a timedelta."""
        step = by if isinstance(by, timedelta) else timedelta(seconds=by)
        with self._lock:
            self._shift(step)
        self._tell()

    def set(self, to: datetime) -> None:
        """Jump to a point in time."""
        with self._lock:
            now = self._frozen_at or datetime.now(UTC) + self._offset
            self._shift(to - now)
        self._tell()

    def on_change(self, callback: Callable[[], None]) -> None:
        """Have `callback` called after each jump."""
        self._listeners.append(callback)

    def _shift(self, step: timedelta) -> None:
        if self._frozen_at is None:
            self._offset += step
        else:
            self._frozen_at += step

    def _tell(self) -> None:
        for callback in list(self._listeners):
            callback()
