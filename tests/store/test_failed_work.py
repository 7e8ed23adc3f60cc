"""What failed for good, and another try at it, on both databases."""

from dataclasses import fields
from datetime import timedelta

from sqlalchemy import select, update

from core.work import FailedWork, WorkKind
from store.journal import Journal
from store.tables import effects
from store.tables import work as table
from tests.store.desk import NOW, Desk, at_once

SECOND = timedelta(seconds=1)


def fails(desk: Desk, key: str, person_id: str = "ana", asked: int = 0, after: timedelta = timedelta()) -> int:
    """Have a row fail for good; its number."""
    desk.keep(key, person_id, asked=asked, person_id=person_id, payload={"key": key})
    desk.finish(desk.claim(), f"why of {key}", after)
    return int(desk.row(key).id)


def test_what_failed_is_listed_newest_first_without_anybody(desk: Desk) -> None:
    one, two = fails(desk, "one", after=SECOND), fails(desk, "two", "bo", asked=5)
    desk.keep("waits")
    desk.finish(desk.claim())
    first, second = desk.work.failed()
    assert first == FailedWork(one, "message", NOW, NOW + SECOND, 1, "why of one", is_emptied=False)
    assert (second.number, second.asked_at, second.reason) == (two, NOW + 5 * SECOND, "why of two")
    told = {field.name for field in fields(FailedWork)}
    assert told == {"number", "kind", "asked_at", "failed_at", "attempts", "reason", "is_emptied"}


def test_another_try_waits_for_its_turn_in_the_lane_as_if_it_was_new(desk: Desk) -> None:
    number = fails(desk, "old", asked=1)
    desk.keep("running", "ana", asked=5, person_id="ana")
    running = desk.claim()
    desk.keep("young", "ana", asked=9, person_id="ana")
    assert desk.work.try_again(number, NOW)
    assert desk.work.failed() == []
    assert desk.is_idle()
    desk.finish(running)
    again = desk.claim()
    assert (again.id, again.attempts, again.losses, again.noes, again.reason) == (number, 1, 0, 0, None)
    assert (again.person_id, again.payload, again.asked_at) == ("ana", {"key": "old"}, NOW + SECOND)
    desk.finish(again)
    assert desk.keys_in_turn() == ["young"]


def test_what_nobody_has_begun_makes_way_for_another_try_of_something_older(desk: Desk) -> None:
    number = fails(desk, "old", asked=1)
    desk.keep("young", "ana", asked=9, person_id="ana", payload={"key": "young"})
    assert desk.work.try_again(number, NOW)
    assert desk.keys_in_turn() == ["old", "young"]


def test_another_try_goes_on_after_what_was_done_before(desk: Desk) -> None:
    desk.keep("a", "ana", person_id="ana")
    job = desk.claim()
    journal = Journal(desk.database, desk.work)
    journal.begin(job, "reply", NOW, {"place": "direct"})
    desk.finish(job, "why")
    assert desk.work.try_again(job.id, NOW)
    begun = journal.read(desk.claim(), "reply")
    assert begun is not None
    assert (begun.plan, begun.is_done) == ({"place": "direct"}, False)


def test_a_timer_that_failed_waits_for_nobody(desk: Desk) -> None:
    desk.keep("delete", kind=WorkKind.DELETE_MESSAGE, person_id="ana", payload={"message_id": "m"})
    desk.finish(desk.claim(), "why")
    desk.keep("asked", "ana", person_id="ana")
    asked = desk.claim()
    assert desk.work.try_again(desk.work.failed()[0].number, NOW)
    assert desk.claim().payload == {"message_id": "m"}
    desk.finish(asked)


def test_nothing_is_left_to_try_of_a_person_who_has_disconnected(desk: Desk) -> None:
    desk.keep("a", "ana", person_id="ana")
    job = desk.claim()
    Journal(desk.database, desk.work).begin(job, "reply", NOW, {"person_id": "ana"})
    desk.finish(job, "why")
    with desk.database.begin() as tx:
        desk.work.forget_person(tx, "ana")
    assert [row.is_emptied for row in desk.work.failed()] == [True]
    assert not desk.work.try_again(job.id, NOW)
    assert desk.row("a").state == "failed"
    with desk.database.read() as tx:
        assert tx.execute(select(effects.c.plan)).scalar_one() is None


def test_only_what_failed_and_is_understood_is_tried_again(desk: Desk) -> None:
    newer = fails(desk, "newer", "bo")
    desk.keep("done", "ana", person_id="ana")
    done = desk.claim()
    desk.finish(done)
    desk.keep("waits", "ana", person_id="ana")
    with desk.database.begin() as tx:
        tx.execute(update(table).where(table.c.id == newer).values(kind="dance"))
    assert [desk.work.try_again(number, NOW) for number in (done.id, desk.row("waits").id, newer, 10**15)] == [
        False
    ] * 4
    assert desk.keys_in_turn() == ["waits"]


def test_of_many_who_try_again_at_once_one_does_while_workers_go_on(desk: Desk) -> None:
    numbers = [fails(desk, str(number), asked=number) for number in range(6)]
    desk.keep("new", "ana", asked=9, person_id="ana", payload={"key": "new"})
    seen: list[str] = []

    def go(number: int) -> list[bool]:
        if number < 4:
            return [desk.work.try_again(failed, NOW) for failed in numbers]
        seen.extend(desk.keys_in_turn())
        return []

    tried = at_once(6, go)
    assert [sum(column) for column in zip(*tried[:4], strict=True)] == [1] * 6
    assert sorted(seen + desk.keys_in_turn()) == [*"012345", "new"]


def test_a_row_that_is_set_aside_holds_nobody_up_and_says_why_it_failed(desk: Desk) -> None:
    desk.keep("a", "ana", person_id="ana")
    desk.keep("b", "ana", asked=1, person_id="ana", payload={"key": "b"})
    desk.work.set_aside(desk.claim(), NOW + SECOND, "why")
    assert desk.keys_in_turn() == ["b"]
    aside = desk.claim(SECOND)
    assert (aside.reason, aside.attempts) == ("why", 2)
    desk.finish(aside, "why")
    assert [row.reason for row in desk.work.failed()] == ["why"]
