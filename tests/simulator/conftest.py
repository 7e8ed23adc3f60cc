"""A running simulator with a frozen clock, three people, a bot and a space."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from simulator import Simulator
from simulator.clock import SimClock
from simulator.directory import Person
from simulator.spaces import Space
from simulator.world import World
from tests.simulator.speaking import Api, As, Ear


@pytest.fixture
def clock() -> SimClock:
    return SimClock(at=datetime(2026, 3, 2, 9, 15, 30, 123000, tzinfo=UTC), running=False)


@pytest.fixture
def sim(clock: SimClock) -> Iterator[Simulator]:
    with Simulator(clock=clock) as running:
        yield running


@pytest.fixture
def world(sim: Simulator) -> World:
    return sim.world


@pytest.fixture
def ana(world: World) -> Person:
    return world.person("Ana Ruiz", email="ana@example.com", timezone="Europe/Madrid")


@pytest.fixture
def bo(world: World) -> Person:
    return world.person("Bo Lindqvist", email="bo@example.com")


@pytest.fixture
def dana(world: World, ana: Person) -> Person:
    """Somebody of another organization."""
    return world.person("Dana Okafor", email="dana@globex.example", org=world.organization("Globex"))


@pytest.fixture
def bot(world: World) -> Person:
    return world.bot("RecBot", email="recbot@webex.bot")


@pytest.fixture
def room(world: World, ana: Person, bo: Person, bot: Person) -> Space:
    return world.space("Project X", [ana, bo, bot])


@pytest.fixture
def speak(sim: Simulator) -> Iterator[As]:
    """Speak to the API as a person, with a token, or as nobody."""
    sessions: list[Api] = []

    def as_(who: Person | str | None) -> Api:
        sessions.append(Api(sim.url, who))
        return sessions[-1]

    yield as_
    for session in sessions:
        session.close()


@pytest.fixture
def ear() -> Iterator[Ear]:
    listening = Ear()
    yield listening
    listening.close()
