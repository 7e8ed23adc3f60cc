"""A wild server, one on another port, and clients of the first."""

from collections.abc import Iterator

import pytest
import requests

from tests.webex.wild import Wild
from webex.client import Client, FixedBearer
from webex.transport import Transport, new_session

TOKEN = "t0p-s3cr3t"


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
