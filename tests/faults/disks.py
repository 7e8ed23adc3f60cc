"""SQLite's disk is full or refuses to be written to, and another program has the file to itself."""

import resource
import sqlite3
import time
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from sqlalchemy import make_url

from tests.disks import SmallDisk
from tests.faults.outages import Nothing
from tests.faults.schedule import Fault, Scene

FULL, REFUSING, LOCKED = "disk full", "disk not to be written to", "database locked by another program"
NAMES = (FULL, REFUSING, LOCKED)
_BETWEEN = 0.05
"""Real seconds within which two transactions of the bot leave room for another's."""
_ANYTHING = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


@dataclass
class Full:
    """Not one byte is left: "database or disk is full"."""

    disk: SmallDisk
    lasts: float
    name: str = FULL
    _since: float = 0.0

    def apply(self, scene: Scene) -> None:
        self._since = time.monotonic()
        self.disk.fill()
        scene.counts[self.name] += 1

    def undo(self, scene: Scene) -> None:
        self.disk.free()
        scene.ledger.away.append((self._since, time.monotonic()))


@dataclass
class Refusing:
    """The processes that run may write to no file: "disk I/O error"."""

    lasts: float
    name: str = REFUSING
    _since: float = 0.0
    _pids: list[int] = field(default_factory=list)

    def apply(self, scene: Scene) -> None:
        self._since = time.monotonic()
        for place in scene.processes.places:
            with suppress(ProcessLookupError):
                resource.prlimit(place.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
                self._pids.append(place.pid)
        scene.counts[self.name] += 1

    def undo(self, scene: Scene) -> None:
        for pid in self._pids:
            with suppress(ProcessLookupError):
                resource.prlimit(pid, resource.RLIMIT_FSIZE, _ANYTHING)
        scene.ledger.away.append((self._since, time.monotonic()))


@dataclass
class Locked:
    """Another program writes, and takes longer over it than anybody waits."""

    lasts: float
    name: str = LOCKED
    _since: float = 0.0
    _other: sqlite3.Connection | None = None

    def apply(self, scene: Scene) -> None:
        file = make_url(scene.database_url).database or ""
        other = sqlite3.connect(file, timeout=_BETWEEN, isolation_level=None, check_same_thread=False)
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:  # the bot has not stopped writing
            other.close()
            return
        self._other, self._since = other, time.monotonic()
        scene.counts[self.name] += 1

    def undo(self, scene: Scene) -> None:
        if self._other is not None:
            self._other.rollback()
            self._other.close()
            scene.ledger.away.append((self._since, time.monotonic()))


def full(rng: Random, scene: Scene) -> Fault:
    lasts = rng.uniform(0.2, 2.0)
    return Nothing() if scene.disk is None else Full(scene.disk, lasts)


def refusing(rng: Random, scene: Scene) -> Fault:
    lasts = rng.uniform(0.2, 2.0)
    return Nothing() if scene.setup != "sqlite" else Refusing(lasts)


def locked(rng: Random, scene: Scene) -> Fault:
    lasts = rng.uniform(0.3, 3.5)
    return Nothing() if scene.setup != "sqlite" else Locked(lasts)
