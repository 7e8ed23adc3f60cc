"""Deliveries of webhooks that come twice, out of their order, late, never, forged, or a thousand at once."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from simulator.weather import POST_KINDS, PostRule
from tests.faults.schedule import Scene

BURST = 1_000
BURSTS = "bursts of a thousand deliveries"
_DELIVERED = "delivered in a storm: {}"
NAMES = (*(_DELIVERED.format(kind) for kind in POST_KINDS), BURSTS)


@dataclass
class Storm:
    """A share of the deliveries meets that."""

    seed: int
    rule: PostRule
    lasts: float
    name: str = "stormy deliveries"

    def apply(self, scene: Scene) -> None:
        scene.webex.world.post_weather(self.seed, self.rule)
        scene.skies["deliveries"] = self

    def undo(self, scene: Scene) -> None:
        if scene.skies.get("deliveries") is self:
            scene.webex.world.post_weather(0)
        for kind, times in scene.webex.world.weather_counts.items():
            if kind.startswith("webhook "):
                scene.counts[_DELIVERED.format(kind.removeprefix("webhook "))] = times


@dataclass
class Burst:
    """The newest deliveries again and again, over eight connections."""

    count: int
    name: str = BURSTS
    lasts: float = 0.0

    def apply(self, scene: Scene) -> None:
        scene.webex.world.burst(self.count)
        scene.counts[self.name] += 1

    def undo(self, scene: Scene) -> None:
        pass


def storm(rng: Random, _scene: Scene) -> Storm:
    kinds = tuple(rng.sample(POST_KINDS, rng.randint(1, len(POST_KINDS))))
    rule = PostRule(rng.uniform(0.2, 0.8), kinds, latest=timedelta(minutes=rng.choice((0.2, 1, 5))))
    return Storm(rng.randrange(1_000_000), rule, rng.uniform(0.5, 2.0))


def burst(_rng: Random, _scene: Scene) -> Burst:
    return Burst(BURST)
