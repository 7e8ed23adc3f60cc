"""What the README shows as examples, said to the bot in the demo's world: a newcomer types these first."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator import Simulator
from simulator.clock import SimClock
from simulator.demo import populate
from tests.stage import START, Speaker, Stage, running_bot


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Speaker]:
    """Ana of the demo, connected."""
    clock = SimClock(at=START, running=False)
    with Simulator(clock=clock) as webex:
        populate(webex.world)
        cast = {person.name: person for person in webex.world.directory.everybody()}
        with running_bot(webex, cast["RecBot"], tmp_path) as bot:
            bot.ticks.reconcile()
            speaker = Speaker(Stage(webex, bot, clock, cast["RecBot"], tmp_path), cast["Ana Ruiz"])
            speaker.connects()
            yield speaker


def test_the_examples_find_something(demo: Speaker) -> None:
    demo.says("list last month host:me").has("1. ")
    demo.says("calls last 30 days topic:bo").has("1. Call with Bo")
    demo.says("all last 14 days topic:atlas").has("1. Atlas kick-off")
    demo.says("search atlas last 14 days").has("1. Atlas kick-off")
    for words in ('find "budget cut"', 'find "budget cut" by ana since monday', "find budget cut last 14 days"):
        demo.says(words).has("And the budget cut?", "Found 1 time")
    demo.says("meeting 123456789").has("1. Weekly sync")
    demo.says("meeting 123 456 789").has("1. Weekly sync")
