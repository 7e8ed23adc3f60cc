"""Clocks that jump: time that has gone by for everybody, and clocks of the bot that are wrong and put right."""

from dataclasses import dataclass
from random import Random

from tests.faults.schedule import Scene

JUMPED, WRONG = "hours jumped", "the bot's clock wrong"


@dataclass
class Jump:
    """Time has gone by, for Webex and the bot, as after a machine has slept."""

    seconds: float
    name: str = JUMPED
    lasts: float = 0.0

    def apply(self, scene: Scene) -> None:
        scene.webex.clock.advance(self.seconds)
        scene.counts[self.name] += 1

    def undo(self, scene: Scene) -> None:
        pass


@dataclass
class Wrong:
    """The bot's clocks are fast or slow for a while, and are then set right, in whichever direction."""

    seconds: float
    lasts: float
    name: str = WRONG

    def apply(self, scene: Scene) -> None:
        scene.times.mislead(self.seconds)
        scene.counts[self.name] += 1

    def undo(self, scene: Scene) -> None:
        scene.times.mislead(0.0)


def jump(rng: Random, _scene: Scene) -> Jump:
    return Jump(rng.choice((5.0, 31.0, 61.0, 300.0, 1800.0)) * rng.uniform(0.9, 1.2))


def wrong(rng: Random, _scene: Scene) -> Wrong:
    return Wrong(rng.choice((-1, 1)) * rng.choice((2.0, 20.0, 45.0)), rng.uniform(0.2, 2.0))
