"""From a row to an answer: what Webex refuses or delays, what came too late, and what is gone."""

from datetime import timedelta

import pytest

from jobs.conversation import TOO_OLD
from jobs.retrying import ATTEMPTS, LONGEST_PAUSE
from tests.jobs.looks import counted, failures
from tests.stage import START, Speaker, Stage

A_WHILE = timedelta(minutes=2)
SHORTLY = timedelta(seconds=10)
"""Longer than any of the first pauses; all of them together are shorter than what calls for a note."""


@pytest.fixture
def connected(stage: Stage, ana: Speaker) -> Speaker:
    """Ana with a recording."""
    stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=2))
    ana.connects()
    return ana


@pytest.mark.parametrize(("after", "told"), [(3_600, "an hour"), (86_400, "a day")])
def test_who_would_have_to_wait_long_is_told_so_at_once(
    stage: Stage, connected: Speaker, after: int, told: str
) -> None:
    fault = stage.webex.world.fault("GET", "/recordings", 429, retry_after=after, times=None)
    connected.says("list").has("Webex asks for a pause", told)
    assert fault.hits == 1
    assert counted(stage, "problems", error="RateLimited") == 1


def test_who_has_to_wait_a_little_waits_in_silence_for_as_long_as_webex_asks(stage: Stage, connected: Speaker) -> None:
    before = len(connected.heard())
    fault = stage.webex.world.fault("GET", "/recordings", 429, retry_after=int(LONGEST_PAUSE), times=1)
    connected.writes("list")
    stage.settle()
    stage.passes(timedelta(seconds=LONGEST_PAUSE - 1))
    assert (fault.hits, len(connected.heard())) == (1, before)
    stage.passes(timedelta(seconds=1))
    assert len(connected.heard()) == before + 1
    connected.last().has("Weekly sync")


@pytest.mark.parametrize(
    "fault", [{"status": 500}, {"status": 502, "body": "html"}, {"drop": True}, {"body": "malformed"}]
)
def test_who_gets_no_answer_from_webex_is_told_after_a_few_attempts(
    stage: Stage, connected: Speaker, fault: dict[str, object]
) -> None:
    before = len(connected.heard())
    trouble = stage.webex.world.fault("GET", "/recordings", times=None, **fault)  # type: ignore[arg-type]  # of all kinds
    connected.writes("list")
    stage.settle()
    for _ in range(ATTEMPTS - 1):
        assert len(connected.heard()) == before
        stage.passes(SHORTLY)
    assert trouble.hits == ATTEMPTS
    (told,) = connected.heard()[before:]
    told.has("Webex is not answering")
    stage.passes(SHORTLY)
    assert trouble.hits == ATTEMPTS
    trouble.clear()
    connected.says("list").has("Weekly sync")


def test_what_webex_refuses_is_told_and_not_tried_again(stage: Stage, connected: Speaker) -> None:
    fault = stage.webex.world.fault("GET", "/recordings", 403, times=None)
    connected.says("list").has("Webex said no")
    stage.passes(A_WHILE)
    assert fault.hits == 1


def test_a_defect_of_ours_is_told_and_counted_and_the_next_question_answered(stage: Stage, connected: Speaker) -> None:
    stage.webex.world.fault("GET", "/recordings", body={"items": [{"id": "x", "createTime": "9999-99-99"}]})
    answer = connected.says("list")
    assert answer.text
    connected.says("list").has("Weekly sync")


def test_a_question_that_is_a_little_old_is_answered(stage: Stage, connected: Speaker) -> None:
    connected.writes("list")
    stage.webex.settle()
    stage.passes(TOO_OLD)
    connected.last().has("Weekly sync")


def test_a_question_older_than_an_hour_is_answered_with_a_word_about_that(stage: Stage, connected: Speaker) -> None:
    connected.writes("list in march")
    stage.webex.settle()
    stage.passes(TOO_OLD + timedelta(seconds=1))
    late = connected.last().has("I was away", "10:00").lacks("Weekly sync")
    assert late.buttons == ["Ask again"]
    connected.presses("Ask again", on=late).has("Weekly sync")


def test_a_press_older_than_an_hour_is_answered_with_a_word_about_that(stage: Stage, connected: Speaker) -> None:
    shown = connected.says("list")
    connected.submits(shown, {"say": "list"})
    stage.webex.settle()
    stage.passes(TOO_OLD + timedelta(seconds=1))
    connected.last().has("I was away")


def test_a_question_that_was_deleted_before_it_was_read_gets_no_answer(stage: Stage, connected: Speaker) -> None:
    before = len(connected.heard())
    asked = connected.writes("list")
    stage.webex.settle()
    stage.webex.world.delete(connected.person, asked)
    stage.settle()
    assert stage.bot.work.waiting() == 1  # Webex has said so only once
    for _ in range(2):
        stage.passes(SHORTLY)
    assert len(connected.heard()) == before
    assert failures(stage) == []
    assert stage.bot.work.waiting() == 0


def test_a_question_that_can_not_be_read_yet_is_read_later(stage: Stage, connected: Speaker) -> None:
    stage.webex.world.fault("GET", "/messages", 503, times=2)
    connected.writes("list")
    for _ in range(3):
        stage.passes(A_WHILE)
    connected.last().has("Weekly sync")


def test_somebody_whom_webex_will_not_describe_is_answered_all_the_same(stage: Stage) -> None:
    stage.webex.world.fault("GET", "/people/", 404, times=None, person="bot")
    stranger = stage.person("Stranger Danger")
    before = len(stranger.heard())
    stranger.writes("help")
    stage.settle()
    assert len(stranger.heard()) == before + 1


def test_a_question_asked_before_the_consent_is_tried_again_after_it(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=2))
    ana.says("list")
    stage.webex.world.fault("GET", "/recordings", 503, times=2)
    ana.connects().has("You are connected")
    for _ in range(3):
        stage.passes(A_WHILE)
    answers = ana.heard()
    assert sum("Weekly sync" in heard.everything for heard in answers) == 1
    assert sum("You are connected" in heard.everything for heard in answers) == 1


def test_a_welcome_that_landed_unseen_is_not_repeated(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=2))
    ana.says("list")
    stage.webex.world.fault("POST", "/messages", drop=True, land=True)
    ana.connects()
    stage.passes(A_WHILE)
    assert sum("You are connected" in heard.everything for heard in ana.heard()) == 1
    assert sum("Weekly sync" in heard.everything for heard in ana.heard()) == 1


def test_the_greeting_of_a_space_is_posted_again_where_webex_was_away(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.fault("POST", "/messages", 503)
    space = stage.space("Team", ana)
    stage.settle()
    assert stage.heard_in(space) == []
    stage.passes(A_WHILE)
    assert len(stage.heard_in(space)) == 1


def test_a_space_that_the_bot_has_left_again_is_not_greeted_and_nobody_else_waits(stage: Stage, ana: Speaker) -> None:
    space = stage.webex.world.space("Team", [ana.person, stage.recbot])
    stage.webex.settle()
    stage.webex.world.leave(space, stage.recbot)
    stage.settle()
    assert stage.heard_in(space) == []
    ana.says("help")


def test_a_button_pressed_in_a_space_is_answered_in_the_direct_room(stage: Stage, connected: Speaker) -> None:
    space = stage.space("Team", connected)
    stage.settle()
    connected.writes("help", space)
    stage.settle()
    shown = stage.heard_in(space)[-1]
    connected.submits(shown, {"say": "list"})
    stage.settle()
    connected.last().has("Weekly sync")
    assert all("Weekly sync" not in heard.everything for heard in stage.heard_in(space))


def test_a_button_on_a_card_that_was_deleted_counts_as_pressed_in_a_space(stage: Stage, bo: Speaker) -> None:
    space = stage.space("Team", bo)
    stage.settle()
    bo.writes("help", space)
    stage.settle()
    shown = stage.heard_in(space)[-1]
    bo.submits(shown, {"say": "status"})
    stage.webex.settle()
    stage.webex.world.delete(stage.recbot, shown.message)
    before = len(bo.heard())
    stage.settle()
    assert len(bo.heard()) == before + 1
