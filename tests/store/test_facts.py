"""What all processes share."""

import subprocess
from datetime import timedelta
from typing import Any

import pytest

from store.database import Database
from store.facts import Facts, Turns
from store.holders import new_holder
from tests.store.desk import NOW, at_once

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("value", [True, 0, "2026-03-12T09:00:00+00:00", {"id": "bot", "orgs": ["a", None]}])
def test_a_fact_comes_back_as_it_was_kept(database: Database, value: Any) -> None:
    Facts(database).keep("fact", value)
    assert Facts(database).read("fact") == value


def test_a_fact_that_nobody_kept_is_none(database: Database) -> None:
    assert Facts(database).read("fact") is None


def test_a_newer_fact_takes_the_place_of_the_last(database: Database) -> None:
    facts = Facts(database)
    facts.keep("fact", 1)
    facts.keep("other", 3)
    facts.keep("fact", 2)
    assert (facts.read("fact"), facts.read("other")) == (2, 3)


def test_many_may_keep_one_fact_at_once(database: Database) -> None:
    facts = Facts(database)
    for name in "abc":
        at_once(8, lambda number, name=name: facts.keep(name, number))
        assert facts.read(name) in range(8)


def test_of_many_in_many_processes_one_has_the_turn(database: Database) -> None:
    databases = [Database(database.url) for _ in range(4)]
    takers = [Turns(other) for other in databases]
    for name in ("clean", "reconcile"):
        won = at_once(16, lambda number, name=name: takers[number % 4].take(name, f"holder {number}", NOW, MINUTE))
        assert won.count(True) == 1
    won = at_once(16, lambda number: takers[number % 4].take("clean", f"later {number}", NOW + MINUTE, MINUTE))
    assert won.count(True) == 1
    for other in databases:
        other.close()


def test_a_turn_lasts_until_its_time_has_passed(database: Database) -> None:
    turns = Turns(database)
    assert turns.take("clean", "ana", NOW, MINUTE)
    assert not turns.take("clean", "bo", NOW + MINUTE - timedelta(microseconds=1), MINUTE)
    assert turns.take("clean", "bo", NOW + MINUTE, MINUTE)
    assert not turns.take("clean", "ana", NOW + MINUTE, MINUTE)


def test_the_holder_may_take_its_turn_again_and_has_it_for_longer(database: Database) -> None:
    turns = Turns(database)
    assert turns.take("clean", "ana", NOW, MINUTE)
    assert turns.take("clean", "ana", NOW + MINUTE / 2, MINUTE)
    assert not turns.take("clean", "bo", NOW + MINUTE, MINUTE)


def test_a_turn_that_is_given_up_is_the_next_ones(database: Database) -> None:
    turns = Turns(database)
    assert turns.take("clean", "ana", NOW, MINUTE)
    turns.give_up("clean", "bo")
    assert not turns.take("clean", "bo", NOW, MINUTE)
    turns.give_up("clean", "ana")
    assert turns.take("clean", "bo", NOW, MINUTE)


def test_turns_of_different_names_are_apart(database: Database) -> None:
    turns = Turns(database)
    assert turns.take("clean", "ana", NOW, MINUTE)
    assert turns.take("reconcile", "bo", NOW, MINUTE)


def test_the_turn_of_a_process_that_was_killed_is_free_at_once(database: Database) -> None:
    turns = Turns(database)
    with subprocess.Popen(["true"]) as process:  # noqa: S607  # whatever `true` is, it ends
        process.wait()
    place = new_holder().split(":")[0]
    assert turns.take("clean", f"{place}:{process.pid}:0123", NOW, MINUTE)
    assert turns.take("clean", new_holder(), NOW, MINUTE)


def test_the_turn_of_a_process_that_runs_is_not(database: Database) -> None:
    turns = Turns(database)
    assert turns.take("clean", new_holder(), NOW, MINUTE)
    assert not turns.take("clean", new_holder(), NOW, MINUTE)
