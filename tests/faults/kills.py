"""Processes that are killed, at any moment or in the middle of a call, and such that stand still past their leases."""

import time
from dataclasses import dataclass
from random import Random

from flask import request

from simulator.faults import Fault as SimulatedFault
from simulator.traffic import RequestInfo
from store.work import LEASE
from tests.faults.hurried import SPEED
from tests.faults.processes import Place, who_calls
from tests.faults.schedule import Scene

KILLED, KILLED_IN_A_CALL, STOPPED = "killed", "killed in the middle of a call", "stopped past its lease"
CALLS = (
    ("POST", "/messages"),
    ("GET", "/messages/"),
    ("GET", "/messages/direct"),
    ("GET", "/recordings"),
    ("POST", "/recordings/"),
    ("POST", "/access_token"),
    ("DELETE", "/messages/"),
)
"""Where a kill hurts: the calls whose outcome the bot then does not know."""


@dataclass
class Kill:
    """SIGKILL of one process at some moment; it is started again at once."""

    place: Place
    name: str = KILLED
    lasts: float = 0.0

    def apply(self, scene: Scene) -> None:
        pid = self.place.pid
        if self.place.kill():
            scene.ledger.ended[pid] = time.monotonic()
            scene.counts[self.name] += 1

    def undo(self, scene: Scene) -> None:
        pass


@dataclass
class KillInCall:
    """SIGKILL of whichever process makes that call next, before Webex looks at it or before it hears the answer."""

    method: str
    path: str
    is_after: bool
    name: str = KILLED_IN_A_CALL
    lasts: float = 3.0
    _fault: SimulatedFault | None = None

    def apply(self, scene: Scene) -> None:
        def kill(_: RequestInfo) -> None:
            port = int(request.environ.get("REMOTE_PORT", 0))
            pid = who_calls(port, [place.pid for place in scene.processes.places])
            place = scene.processes.place_of(pid) if pid is not None else None
            if pid is not None and place is not None and place.kill(pid):
                scene.ledger.ended[pid] = time.monotonic()
                scene.counts[self.name] += 1

        when = {"after" if self.is_after else "before": kill}
        self._fault = scene.webex.world.fault(self.method, self.path, **when)  # type: ignore[arg-type]  # two names

    def undo(self, scene: Scene) -> None:
        if self._fault is not None:
            self._fault.clear()


@dataclass
class Stop:
    """SIGSTOP, until leases have ended and others have taken over, and SIGCONT."""

    place: Place
    lasts: float
    jumps: bool
    """Whether time is made to jump instead: where everything stands still, nobody can tell one from the other."""
    name: str = STOPPED
    _since: float = 0.0
    _pid: int = 0

    def apply(self, scene: Scene) -> None:
        if self.place.is_stopped:
            return
        self._since, self._pid = time.monotonic(), self.place.pid
        self.place.stop()
        scene.counts[self.name] += 1
        if self.jumps:
            scene.times.move(LEASE.total_seconds() * 1.1)

    def undo(self, scene: Scene) -> None:
        if self._pid:
            scene.ledger.paused.append((self._pid, self._since, time.monotonic()))
            self.place.go_on()


def kill(rng: Random, scene: Scene) -> Kill:
    return Kill(rng.choice(scene.processes.places))


def kill_in_call(rng: Random, scene: Scene) -> KillInCall:
    method, path = rng.choice(CALLS)
    return KillInCall(method, path, rng.random() < 0.5)


def stop(rng: Random, scene: Scene) -> Stop:
    is_alone = len(scene.processes.places) == 1
    lasts = rng.uniform(0.05, 0.4) if is_alone else LEASE.total_seconds() / SPEED * rng.uniform(1.05, 1.4)
    return Stop(rng.choice(scene.processes.places), lasts, is_alone)
