"""The contract of the doorbell, on both of its implementations."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, text
from structlog.testing import capture_logs

from store.database import Database
from store.doorbell import Doorbell, LocalDoorbell, PostgresDoorbell, doorbell_for
from tests.databases import only_postgres
from tests.store.desk import undone

LONG = 60.0
"""Seconds. What wakes in time takes milliseconds; what doesn't fails the test by what it finds then."""


@pytest.fixture
def bell(database: Database) -> Iterator[Doorbell]:
    """A doorbell that listens already."""
    bell = doorbell_for(database)
    if database.is_postgres:
        bell.wait(0, LONG)  # it rings by itself once it listens
    yield bell
    bell.close()


def ring(database: Database, bell: Doorbell) -> None:
    with database.begin() as tx:
        bell.ring(tx)


def rings_until_heard(bell: Doorbell, heard: int) -> int:
    bell.wait(heard, LONG)
    return bell.heard() - heard


def test_each_database_has_the_doorbell_that_fits(database: Database, bell: Doorbell) -> None:
    assert type(bell) is (PostgresDoorbell if database.is_postgres else LocalDoorbell)


def test_it_rings_once_the_transaction_is_committed_and_not_before(database: Database, bell: Doorbell) -> None:
    before = bell.heard()
    with database.begin() as tx:
        bell.ring(tx)
        assert bell.heard() == before
    assert rings_until_heard(bell, before) == 1


def test_it_does_not_ring_for_what_was_rolled_back(database: Database, bell: Doorbell) -> None:
    before = bell.heard()
    with undone(database) as tx:
        bell.ring(tx)
    ring(database, bell)
    assert rings_until_heard(bell, before) == 1


def test_whoever_waits_is_woken(database: Database, bell: Doorbell) -> None:
    before = bell.heard()
    waiting = threading.Barrier(4)

    def wait(_: int) -> int:
        waiting.wait(LONG)
        bell.wait(before, 10 * LONG)
        return bell.heard()

    with ThreadPoolExecutor(3) as threads:
        woken = threads.map(wait, range(3), timeout=LONG)
        waiting.wait(LONG)
        ring(database, bell)
        assert list(woken) == [before + 1] * 3


def test_a_ring_between_looking_and_waiting_is_not_missed(database: Database, bell: Doorbell) -> None:
    before = bell.heard()
    ring(database, bell)
    assert rings_until_heard(bell, before) == 1
    bell.wait(before, 10 * LONG)  # returns at once: it has rung since


def test_a_wait_in_silence_ends_by_itself(bell: Doorbell) -> None:
    before = bell.heard()
    bell.wait(before, 0.01)
    assert bell.heard() == before


def test_this_process_can_be_woken_without_a_transaction(bell: Doorbell) -> None:
    before = bell.heard()
    bell.ring_now()
    assert bell.heard() == before + 1


def test_closing_wakes_who_waits(database: Database) -> None:
    bell = doorbell_for(database)
    with ThreadPoolExecutor(1) as threads:
        woken = threads.submit(bell.wait, bell.heard(), 10 * LONG)
        bell.close()
        woken.result(timeout=LONG)
    assert "doorbell" not in {thread.name for thread in threading.enumerate()}


@only_postgres
def test_a_ring_waits_for_its_own_transaction_not_for_anothers(database: Database, bell: Doorbell) -> None:
    before = bell.heard()
    with database.begin() as tx:
        bell.ring(tx)
        ring(database, bell)
        assert rings_until_heard(bell, before) == 1
    assert rings_until_heard(bell, before + 1) == 1


@only_postgres
def test_it_is_heard_in_other_processes(database: Database, bell: Doorbell) -> None:
    elsewhere = Database(database.url)
    before = bell.heard()
    other = PostgresDoorbell(elsewhere)
    other.wait(0, LONG)
    there = other.heard()
    ring(elsewhere, other)
    assert rings_until_heard(bell, before) == 1
    assert rings_until_heard(other, there) == 1
    ring(database, bell)
    assert rings_until_heard(other, there + 1) == 1
    other.close()
    elsewhere.close()


@only_postgres
def test_a_lost_connection_is_found_again_and_rings_for_what_was_missed(database: Database, bell: Doorbell) -> None:
    before = bell.heard()
    with capture_logs() as logs, database.begin() as tx:
        assert _end_listeners(tx) == 1
        bell.wait(before, LONG)  # it rings by itself once it listens again
    assert bell.heard() == before + 1
    assert [line["event"] for line in logs] == ["doorbell.lost"]
    assert set(logs[0]) == {"event", "error", "log_level"}
    ring(database, bell)
    assert rings_until_heard(bell, before + 1) == 1


@only_postgres
def test_it_can_be_closed_while_the_database_is_away(database: Database) -> None:
    bell = PostgresDoorbell(Database("postgresql+psycopg://bot@127.0.0.1:1/none"))
    bell.close()
    assert bell.heard() >= 1


def _end_listeners(tx: Connection) -> int:
    listeners = "datname = current_database() AND query LIKE 'LISTEN%'"
    ended = tx.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {listeners}"))  # noqa: S608  # a name of ours
    return len(ended.all())
