"""What was told to whom, and who is about to tell it, on both databases."""

import pytest

from core.work import WorkKind
from store.database import Database
from store.told import ToldThings
from tests.store.desk import NOW, Desk, at_once


@pytest.fixture
def told(database: Database) -> ToldThings:
    return ToldThings(database)


def test_what_a_row_is_about_to_tell_no_other_tells(database: Database, told: ToldThings) -> None:
    with database.begin() as tx:
        told.keep(tx, "ana", {"old": NOW})
        assert told.claim(tx, "ana", {"old": NOW, "new": NOW}, 1) == {"old"}
        assert told.claim(tx, "ana", {"new": NOW}, 1) == set()
        assert told.claim(tx, "ana", {"new": NOW, "newer": NOW}, 2) == {"new"}
        assert told.claim(tx, "bo", {"new": NOW}, 2) == set()
    assert told.among("ana", ["old", "new", "newer"]) == {"old"}  # it is not told before it has been posted
    with database.begin() as tx:
        told.keep(tx, "ana", {"new": NOW})
    assert told.among("ana", ["old", "new", "newer"]) == {"old", "new"}


@pytest.mark.parametrize("reason", [None, "Forbidden 403"])
def test_a_row_that_ends_keeps_what_it_told_and_gives_up_the_rest(
    desk: Desk, told: ToldThings, reason: str | None
) -> None:
    desk.keep("digest", kind=WorkKind.DIGEST)
    job = desk.work.claim(NOW, can_wait=True)
    assert job is not None
    with desk.database.begin() as tx:
        told.claim(tx, "ana", {"told": NOW, "not told": NOW}, job.id)
    with desk.database.begin() as tx:
        told.keep(tx, "ana", {"told": NOW})
        desk.work.finish(tx, job, NOW, reason)
    with desk.database.begin() as tx:
        assert told.claim(tx, "ana", {"told": NOW, "not told": NOW}, job.id + 1) == {"told"}


def test_of_many_that_begin_at_once_one_tells(database: Database, told: ToldThings) -> None:
    keys = {f"recording:{number}": NOW for number in range(20)}

    def begins(row: int) -> bool:
        mine = dict(sorted(keys.items(), reverse=bool(row % 2)))
        with database.begin() as tx:
            return not told.claim(tx, "ana", mine, row)

    assert sorted(at_once(8, begins)) == [False] * 7 + [True]
