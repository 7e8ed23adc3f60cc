"""Both databases, and what most tests of this room stand on."""

import pytest

from store.database import Database
from store.doorbell import LocalDoorbell
from store.vault import Vault
from store.work import Work
from tests.databases import database, empty_url
from tests.store.desk import Desk

__all__ = ["database", "empty_url"]


@pytest.fixture
def desk(database: Database) -> Desk:
    """The table of work with somebody who keeps, claims and finishes."""
    return Desk(database, Work(database, LocalDoorbell()))


@pytest.fixture
def vault() -> Vault:
    return Vault(["a key of thirty-two characters or more"])
