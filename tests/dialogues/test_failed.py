"""What failed for good: whoever asked is told, and an operator may have it tried again."""

from datetime import timedelta

import pytest

from jobs.retrying import GIVE_UP, STOP_TELLING, SURE
from tests.jobs.looks import failures
from tests.logbook import logbook
from tests.stage import START, Speaker, Stage

A_WHILE = timedelta(minutes=12)
"""Longer than any pause between two attempts to tell somebody."""


def outlasts(stage: Stage, time: timedelta, step: timedelta) -> None:
    """Let that much time go by in such steps."""
    for _ in range(-(-time // step)):
        stage.passes(step)


def test_a_question_that_webex_kept_from_an_answer_for_days_is_owned_up_to_once_telling_works(
    stage: Stage, ana: Speaker
) -> None:
    before = len(ana.heard())
    outage = stage.webex.world.fault("POST", "/messages", 503, times=None)
    ana.writes("help")
    outlasts(stage, GIVE_UP + A_WHILE, timedelta(hours=1))
    stage.webex.world.forget_requests()
    outlasts(stage, timedelta(hours=6), timedelta(minutes=3))
    assert 20 <= stage.calls().count("POST /messages") <= 36  # each ten minutes at most
    assert ana.heard()[before:] == []
    outage.clear()
    ana.writes("status")  # behind nothing: what is only told runs beside
    stage.settle()
    ana.last().has("How things stand")
    stage.passes(A_WHILE)
    _, told = ana.heard()[before:]
    told.has("I could not answer that", "Thu 12 Mar, 10:00", "ask again")
    assert failures(stage) == ["Unavailable for 1 day, 0:00:00"]


def test_nobody_is_told_of_what_was_asked_more_than_a_week_ago(stage: Stage, ana: Speaker) -> None:
    before = len(ana.heard())
    outage = stage.webex.world.fault("POST", "/messages", 503, times=None)
    ana.writes("help")
    outlasts(stage, STOP_TELLING + A_WHILE, timedelta(hours=3))
    assert failures(stage) == ["Unavailable for 1 day, 0:00:00"]
    outage.clear()
    stage.passes(A_WHILE)
    assert len(ana.heard()) == before


def test_a_defect_before_the_first_word_is_read_is_told_in_the_persons_direct_space(stage: Stage, ana: Speaker) -> None:
    ana.says("help")
    space = stage.space("Project X", ana)
    stage.settle()
    with stage.bot.database.begin() as tx:
        tx.exec_driver_sql("UPDATE people SET chosen_timezone = 'Nowhere/Land'")  # what no version would have written
    with logbook() as written:
        ana.says("help TELLING", space).has("I could not answer that", "I have stopped trying")
    assert "TELLING" not in written()
    assert len(failures(stage)) == 1


@pytest.mark.parametrize("in_a_space", [False, True])
def test_what_an_operator_has_tried_again_is_answered_once(stage: Stage, ana: Speaker, in_a_space: bool) -> None:
    stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=2))
    ana.connects()
    space = stage.space("Project X", ana) if in_a_space else None
    stage.settle()
    before = len(ana.heard())
    stage.webex.world.fault("POST", "/messages", 403, times=2 * SURE)  # the answer, and the word about it
    ana.writes("list", space)
    outlasts(stage, A_WHILE, A_WHILE / 8)
    assert ana.heard()[before:] == []
    (row,) = stage.bot.work.failed()
    assert stage.bot.work.try_again(row.number, stage.clock.now())
    stage.settle()
    (answer,) = ana.heard()[before:]
    answer.has("Weekly sync")
    ana.says("show 1").has("44 min")
    assert stage.bot.work.failed() == []


def test_one_mistake_of_webex_does_not_keep_the_word_from_whoever_waits(stage: Stage, ana: Speaker) -> None:
    ana.says("help")
    with stage.bot.database.begin() as tx:
        tx.exec_driver_sql("UPDATE people SET chosen_timezone = 'Nowhere/Land'")  # a defect, told as soon as possible
    stage.webex.world.fault("POST", "/messages", 404, times=SURE - 1)
    ana.writes("help")
    for _ in range(SURE):
        stage.passes(timedelta(seconds=10))
    ana.last().has("I could not answer that")
    assert len(failures(stage)) == 1


def test_what_an_older_version_gave_up_without_its_plans_can_be_tried_again(stage: Stage, ana: Speaker) -> None:
    before = len(ana.heard())
    stage.webex.world.fault("POST", "/messages", drop=True, land=False)
    ana.writes("help")
    stage.settle()
    with stage.bot.database.begin() as tx:
        tx.exec_driver_sql("UPDATE effects SET plan = NULL")
    stage.passes(A_WHILE)
    (answer,) = ana.heard()[before:]
    answer.has("What I can do")


def test_what_is_tried_again_more_than_an_hour_later_gets_the_word_about_that(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.fault("POST", "/messages", 403, times=2 * SURE)
    ana.writes("help")
    outlasts(stage, A_WHILE, A_WHILE / 8)
    stage.passes(timedelta(hours=2))
    (row,) = stage.bot.work.failed()
    assert stage.bot.work.try_again(row.number, stage.clock.now())
    stage.settle()
    ana.last().has("I was away when you asked me something")
    ana.presses("Ask again").has("What I can do")
