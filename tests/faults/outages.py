"""PostgreSQL crashes and is back, and connections to it are cut: all of them, or the one that listens."""

import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from threading import Lock, Thread

from sqlalchemy.exc import OperationalError

from tests.clusters import Cluster
from tests.faults.ledger import Ledger
from tests.faults.schedule import Fault, Scene

_LISTENING = "LISTEN%"
RESTARTED, CUT, DEAF = "PostgreSQL restarted", "connections to PostgreSQL cut", "doorbells of PostgreSQL cut"
NAMES = (RESTARTED, CUT, DEAF)
_one_at_a_time = Lock()


@dataclass
class Nothing:
    """For a set-up that knows no such thing."""

    name: str = "nothing"
    lasts: float = 0.0

    def apply(self, scene: Scene) -> None:
        pass

    def undo(self, scene: Scene) -> None:
        pass


@dataclass
class Restart:
    """The server stops, by a crash or in order, and starts at once."""

    cluster: Cluster
    mode: str
    name: str = RESTARTED
    lasts: float = 1.0
    _thread: Thread | None = None

    def apply(self, scene: Scene) -> None:
        if _one_at_a_time.acquire(blocking=False):
            scene.counts[self.name] += 1
            self._thread = Thread(target=self._restart, args=(scene.ledger,), name="restart")
            self._thread.start()

    def _restart(self, ledger: Ledger) -> None:
        since = time.monotonic()
        try:
            self.cluster.restart(self.mode)
        except subprocess.TimeoutExpired:  # it waits for a client that stands still
            self.cluster.restart("immediate")
        finally:
            ledger.away.append((since, time.monotonic()))
            _one_at_a_time.release()

    def undo(self, scene: Scene) -> None:
        if self._thread is not None:
            self._thread.join()


@dataclass
class Cut:
    """Connections end from one moment to the next."""

    cluster: Cluster
    like: str
    name: str
    lasts: float = 0.0

    def apply(self, scene: Scene) -> None:
        with suppress(OperationalError):  # a server that is away has none
            scene.counts[self.name] += self.cluster.cut(self.like)

    def undo(self, scene: Scene) -> None:
        pass


def restart(rng: Random, scene: Scene) -> Fault:
    mode = rng.choice(("immediate", "fast"))
    return Nothing() if scene.cluster is None else Restart(scene.cluster, mode)


def cut(rng: Random, scene: Scene) -> Fault:
    is_all = rng.random() < 0.5
    if scene.cluster is None:
        return Nothing()
    if is_all:
        return Cut(scene.cluster, "%", CUT)
    return Cut(scene.cluster, _LISTENING, DEAF)
