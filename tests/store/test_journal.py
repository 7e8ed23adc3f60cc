"""What a row has changed at Webex."""

from datetime import timedelta

import pytest

from core.clock import ManualClock
from core.work import Job
from store.journal import Effect, Journal
from tests.store.desk import NOW, Desk


@pytest.fixture
def journal(desk: Desk) -> Journal:
    return Journal(desk.database, desk.work)


@pytest.fixture
def job(desk: Desk) -> Job:
    desk.keep("a")
    return desk.claim()


def test_what_was_never_begun_is_unknown(journal: Journal, job: Job) -> None:
    assert journal.read(job, "reply") is None


def test_what_was_begun_is_known_with_its_plan_and_is_not_done(journal: Journal, job: Job) -> None:
    journal.begin(job, "reply", NOW, {"place": "here", "shows": ["r1", "r2"]})
    assert journal.read(job, "reply") == Effect({"place": "here", "shows": ["r1", "r2"]}, None, is_done=False)
    assert journal.read(job, "note") is None


def test_what_was_begun_is_found_by_how_its_name_begins(journal: Journal, job: Job, desk: Desk) -> None:
    desk.keep("b")
    journal.begin(job, "purged 1", NOW, {"of": ["r1"]})
    journal.begin(job, "purged 2", NOW, {"of": ["r2"]})
    journal.done(job, "purged 2", ManualClock(NOW))
    journal.begin(job, "reply", NOW)
    journal.begin(desk.claim(), "purged 3", NOW, {"of": ["r3"]})
    assert [effect.plan for effect in journal.begun(job, "purged ")] == [{"of": ["r1"]}, {"of": ["r2"]}]


def test_what_is_done_is_known_with_what_came_of_it(journal: Journal, job: Job) -> None:
    journal.begin(job, "reply", NOW)
    journal.done(job, "reply", ManualClock(NOW), "message 1")
    assert journal.read(job, "reply") == Effect({}, "message 1", is_done=True)


def test_it_tells_whether_anything_was_begun_whose_end_nobody_knows(desk: Desk, journal: Journal, job: Job) -> None:
    desk.keep("b")
    journal.begin(desk.claim(), "reply", NOW)
    journal.begin(job, "note", NOW)
    journal.done(job, "note", ManualClock(NOW))
    assert not journal.is_open(job)
    journal.begin(job, "reply", NOW)
    assert journal.is_open(job)


def test_what_is_taken_back_leaves_what_an_earlier_attempt_began(journal: Journal, job: Job) -> None:
    journal.begin(job, "reply", NOW, {"try": 1})
    earlier = journal.read(job, "reply")
    journal.begin(job, "reply", NOW, {"try": 2})
    journal.undo(job, "reply", earlier)
    assert journal.read(job, "reply") == earlier
    journal.undo(job, "reply")
    assert journal.read(job, "reply") is None


def test_beginning_again_changes_the_plan(journal: Journal, job: Job) -> None:
    journal.begin(job, "reply", NOW, {"try": 1})
    journal.begin(job, "reply", NOW, {"try": 2})
    assert journal.read(job, "reply") == Effect({"try": 2}, None, is_done=False)


def test_a_later_attempt_reads_what_an_earlier_one_began(desk: Desk, journal: Journal, job: Job) -> None:
    journal.begin(job, "reply", NOW, {"try": 1})
    desk.work.put_back(job, NOW)
    assert journal.read(desk.claim(), "reply") == Effect({"try": 1}, None, is_done=False)


def test_effects_of_other_rows_are_others(desk: Desk, journal: Journal, job: Job) -> None:
    desk.keep("b")
    other = desk.claim()
    journal.begin(job, "reply", NOW, {"of": "a"})
    journal.begin(other, "reply", NOW, {"of": "b"})
    journal.done(other, "reply", ManualClock(NOW), "message b")
    assert journal.read(job, "reply") == Effect({"of": "a"}, None, is_done=False)


def test_which_outcomes_are_known_outlives_the_end_of_a_row(desk: Desk, journal: Journal, job: Job) -> None:
    journal.begin(job, "reply", NOW, {})
    journal.done(job, "reply", ManualClock(NOW), "message 1")
    desk.finish(job)
    assert journal.known_outcomes(["message 1", "message 2"]) == {"message 1"}
    assert journal.known_outcomes([]) == set()
    desk.work.forget_finished(NOW + timedelta(seconds=1))
    assert journal.known_outcomes(["message 1"]) == set()
