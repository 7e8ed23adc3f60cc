"""Webex answers badly: a share of all that is asked for a while, or the next call whose outcome matters."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from simulator.faults import Fault as SimulatedFault
from simulator.weather import KINDS, Rule
from tests.faults.kills import CALLS
from tests.faults.ledger import TOO_SLOW
from tests.faults.schedule import Scene

_WAYS: Mapping[str, tuple[str, ...]] = {
    "401": ("401",),
    "403": ("403",),
    "404": ("404",),
    "409": ("409",),
    "423": ("423",),
    "429 with a number": ("429", "429 zero", "429 huge"),
    "429 with a date": ("429 date",),
    "429 with nonsense": ("429 nonsense", "429 silent"),
    "5xx": ("500", "502", "503", "504", "504 landed"),
    "HTML": ("502 html", "200 html", "200 html landed"),
    "half a body": ("half",),
    "nothing": ("silence", "silence landed"),
    "slowly": ("slow", "trickle"),
    "nothing, and it landed late": ("silence landed late", TOO_SLOW),
}
"""In which a call may be answered, by what the simulator calls them; each way is as likely as any other."""
_WAY_OF = {kind: way for way, kinds in _WAYS.items() for kind in kinds}
_ANSWERED = "answered by Webex: {}"
NAMES = tuple(_ANSWERED.format(way) for way in _WAYS)
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
        scene.skies["requests"] = self

    def undo(self, scene: Scene) -> None:
        if scene.skies.get("requests") is self:
            scene.webex.world.weather(0)
        seen = Counter({kind: n for kind, n in scene.webex.world.weather_counts.items() if kind in _WAY_OF})
        for kind, times in (seen - scene.weather).items():
            scene.counts[_ANSWERED.format(_WAY_OF[kind])] += times
        scene.weather = seen


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
        self.name = _ANSWERED.format(_WAY_OF[self.kind])

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
    kind = rng.choice(_WAYS[rng.choice(sorted(_WAYS))])
    spoilt = {"delay": _TIMED_OUT} if kind == TOO_SLOW else dict(KINDS[kind](rng, scene.webex.clock.now()))
    return BadAnswer(method, path, kind, rng.randint(1, _IN_A_ROW), spoilt)
