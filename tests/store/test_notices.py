"""Who has notices, and the threads of meetings, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from core.notices import Noticing
from simulator.identifiers import new
from store.database import Database
from store.notices import Notices
from store.told import KEPT_BEHIND, ToldThings
from tests.web.letters import elsewhere

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def begun(database: Database, *people: str, next_at: datetime = NOW, refused: tuple[str, ...] = ()) -> Notices:
    store = Notices(database)
    with database.begin() as tx:
        for person in people:
            store.begin(tx, person, NOW, next_at, refused)
    return store


def test_a_wish_is_read_as_it_was_made_and_asking_again_changes_only_what_is_refused(database: Database) -> None:
    store = begun(database, "ana", refused=("recordings",))
    assert store.of("ana") == Noticing("ana", NOW, NOW, ("recordings",))
    assert store.of("bo") is None
    with database.begin() as tx:
        store.cover(tx, "ana", NOW + DAY)
        store.cover(tx, "ana", NOW)
        store.wait(tx, "ana")
    assert store.of("ana") == Noticing("ana", NOW, NOW + DAY, ("recordings",), is_waiting=True)
    with database.begin() as tx:
        store.begin(tx, "ana", NOW + 2 * DAY, NOW, ())
    assert store.of("ana") == Noticing("ana", NOW, NOW + DAY)


def test_a_person_is_known_by_the_id_of_another_geography(database: Database) -> None:
    uuid = "aa11bb22-0002-4000-8000-0000000000a1"
    here, there = new("PEOPLE"), elsewhere("PEOPLE", uuid)
    store = begun(database, uuid, here)
    assert (store.whose(there), store.whose(here), store.whose("who knows")) == (uuid, here, None)


def test_each_due_sweep_is_handed_out_once(database: Database) -> None:
    store = begun(database, *(f"person {number}" for number in range(40)))
    begun(database, "later", next_at=NOW + DAY)
    handed: list[str] = []

    def keep(tx: Connection, person_id: str, due_at: datetime) -> datetime:
        handed.append(person_id)
        return due_at + DAY

    def clock(_: int) -> int:
        count = 0
        while some := store.claim_due(NOW, 7, keep):
            count += some
        return count

    with ThreadPoolExecutor(8) as clocks:
        assert sum(clocks.map(clock, range(8))) == 40
    assert len(set(handed)) == len(handed) == 40


def test_the_first_message_of_a_thread_stays_the_first_until_it_is_forgotten(database: Database) -> None:
    store = begun(database, "ana", "bo")
    with database.begin() as tx:
        for message in ("first", "second"):
            store.keep_thread(tx, "ana", "meeting", message, NOW)
    assert (store.thread("ana", "meeting"), store.thread("bo", "meeting")) == ("first", None)
    assert store.forget_threads(NOW) == 0
    assert store.forget_threads(NOW + DAY) == 1
    with database.begin() as tx:
        store.keep_thread(tx, "ana", "meeting", "third", NOW)
        assert store.forget(tx, "ana")
        assert not store.forget(tx, "ana")
    assert (store.thread("ana", "meeting"), store.of("ana")) == (None, None)
    assert store.of("bo") is not None


def test_what_was_told_is_known_as_long_as_anything_may_still_look_for_it(database: Database) -> None:
    store, told = begun(database, "ana"), ToldThings(database)
    old = {"old": NOW - KEPT_BEHIND - DAY, "new": NOW - DAY}
    with database.begin() as tx:
        told.keep(tx, "ana", old)
        told.keep(tx, "bo", old)
        told.forget_old(tx, "ana")
        told.forget_old(tx, "bo")
    assert told.among("ana", old) == {"new"}
    assert told.among("bo", old) == {"old", "new"}
    assert store.of("ana") is not None
