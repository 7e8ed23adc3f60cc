"""A wild server, one on another port, a local Webex, and clients of theirs."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import requests

from simulator import Simulator
from simulator.clock import SimClock
from simulator.directory import Person
from tests.webex.wild import Wild
from webex.client import Client, FixedBearer
from webex.transport import Transport, new_session

TOKEN = "t0p-s3cr3t"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
"""When the local Webex stands still."""


@pytest.fixture
def wild() -> Iterator[Wild]:
    server = Wild()
    yield server
    server.close()


@pytest.fixture
def elsewhere() -> Iterator[Wild]:
    """Another host, as far as tokens are concerned."""
    server = Wild()
    yield server
    server.close()


@pytest.fixture
def session() -> Iterator[requests.Session]:
    with new_session(pool_size=2) as session:
        yield session


@pytest.fixture
def transport(session: requests.Session, wild: Wild) -> Transport:
    return Transport(session, wild.base_url)


@pytest.fixture
def client(transport: Transport) -> Client:
    return Client(transport, FixedBearer(TOKEN))


@pytest.fixture
def sim() -> Iterator[Simulator]:
    with Simulator(SimClock(NOON, running=False)) as sim:
        yield sim


@pytest.fixture
def ana(sim: Simulator) -> Person:
    return sim.world.person("Ana Ruiz", "ana@example.com", timezone="Europe/Madrid")


@pytest.fixture
def as_ana(sim: Simulator, session: requests.Session, ana: Person) -> Client:
    return Client(Transport(session, sim.url), FixedBearer(ana.token))
