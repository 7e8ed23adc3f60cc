"""Who has notices, and the threads of meetings, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, text

from core.digests import InSpace
from core.notices import Noticing, Wish
from simulator.identifiers import new
from store.database import Database
from store.notices import Notices
from store.told import KEPT_BEHIND, ToldThings
from tests.databases import only_postgres
from tests.web.letters import elsewhere

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def begun(database: Database, *people: str, next_at: datetime = NOW, refused: tuple[str, ...] = ()) -> Notices:
    store = Notices(database)
    with database.begin() as tx:
        for person in people:
            store.begin(tx, person, NOW, next_at, refused)
            store.wish(tx, Wish(person, NOW))
    return store


def test_a_wish_is_read_as_it_was_made_and_asking_again_changes_only_what_is_refused(database: Database) -> None:
    store, own = begun(database, "ana", refused=("recordings",)), (Wish("ana", NOW),)
    assert store.of("ana") == Noticing("ana", NOW, NOW, ("recordings",), wishes=own)
    assert store.of("bo") is None
    with database.begin() as tx:
        store.cover(tx, "ana", NOW + DAY)
        store.cover(tx, "ana", NOW)
        store.wait(tx, "ana")
    assert store.of("ana") == Noticing("ana", NOW, NOW + DAY, ("recordings",), is_waiting=True, wishes=own)
    with database.begin() as tx:
        store.begin(tx, "ana", NOW + 2 * DAY, NOW, ())
        store.wish(tx, Wish("ana", NOW + 2 * DAY))
    assert store.of("ana") == Noticing("ana", NOW, NOW + DAY, wishes=own)


def test_spaces_are_told_beside_the_person_until_the_last_wish_has_ended(database: Database) -> None:
    store, told = begun(database, "ana", "bo"), ToldThings(database)
    team, sync, everybody = InSpace("team", "budget"), InSpace("team", series="0" * 32), InSpace("everybody")
    with database.begin() as tx:
        for space in (team, sync, team, everybody):
            store.wish(tx, Wish("ana", NOW + DAY, space))
        store.wish(tx, Wish("bo", NOW + 2 * DAY, InSpace("team")))
        store.keep_thread(tx, "team", "meeting", "first", NOW)
        told.keep(tx, "team", {"key": NOW})
    noticing = store.of("ana")
    assert noticing is not None
    assert noticing.own == Wish("ana", NOW)
    assert set(noticing.rooms) == {"team", "everybody"}
    assert [wish.space for wish in noticing.here("team")] == [sync, team]
    assert [wish.person_id for wish in store.of_room("team")] == ["ana", "ana", "bo"]
    with database.begin() as tx:
        assert store.stop(tx, "team", of="ana") == ["ana"]
        told.forget_unless_told(tx, "team")
        assert (store.is_wanted(tx, "team"), store.rest(tx, "ana")) == (True, False)
    assert (store.thread("team", "meeting"), told.among("team", ["key"])) == ("first", {"key"})
    with database.begin() as tx:
        assert sorted(store.stop(tx, "team")) == ["bo"]
        told.forget_unless_told(tx, "team")
        assert store.forget(tx, "ana") == 1
        assert store.forget(tx, "ana") == 0
    assert (store.thread("team", "meeting"), told.among("team", ["key"])) == (None, set())
    assert (store.of("ana"), store.of_room("everybody")) == (None, [])
    assert store.of("bo") is not None


def test_two_who_tell_the_same_spaces_have_them_in_one_order(database: Database) -> None:
    """Whoever keeps a row for each of them locks one lane after the other."""
    store = begun(database, "ana", "bo")
    with database.begin() as tx:
        for person, rooms in (("ana", ("team", "everybody")), ("bo", ("everybody", "team"))):
            for number, room in enumerate(rooms):
                store.wish(tx, Wish(person, NOW + number * DAY, InSpace(room)))
    ana, bo = store.of("ana"), store.of("bo")
    assert ana is not None
    assert bo is not None
    assert ana.rooms == bo.rooms
    assert len(ana.rooms) == 2


@only_postgres
def test_who_wishes_anew_while_the_last_wish_is_put_to_rest_is_listened_for(database: Database) -> None:
    store = Notices(database)
    with database.begin() as tx:
        store.begin(tx, "ana", NOW, NOW, ())  # her wish has just ended

    def rest() -> bool:
        with database.begin() as tx:
            return store.rest(tx, "ana")

    with ThreadPoolExecutor(1) as threads:
        with database.begin() as tx:
            store.begin(tx, "ana", NOW, NOW, ())
            store.wish(tx, Wish("ana", NOW))
            resting = threads.submit(rest)
            while not (resting.done() or _is_any_blocked(database)):
                pass
        assert resting.result() is False
    assert store.of("ana") == Noticing("ana", NOW, NOW, wishes=(Wish("ana", NOW),))


def _is_any_blocked(database: Database) -> bool:
    with database.read() as tx:
        blocked = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        return tx.execute(text(blocked)).first() is not None


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
        store.forget(tx, "ana")
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
