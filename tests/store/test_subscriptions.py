"""Who wants a digest, and what was told, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import Connection

from core.digests import InSpace, Subscription
from core.notices import Wish
from core.people import Preferences
from core.schedules import Rhythm, Schedule
from store.database import Database
from store.notices import Notices
from store.subscriptions import Subscriptions
from store.told import KEPT_BEHIND, ToldThings

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
DAY = timedelta(days=1)
DAILY = Schedule(Rhythm.DAILY, time(9))
WEEKLY = Schedule(Rhythm.WEEKLY, time(8, 30), 0)


def subscribed(database: Database, *people: str, schedule: Schedule = DAILY, next_at: datetime = NOW) -> Subscriptions:
    store = Subscriptions(database)
    with database.begin() as tx:
        for person in people:
            store.add(tx, person, schedule, next_at, NOW - DAY)
    return store


def test_a_subscription_is_read_as_it_was_made(database: Database) -> None:
    store = subscribed(database, "ana", schedule=WEEKLY)
    (found,) = store.of("ana")
    assert found == Subscription(found.id, "ana", WEEKLY, NOW, NOW - DAY, NOW - DAY)
    assert store.read(found.id) == found
    assert store.of("bo") == []
    assert store.read(found.id + 1) is None


def test_the_same_twice_is_one(database: Database) -> None:
    store = subscribed(database, "ana", "ana")
    subscribed(database, "ana", schedule=WEEKLY)
    assert [each.schedule for each in store.of("ana")] == [DAILY, WEEKLY]


def test_each_due_one_is_handed_out_once_and_then_due_at_the_time_given(database: Database) -> None:
    store = subscribed(database, *(f"person {number}" for number in range(60)))
    subscribed(database, "later", next_at=NOW + DAY)
    handed: list[str] = []

    def keep(tx: Connection, due: Subscription, zone: str | None, preferences: Preferences) -> datetime:
        handed.append(due.person_id)
        return NOW + 2 * DAY

    def clock(_: int) -> int:
        count = 0
        while some := store.claim_due(NOW, 7, keep):
            count += some
        return count

    with ThreadPoolExecutor(10) as clocks:
        assert sum(clocks.map(clock, range(10))) == 60
    assert len(handed) == len(set(handed)) == 60
    assert "later" not in handed
    assert store.of("person 1")[0].next_at == NOW + 2 * DAY


def test_covering_goes_forward_only_and_ends_the_waiting(database: Database) -> None:
    store = subscribed(database, "ana")
    (one,) = store.of("ana")
    with database.begin() as tx:
        store.wait(tx, "ana", is_waiting=True)
    assert store.of("ana")[0].is_waiting
    for until in (NOW, NOW - DAY / 2):
        with database.begin() as tx:
            store.cover(tx, one.id, until)
    (after,) = store.of("ana")
    assert (after.covered_until, after.is_waiting) == (NOW, False)


def test_stopping_ends_those_of_one_person(database: Database) -> None:
    store = subscribed(database, "ana", "bo")
    with database.begin() as tx:
        assert store.stop(tx, "ana") == 1
    assert store.of("ana") == []
    assert len(store.of("bo")) == 1


def test_the_number_of_a_stopped_one_is_never_given_again(database: Database) -> None:
    numbers = set()
    for _ in range(9):
        store = subscribed(database, "ana")
        numbers.add(store.of("ana")[0].id)
        with database.begin() as tx:
            store.stop(tx, "ana")
    assert len(numbers) == 9


def test_what_was_told_is_known_for_that_audience_alone(database: Database) -> None:
    told = ToldThings(database)
    many = {f"recording:{number}": NOW + number * timedelta(minutes=1) for number in range(1200)}
    with database.begin() as tx:
        told.keep(tx, "ana", many)
        told.keep(tx, "ana", {"recording:1": NOW})
    assert told.among("ana", [*many, "recording:new"]) == set(many)
    assert told.among("bo", many) == set()
    with database.begin() as tx:
        told.forget_before(tx, "ana", NOW + timedelta(minutes=1199))
    assert told.among("ana", many) == {"recording:1199"}
    with database.begin() as tx:
        told.forget(tx, "ana")
    assert told.among("ana", many) == set()


def test_what_was_told_goes_in_batches_once_nothing_is_told_there_any_more(database: Database) -> None:
    told, store, notices = ToldThings(database), subscribed(database, "digest"), Notices(database)
    many = {f"recording:{number}": NOW for number in range(3)}
    with database.begin() as tx:
        store.add(tx, "ana", DAILY, NOW, NOW, InSpace("space"))
        notices.wish(tx, Wish("notices", NOW))
        for audience in ("digest", "space", "notices", "ana", "nobody"):
            told.keep(tx, audience, many)
    assert told.forget_ended(NOW + KEPT_BEHIND) == 0
    later = NOW + KEPT_BEHIND + timedelta(seconds=1)
    assert [told.forget_ended(later, at_most=4) for _ in range(3)] == [4, 2, 0]
    known = {audience: len(told.among(audience, many)) for audience in ("digest", "space", "notices", "ana", "nobody")}
    assert known == {"digest": 3, "space": 3, "notices": 3, "ana": 0, "nobody": 0}
