"""When the bot binned what, for whom."""

from datetime import UTC, datetime, timedelta

from store.binned import KEPT, Binned
from store.database import Database

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def test_the_last_time_counts_and_each_person_has_their_own(database: Database) -> None:
    binned = Binned(database)
    binned.keep("ana", ["r1", "r2"], NOW)
    binned.keep("ana", ["r2"], LATER)
    binned.keep("bo", ["r1"], LATER)
    assert binned.of("ana") == {"r1": NOW, "r2": LATER}
    assert binned.of("bo") == {"r1": LATER}


def test_what_lies_there_no_longer_is_dropped(database: Database) -> None:
    binned = Binned(database)
    binned.keep("ana", ["r1", "r2"], NOW)
    binned.drop("ana", ["r1", "r9"])
    binned.drop("bo", ["r2"])
    assert binned.of("ana") == {"r2": NOW}


def test_what_nobody_has_heard_of_for_long_goes_by_itself(database: Database) -> None:
    binned = Binned(database)
    binned.keep("ana", ["r1"], NOW)
    binned.keep("ana", ["r2"], NOW + KEPT + timedelta(seconds=1))
    assert list(binned.of("ana")) == ["r2"]


def test_a_person_is_forgotten_and_nobody_else(database: Database) -> None:
    binned = Binned(database)
    binned.keep("ana", ["r1"], NOW)
    binned.keep("bo", ["r1"], NOW)
    with database.begin() as tx:
        binned.forget(tx, "ana")
    assert binned.of("ana") == {}
    assert binned.of("bo") == {"r1": NOW}


def test_what_is_old_enough_goes_in_batches_whosever_it_is(database: Database) -> None:
    binned = Binned(database)
    for person in ("ana", "bo"):
        binned.keep(person, ["r1", "r2"], NOW)
    binned.keep("cy", ["r1"], LATER)
    assert [binned.forget_old(NOW + KEPT, at_most=3) for _ in range(2)] == [0, 0]
    assert [binned.forget_old(LATER + KEPT, at_most=3) for _ in range(3)] == [3, 1, 0]
    assert [len(binned.of(person)) for person in ("ana", "bo", "cy")] == [0, 0, 1]
