"""What is remembered of people."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from core.grants import GrantKind, Tokens
from core.people import Person, Preferences
from core.replies import ShownList
from store import tables
from store.database import Database
from store.grants import Grants
from store.people import People
from store.vault import Vault
from tests.store.desk import NOW, at_once

ANA = Person("ana", "ana@example.com", "Ana Ruiz 🎬", "org", "Europe/Madrid")
CHOSEN = Preferences("Europe/Paris", "site.webex.com", "last 7 days")


@pytest.fixture
def people(database: Database) -> People:
    return People(database)


def keep(database: Database, people: People, person: Person = ANA) -> None:
    with database.begin() as tx:
        people.keep(tx, person, NOW)


def test_of_a_stranger_nothing_is_known(people: People) -> None:
    assert (people.read("ana"), people.direct_room("ana"), people.shown("ana")) == (None, None, None)


def test_a_profile_comes_back_as_it_was_kept(database: Database, people: People) -> None:
    keep(database, people)
    assert people.read("ana") == (ANA, Preferences())
    assert (people.direct_room("ana"), people.shown("ana")) == (None, None)


def test_a_new_profile_leaves_choices_room_and_list_as_they_are(database: Database, people: People) -> None:
    keep(database, people)
    with database.begin() as tx:
        people.choose(tx, "ana", CHOSEN)
        people.keep_shown(tx, "ana", ShownList(("r1", "r2")))
    people.keep_direct_room("ana", "room", NOW)
    moved = Person("ana", "ana@example.org", "Ana", "other org")
    keep(database, people, moved)
    assert people.read("ana") == (moved, CHOSEN)
    assert people.direct_room("ana") == "room"
    assert people.shown("ana") == ShownList(("r1", "r2"))


def test_a_newer_list_takes_the_place_of_the_last(database: Database, people: People) -> None:
    keep(database, people)
    for ids in (("r1", "r2"), ("r3",), ()):
        with database.begin() as tx:
            people.keep_shown(tx, "ana", ShownList(ids))
        assert people.shown("ana") == ShownList(ids)


def test_lists_of_different_kinds_stay_apart(database: Database, people: People) -> None:
    keep(database, people)
    mine, of_others = ShownList(("r1",)), ShownList(("r2", "r3"), GrantKind.ADMIN, "sealed")
    for shown in (of_others, mine):
        with database.begin() as tx:
            people.keep_shown(tx, "ana", shown)
    assert (people.shown("ana"), people.shown("ana", GrantKind.ADMIN)) == (mine, of_others)
    assert people.shown("ana", GrantKind.COMPLIANCE) is None


def test_a_list_from_before_there_were_kinds_is_the_persons_own(database: Database, people: People) -> None:
    keep(database, people)
    with database.begin() as tx:
        tx.execute(update(tables.people).values(shown=["r1", "r2"]))
    assert people.shown("ana") == ShownList(("r1", "r2"))
    assert people.shown("ana", GrantKind.ADMIN) is None


def test_choices_room_and_list_of_a_stranger_are_not_kept(database: Database, people: People) -> None:
    with database.begin() as tx:
        people.choose(tx, "ana", CHOSEN)
        people.keep_shown(tx, "ana", ShownList(("r1",)))
    people.keep_direct_room("ana", "room", NOW)
    assert people.read("ana") is None


def test_a_person_met_by_many_at_once_is_kept_once(database: Database, people: People) -> None:
    at_once(8, lambda _: keep(database, people))
    assert people.read("ana") == (ANA, Preferences())


def test_who_is_forgotten_is_a_stranger_again(database: Database, people: People) -> None:
    keep(database, people)
    keep(database, people, Person("bo", "bo@example.com", "Bo", "org"))
    with database.begin() as tx:
        people.forget(tx, "ana")
    assert people.read("ana") is None
    assert people.read("bo") is not None


def test_who_has_not_been_here_and_has_no_good_grant_is_idle(database: Database, people: People, vault: Vault) -> None:
    grants, day = Grants(database, vault), timedelta(days=1)
    names = ("none", "ended", "expired", "good", "endless", "here lately")
    with database.begin() as tx:
        for name in names:
            people.keep(tx, replace(ANA, id=name), NOW + day * (name == "here lately"))
        for name, until in (("ended", None), ("expired", NOW + day), ("good", NOW + 2 * day), ("endless", None)):
            tokens = Tokens("access", NOW, "refresh", until, frozenset())
            grants.keep(tx, name, GrantKind.ADMIN, tokens, NOW)
    with database.begin() as tx:
        tx.execute(update(tables.grants).where(tables.grants.c.person_id == "ended").values(has_ended=True))
    assert people.idle(NOW, NOW + day) == []
    assert sorted(people.idle(NOW + day, NOW + day)) == ["ended", "expired", "none"]
    assert len(people.idle(NOW + day, NOW + day, at_most=2)) == 2
