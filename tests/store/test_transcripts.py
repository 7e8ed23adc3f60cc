"""What was said, kept for those who want that."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from core.people import Person, Preferences
from core.periods import Period
from core.transcripts import Snippet
from store import transcripts as store
from store.database import Database
from store.people import People
from store.tables import transcripts as table
from store.transcripts import Transcripts
from store.vault import Vault, hashed
from tests.store.desk import at_once

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SAID = [
    Snippet("Good morning, shall we start?", "Ana Ruiz", "ana@example.com", timedelta(seconds=1.5)),
    Snippet("We freeze the büdget 🧊.", "Bo Lindqvist", "bo@example.com", timedelta(hours=1, milliseconds=7)),
    Snippet("Fine.", "Ana Ruiz", "ana@example.com", timedelta(hours=1, seconds=9)),
    Snippet('\ud83d, "quoted"\n', "", "", timedelta()),
]


@pytest.fixture
def kept(database: Database, vault: Vault) -> Transcripts:
    """What is kept, and two people who want that."""
    people = People(database)
    for name in ("ana", "bo"):
        with database.begin() as tx:
            people.keep(tx, Person(name, f"{name}@example.com", name, "org"), NOW)
            people.choose(tx, name, Preferences(keeps_transcripts=True))
    return Transcripts(database, vault)


def keep(
    kept: Transcripts,
    transcript_id: str = "t1",
    person_id: str = "ana",
    said: Sequence[Snippet] = SAID,
    ago: timedelta = DAY,
    lasts: timedelta = DAY,
) -> None:
    """Keep a copy that is good from `NOW` on."""
    kept.keep(person_id, transcript_id, said, started_at=NOW - ago, good_until=NOW + lasts)


def test_what_was_said_comes_back_as_it_was(kept: Transcripts) -> None:
    keep(kept)
    assert kept.read("ana", "t1", NOW) == SAID
    assert kept.read("ana", "t2", NOW) is None
    keep(kept, said=SAID[:1])
    assert kept.read("ana", "t1", NOW) == SAID[:1], "the newer copy takes the place of the older"
    assert kept.count("ana") == 1


def test_each_person_has_copies_of_their_own(kept: Transcripts) -> None:
    keep(kept)
    assert (kept.read("bo", "t1", NOW), kept.count("bo")) == (None, 0)


@pytest.mark.parametrize("where", [{"person_id": "bo"}, {"transcript_hash": hashed("t2")}])
def test_a_row_that_is_moved_opens_nothing(database: Database, kept: Transcripts, where: dict[str, str]) -> None:
    keep(kept)
    with database.begin() as tx:
        tx.execute(update(table).values(**where))
    assert kept.read("bo", "t1", NOW) is None
    assert kept.read("ana", "t2", NOW) is None


def test_nothing_of_it_stands_in_the_clear(database: Database, kept: Transcripts) -> None:
    keep(kept, "5f2b_M_9c1d")
    with database.read() as tx:
        (row,) = tx.execute(select(table))
    assert (row.person_id, row.transcript_hash) == ("ana", hashed("5f2b_M_9c1d"))
    # None so short that a seal could hold it by chance.
    assert not [word for word in ("Good morning", "Ana Ruiz", "Lindqvist", "@", "5f2b_M_9c1d") if word in row.said]


def test_with_a_new_key_old_copies_are_read_and_without_the_old_one_they_are_none(
    database: Database, kept: Transcripts
) -> None:
    keep(kept)
    old, new = "a key of thirty-two characters or more", "another key, thirty-two characters or more"
    assert Transcripts(database, Vault([new, old])).read("ana", "t1", NOW) == SAID
    gone = Transcripts(database, Vault([new]))
    assert gone.read("ana", "t1", NOW) is None
    keep(gone)
    assert gone.read("ana", "t1", NOW) == SAID


def test_a_copy_ends_with_its_time_and_is_swept(kept: Transcripts) -> None:
    keep(kept, "short", lasts=DAY)
    keep(kept, "long", lasts=2 * DAY)
    assert kept.read("ana", "short", NOW + DAY) is None
    assert kept.read("ana", "long", NOW + DAY) == SAID
    assert kept.forget_old(NOW + DAY - timedelta(seconds=1)) == 0
    assert kept.forget_old(NOW + DAY) == 1
    assert kept.count("ana") == 1


def test_sweeping_goes_in_batches(kept: Transcripts) -> None:
    for number in range(5):
        keep(kept, f"t{number}")
    assert [kept.forget_old(NOW + DAY, at_most=2) for _ in range(4)] == [2, 2, 1, 0]


def test_nothing_is_kept_of_who_does_not_want_it(database: Database, kept: Transcripts) -> None:
    with database.begin() as tx:
        People(database).choose(tx, "ana", Preferences())
        People(database).forget(tx, "bo")
    for person_id in ("ana", "bo", "a stranger"):
        keep(kept, person_id=person_id)
        assert kept.count(person_id) == 0


def test_of_a_period_only_those_stay_that_are_still_there(kept: Transcripts) -> None:
    for name, ago in (("before", 9 * DAY), ("there", 3 * DAY), ("gone", 2 * DAY), ("after", timedelta())):
        keep(kept, name, ago=ago)
    keep(kept, "gone", "bo", ago=2 * DAY)
    kept.keep_only("ana", Period(NOW - 8 * DAY, NOW), ["there", "unknown"])
    assert [name for name in ("before", "there", "gone", "after") if kept.read("ana", name, NOW)] == [
        "before",
        "there",
        "after",
    ]
    assert kept.count("bo") == 1


def test_a_person_is_forgotten_and_nobody_else(database: Database, kept: Transcripts) -> None:
    keep(kept)
    keep(kept, person_id="bo")
    with database.begin() as tx:
        kept.forget(tx, "ana")
    assert (kept.count("ana"), kept.count("bo")) == (0, 1)


def test_what_is_too_large_is_not_kept(kept: Transcripts, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(kept, said=SAID * 100)
    monkeypatch.setattr(store, "LARGEST", 10_000)
    keep(kept, "large", said=SAID * 100)
    keep(kept, "small")
    assert [bool(kept.read("ana", name, NOW)) for name in ("t1", "large", "small")] == [True, False, True]


def test_of_too_much_the_oldest_meetings_go(
    database: Database, kept: Transcripts, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(kept, "bo's", "bo", ago=99 * DAY)
    keep(kept, "t0", ago=DAY)
    with database.read() as tx:
        size = tx.execute(select(func.max(table.c.size))).scalar_one()
    monkeypatch.setattr(store, "MOST", 3 * size)
    for number in (4, 1, 3, 2):
        keep(kept, f"t{number}", ago=(1 + number) * DAY)
    assert [bool(kept.read("ana", f"t{number}", NOW)) for number in range(5)] == [True, True, True, False, False]
    assert kept.count("bo") == 1


def test_of_one_person_many_are_kept_at_once(kept: Transcripts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST", 4_000)

    def keep_five(number: int) -> None:
        for again in range(5):
            keep(kept, f"t{number} {again}", ago=number * DAY)

    at_once(8, keep_five)
    assert 1 <= kept.count("ana") < 40
