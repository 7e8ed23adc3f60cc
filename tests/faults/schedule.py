"""What goes wrong, and when: a seeded draw from the faults that a set-up knows.

A fault is a small object with a name, how long it lasts, and what it does. Each family has a file of its own, which
gives a `Draw` for each of its faults: a function from the chance and the scene to one fault, ready to be applied.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Protocol

from simulator import Simulator
from tests.clusters import Cluster
from tests.disks import SmallDisk
from tests.faults.audit import Audit
from tests.faults.hurried import TimeFile
from tests.faults.ledger import Ledger
from tests.faults.people import Cast
from tests.faults.processes import Figures, Formation


@dataclass(eq=False)
class Scene:
    """All that a fault may lay its hands on."""

    setup: str
    """`sqlite` or `postgresql`."""
    webex: Simulator
    processes: Formation
    times: TimeFile
    ledger: Ledger
    audit: Audit
    cast: Cast
    database_url: str
    folder: Path
    """For whatever a fault needs on the disk; the SQLite file is there."""
    cluster: Cluster | None = None
    """The PostgreSQL of this scene alone."""
    disk: SmallDisk | None = None
    """What the SQLite file is on, where such a disk may be had."""
    figures: dict[str, Figures] = field(default_factory=dict)
    """Of each command the most that a process of it took when all had come to rest."""
    counts: Counter[str] = field(default_factory=Counter)
    """How often each fault happened, by its name: counted where it happened, not where it was planned."""
    skies: dict[str, object] = field(default_factory=dict)
    """The fault that has made the weather that there is now, of requests and of deliveries: it alone may end it."""
    weather: Counter[str] = field(default_factory=Counter)
    """How much of the simulator's bad weather was counted already."""


class Fault(Protocol):
    """One thing that goes wrong once."""

    @property
    def name(self) -> str:
        """The row of the table that it counts in."""
        ...

    @property
    def lasts(self) -> float:
        """Real seconds from `apply` until `undo`."""
        ...

    def apply(self, scene: Scene) -> None:
        """Let it go wrong now. Counts itself in `scene.counts`. Quick: whatever takes long is for a thread."""
        ...

    def undo(self, scene: Scene) -> None:
        """All is well again, as far as this fault is concerned; what it is in the middle of is over."""
        ...


Draw = Callable[[Random, Scene], Fault]


@dataclass(frozen=True)
class Planned:
    """A fault and its moment, in real seconds from the beginning of the round."""

    at: float
    fault: Fault


def plan(rng: Random, scene: Scene, wanted: Mapping[Draw, int], seconds: float) -> list[Planned]:
    """So many of each, scattered over that time, the earliest first."""
    drawn = [Planned(rng.uniform(0, seconds), draw(rng, scene)) for draw, times in wanted.items() for _ in range(times)]
    return sorted(drawn, key=lambda each: each.at)


class Unfolding:
    """A plan that is carried out as time goes by."""

    def __init__(self, planned: list[Planned], scene: Scene) -> None:
        self._ahead = list(planned)
        self._under_way: list[tuple[float, Fault]] = []
        self._scene = scene

    @property
    def is_over(self) -> bool:
        return not self._ahead and not self._under_way

    def go_on(self, at: float) -> None:
        """Undo what has lasted long enough and apply what is due, `at` seconds into the round."""
        for each in [each for each in self._under_way if each[0] <= at]:
            self._under_way.remove(each)
            each[1].undo(self._scene)
        while self._ahead and self._ahead[0].at <= at:
            fault = self._ahead.pop(0).fault
            fault.apply(self._scene)
            self._under_way.append((at + fault.lasts, fault))

    def end(self) -> None:
        """Undo whatever is under way, and leave the rest."""
        self._ahead.clear()
        for _, fault in self._under_way:
            fault.undo(self._scene)
        self._under_way.clear()
