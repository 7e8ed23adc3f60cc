"""Silences, and whom they may concern, on both databases."""

from datetime import timedelta

from core.hearing import Silence, Why
from core.people import Person
from core.work import WorkKind
from store.database import Database
from store.hearing import Silences
from store.people import People
from tests.store.desk import NOW, Desk, at_once

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def ended(silences: Silences, database: Database) -> Silence | None:
    with database.begin() as tx:
        return silences.end(tx, NOW + HOUR)


def test_what_has_begun_several_times_is_one_when_it_ends(database: Database) -> None:
    silences = Silences(database)
    assert ended(silences, database) is None
    assert silences.begin(NOW, Why.WEBHOOKS, loses_presses=False)
    assert not silences.begin(NOW + MINUTE, Why.WEBHOOKS, loses_presses=False)
    assert silences.begin(NOW + MINUTE, Why.WEBHOOKS, loses_presses=True)
    assert silences.begin(NOW - MINUTE, Why.REFUSED, loses_presses=False)
    assert len(silences.after(NOW)) == 3
    one = ended(silences, database)
    assert one is not None
    assert one == Silence(one.id, NOW - MINUTE, NOW + HOUR, (Why.WEBHOOKS, Why.REFUSED), True)
    assert silences.after(NOW) == [one]
    assert ended(silences, database) is None


def test_what_was_found_is_counted_and_what_is_long_past_forgotten(database: Database) -> None:
    silences = Silences(database)
    silences.begin(NOW, Why.AWAY, loses_presses=True)
    one = ended(silences, database)
    assert one is not None
    with database.begin() as tx:
        silences.count(tx, one.id, 2)
        silences.count(tx, one.id, 1)
        silences.close(tx, one.id, NOW + 2 * HOUR)
    [read] = silences.after(NOW)
    assert (read.found, read.looked_at) == (3, NOW + 2 * HOUR)
    assert silences.after(NOW + HOUR) == []
    assert (silences.forget(NOW + HOUR), silences.forget(NOW + 2 * HOUR)) == (0, 1)


def test_of_many_that_end_a_silence_at_once_one_does(database: Database) -> None:
    silences = Silences(database)
    silences.begin(NOW, Why.AWAY, loses_presses=True)
    assert sum(found is not None for found in at_once(8, lambda _: ended(silences, database))) == 1


def test_only_who_got_something_lately_may_have_pressed(database: Database) -> None:
    people = People(database)
    with database.begin() as tx:
        for name in ("ana", "bo", "eve"):
            people.keep(tx, Person(name, f"{name}@example.com", name, "org"), NOW)
    people.keep_direct_room("ana", "room", NOW)
    people.keep_direct_room("bo", "other room", NOW - HOUR)
    with database.begin() as tx:
        people.unhear_all(tx, NOW, NOW + MINUTE, NOW - MINUTE)
    assert [people.unheard(name) for name in ("ana", "bo", "eve", "nobody")] == [(NOW, NOW + MINUTE), None, None, None]
    with database.begin() as tx:
        people.unhear_all(tx, NOW + HOUR, NOW + 2 * HOUR, NOW)  # soon after, so that the first is still to be told
    assert people.unheard("ana") == (NOW, NOW + 2 * HOUR)
    people.keep_direct_room("ana", "room", NOW + 9 * HOUR)
    with database.begin() as tx:
        people.unhear_all(tx, NOW + 9 * HOUR, NOW + 10 * HOUR, NOW + 3 * HOUR)
    assert people.unheard("ana") == (NOW + 9 * HOUR, NOW + 10 * HOUR)
    with database.begin() as tx:
        people.hear(tx, "ana")
        people.unhear(tx, "bo", NOW, NOW + HOUR)
    assert (people.unheard("ana"), people.unheard("bo")) == (None, (NOW, NOW + HOUR))


def test_the_table_of_work_tells_which_events_were_let_in_and_when_the_last_came(desk: Desk) -> None:
    kinds = (WorkKind.MESSAGE, WorkKind.PRESS)
    assert desk.work.last_asked(kinds) is None
    for seconds, key in ((-60, "old"), (0, "done"), (60, "young")):
        desk.keep(key, asked=seconds)
    desk.keep("later", asked=120, kind=WorkKind.DIGEST)
    desk.finish(desk.claim())
    assert sorted(desk.work.keys(WorkKind.MESSAGE, NOW)) == ["done", "young"]
    assert desk.work.last_asked(kinds) == NOW + MINUTE
