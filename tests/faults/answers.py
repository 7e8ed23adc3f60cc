"""Webex answers badly: a share of all that is asked for a while, or the next call whose outcome matters."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from simulator.faults import Fault as SimulatedFault
from simulator.weather import KINDS, Rule
from tests.faults.kills import CALLS
from tests.faults.schedule import Scene

TOO_SLOW = "carried out after the time-out"
_TIMED_OUT = 5.5
"""Real seconds: longer than the bot waits in a hurried world."""
_PARTS = ("/messages", "/recordings", "/people", "/access_token", "/webhooks", "/attachment", "/memberships")
_IN_A_ROW = 2
"""What Webex says three times in a row is believed, and is then the truth of this world."""


@dataclass
class Weather:
    """A share of the requests to a part of Webex goes wrong."""

    seed: int
    rule: Rule
    lasts: float
    name: str = "bad weather at Webex"

    def apply(self, scene: Scene) -> None:
        scene.webex.world.weather(self.seed, self.rule)
        scene.counts[self.name] += 1

    def undo(self, scene: Scene) -> None:
        scene.webex.world.weather(0)
        for kind, times in scene.webex.world.weather_counts.items():
            if not kind.startswith("webhook"):
                scene.counts[f"answered in bad weather: {kind}"] = times


@dataclass
class BadAnswer:
    """The next one or two of a kind of calls are answered like that."""

    method: str
    path: str
    kind: str
    times: int
    spoilt: dict[str, Any]
    lasts: float = 3.0
    name: str = field(init=False)
    _fault: SimulatedFault | None = None

    def __post_init__(self) -> None:
        self.name = f"answered badly: {self.kind}"

    def apply(self, scene: Scene) -> None:
        fault = SimulatedFault(self.method, self.path, times=self.times, kind=self.kind, **self.spoilt)
        self._fault = scene.webex.world.fault_book.add(fault)

    def undo(self, scene: Scene) -> None:
        if self._fault is not None:
            scene.counts[self.name] += self._fault.hits
            self._fault.clear()


def weather(rng: Random, _scene: Scene) -> Weather:
    path = rng.choice(("*", *_PARTS))
    kinds = tuple(rng.sample(sorted(KINDS), 4))
    rule = Rule(rng.uniform(0.05, 0.5), kinds, path=path, in_a_row=_IN_A_ROW)
    return Weather(rng.randrange(1_000_000), rule, rng.uniform(0.5, 2.0))


def bad_answer(rng: Random, scene: Scene) -> BadAnswer:
    method, path = rng.choice(CALLS)
    kind = rng.choice((*sorted(KINDS), TOO_SLOW))
    spoilt = {"delay": _TIMED_OUT} if kind == TOO_SLOW else dict(KINDS[kind](rng, scene.webex.clock.now()))
    return BadAnswer(method, path, kind, rng.randint(1, _IN_A_ROW), spoilt)
