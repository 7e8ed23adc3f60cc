"""A world whose seconds pass faster, so that leases end and pauses pass a thousand times within an hour.

Everything that the bot times by its clock follows the clock that it is given; what it times by the machine (beats,
ticks, time-outs of connections) is divided by the same number here, so that all of it keeps its proportions. The clock
is a file that the simulator's process writes and the bot's processes read: the hours of all of them jump together, or
those of the bot alone.
"""

import mmap
import struct
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import app
from core.clock import Clock
from jobs import clock as ticking
from jobs.conversation import NOTE_AFTER
from jobs.worker import Worker
from simulator.clock import SimClock
from store.database import LONGEST_WAIT, Database
from store.work import LEASE
from webex import deadline, messaging
from webex.grants import OAuth
from webex.transport import Transport

SPEED = 6.0
"""Seconds of the run that pass in a real one."""

_LAYOUT = struct.Struct("ddd")
_CONNECT, _READ = 5.0, 30.0
"""The bot's time-outs at Webex, in seconds of the run."""
TIMES_OUT = _READ / SPEED
"""Real seconds after which it waits for no answer any more."""


class TimeFile:
    """When the run began, how far its clocks were moved on since, and how far the bot's go wrong: all in seconds."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.exists():
            path.write_bytes(_LAYOUT.pack(time.time(), 0.0, 0.0))
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), _LAYOUT.size)
        self._lock = threading.Lock()

    def now(self, *, of_bot: bool = False) -> datetime:
        """What the clocks show, in UTC."""
        began, moved, wrong = _LAYOUT.unpack(self._map[:])
        at = began + (time.time() - began) * SPEED + moved + (wrong if of_bot else 0.0)
        return datetime.fromtimestamp(at, UTC)

    def move(self, seconds: float) -> None:
        """Let that much time have gone by, for everybody."""
        with self._lock:
            began, moved, wrong = _LAYOUT.unpack(self._map[:])
            self._map[:] = _LAYOUT.pack(began, moved + seconds, wrong)

    def mislead(self, seconds: float) -> None:
        """Let the bot's clocks be wrong by that much, or right again with 0."""
        with self._lock:
            began, moved, _ = _LAYOUT.unpack(self._map[:])
            self._map[:] = _LAYOUT.pack(began, moved, seconds)


class WebexClock(SimClock):
    """The simulator's clock."""

    def __init__(self, times: TimeFile) -> None:
        super().__init__()
        self._times = times

    def now(self) -> datetime:
        return self._times.now()

    def advance(self, by: float | timedelta) -> None:
        self._times.move(by.total_seconds() if isinstance(by, timedelta) else by)
        self._tell()

    def set(self, to: datetime) -> None:
        self.advance(to - self.now())


class BotClock:
    """The clock of a process of the bot."""

    def __init__(self, times: TimeFile) -> None:
        self._times = times

    def now(self) -> datetime:
        return self._times.now(of_bot=True)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds / SPEED)


class _Ticks(ticking.Ticks):
    """Ticks follow each other faster by the machine's time; a turn lasts as long as ever by the clock."""

    def _guarded(self, name: str, lasts: timedelta, tick: Callable[[], None]) -> None:
        super()._guarded(name, lasts * SPEED, tick)


def hurry(clock: Clock) -> None:
    """Have whatever `bot.py` starts in this process from now on live by that clock, at that speed."""
    timeout = (_CONNECT, _READ / SPEED)
    put: list[tuple[object, str, object]] = [
        (app, "Worker", partial(Worker, beat_every=LEASE / 3 / SPEED)),
        (app, "Transport", partial(Transport, timeout=timeout)),
        (app, "OAuth", partial(OAuth, timeout=timeout)),
        (app, "Database", partial(Database, longest_wait=LONGEST_WAIT / SPEED)),
        (app, "Ticks", _Ticks),
        (messaging, "TIMEOUT", int(_READ / SPEED)),
        (deadline, "LONGEST_CALL", deadline.LONGEST_CALL / SPEED),
        (app, "build", partial(app.build, clock=clock, note_after=NOTE_AFTER / SPEED)),
    ]
    pauses = ("RECONCILE_EVERY", "PLAN_EVERY", "SWEEP_EVERY", "CLEAN_EVERY")
    put += [(ticking, name, getattr(ticking, name) / SPEED) for name in pauses]
    for module, name, value in put:
        setattr(module, name, value)
