"""PostgreSQL crashes and is back, and connections to it are cut: all of them, or the one that listens."""

from dataclasses import dataclass
from random import Random
from threading import Thread

from tests.clusters import Cluster
from tests.faults.schedule import Fault, Scene

_LISTENING = "LISTEN%"


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
    name: str = "PostgreSQL restarted"
    lasts: float = 1.0
    _thread: Thread | None = None

    def apply(self, scene: Scene) -> None:
        scene.counts[self.name] += 1
        self._thread = Thread(target=self.cluster.restart, args=(self.mode,), name="restart")
        self._thread.start()

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
        return Cut(scene.cluster, "%", "connections to PostgreSQL cut")
    return Cut(scene.cluster, _LISTENING, "doorbells of PostgreSQL cut")
