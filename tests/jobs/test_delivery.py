"""Delivery: no answer is lost, and none doubled where Webex lets one know."""

from datetime import timedelta

import pytest

from cards.notes import SENT_TO_YOU
from jobs.retrying import SURE
from store.tables import effects
from store.work import LEASE
from tests.jobs.looks import counted, failures
from tests.stage import START, Heard, Speaker, Stage, running_bot

A_WHILE = timedelta(minutes=2)


def new_since(person: Speaker, before: int) -> list[Heard]:
    return person.heard()[before:]


def test_an_answer_that_landed_though_webex_did_not_say_so_is_not_posted_again(stage: Stage, ana: Speaker) -> None:
    before = len(ana.heard())
    fault = stage.webex.world.fault("POST", "/messages", drop=True, land=True)
    ana.writes("help")
    stage.settle()
    stage.passes(A_WHILE)
    assert fault.hits == 1
    assert len(new_since(ana, before)) == 1
    assert stage.bot.work.waiting() == 0
    assert "GET /messages/direct" in stage.calls()


def test_an_answer_that_did_not_land_is_posted_again(stage: Stage, ana: Speaker) -> None:
    before = len(ana.heard())
    stage.webex.world.fault("POST", "/messages", drop=True, land=False)
    ana.writes("help")
    stage.settle()
    assert new_since(ana, before) == []
    stage.passes(A_WHILE)
    assert len(new_since(ana, before)) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_an_answer_that_webex_did_not_take_is_posted_again(stage: Stage, ana: Speaker, status: int) -> None:
    before = len(ana.heard())
    stage.webex.world.fault("POST", "/messages", status, times=3)
    ana.writes("help")
    for _ in range(4):
        stage.passes(A_WHILE)
    assert len(new_since(ana, before)) == 1
    assert counted(stage, "retries", error="RateLimited" if status == 429 else "Unavailable") == 3


def test_an_answer_of_which_webex_gave_half_a_word_is_not_posted_again(stage: Stage, ana: Speaker) -> None:
    before = len(ana.heard())
    stage.webex.world.fault("POST", "/messages", body="malformed", land=True)
    ana.writes("help")
    stage.settle()
    stage.passes(A_WHILE)
    assert len(new_since(ana, before)) == 1


def test_an_answer_that_webex_took_in_drops_is_not_posted_again(
    stage: Stage, ana: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(ana.heard())
    drops = stage.webex.world.fault("POST", "/messages", trickle=0.1)  # a second in all
    monkeypatch.setattr("webex.deadline.LONGEST_CALL", 0.3)
    ana.writes("help")
    stage.settle()
    assert counted(stage, "retries", error="Unavailable") == 1
    stage.passes(A_WHILE)
    assert drops.hits == 1
    assert len(new_since(ana, before)) == 1
    assert stage.bot.work.waiting() == 0


def test_what_lands_late_is_found_also_after_another_attempt_was_refused(stage: Stage, ana: Speaker) -> None:
    """The first post is lost on its way, the second is refused, and then the first lands."""
    before = len(ana.heard())
    stage.webex.world.fault("POST", "/messages", late=timedelta(seconds=8))
    stage.webex.world.fault("POST", "/messages", 429, retry_after=20)
    ana.writes("help")
    for _ in range(8):
        stage.passes(timedelta(seconds=4))
    assert len(new_since(ana, before)) == 1
    assert counted(stage, "retries", error="RateLimited") == 1
    assert stage.bot.work.waiting() == 0


def test_a_late_answer_is_no_double_before_the_other_has_landed(stage: Stage, ana: Speaker) -> None:
    """Whoever took the row over was refused, and comes back after the late one was looked at."""
    space = stage.space("Team", ana)
    stage.settle()
    before = len(stage.heard_in(space))
    with running_bot(stage.webex, stage.recbot, stage.folder) as other:

        def overtaken(_: object) -> None:
            stage.webex.world.fault("POST", "/messages", 429, retry_after=90)
            stage.clock.advance(2 * LEASE)
            other.worker.run_due()

        stage.webex.world.fault("POST", "/messages", before=overtaken)
        ana.writes("help", space)
        stage.settle()
        for _ in range(8):
            stage.passes(LEASE)
    assert len(stage.heard_in(space)) == before + 1
    assert counted(stage, "unsure_posts", decision="taken back") == 1
    assert stage.bot.work.waiting() == 0


@pytest.mark.parametrize(("moment", "taken_back"), [("before", 1), ("after", 0)])
def test_of_two_processes_that_answer_one_takes_its_answer_back(
    stage: Stage, ana: Speaker, moment: str, taken_back: int
) -> None:
    """One stands still past its lease with the post in hand; whoever comes after it finds that post or not."""
    before = len(ana.heard())
    with running_bot(stage.webex, stage.recbot, stage.folder) as other:

        def overtaken(_: object) -> None:
            stage.clock.advance(2 * LEASE)
            other.worker.run_due()

        stage.webex.world.fault("POST", "/messages", **{moment: overtaken})  # type: ignore[arg-type]  # one of two names
        ana.writes("help")
        stage.settle()
        assert len(new_since(ana, before)) == 1 + taken_back
        stage.passes(A_WHILE)
    assert len(new_since(ana, before)) == 1
    assert counted(stage, "unsure_posts", decision="taken back") == taken_back
    assert stage.bot.work.waiting() == 0


def test_two_questions_with_the_same_answer_each_get_theirs(stage: Stage, ana: Speaker) -> None:
    ana.says("help")
    before = len(ana.heard())
    stage.clock.advance(timedelta(milliseconds=500))
    stage.webex.world.fault("POST", "/messages", drop=True, land=False)
    ana.writes("help")
    ana.writes("help")
    stage.settle()
    assert new_since(ana, before) == []
    stage.passes(A_WHILE)
    assert len(new_since(ana, before)) == 2


def test_an_answer_with_the_same_words_and_another_card_is_not_taken_for_it(stage: Stage, ana: Speaker) -> None:
    """What may be a telephone number stands on cards alone: these two differ in nothing else."""
    ana.connects()
    ana.says("list topic:room1234567")
    before = len(ana.heard())
    with stage.bot.database.begin() as tx:
        tx.execute(
            effects.update().where(effects.c.outcome == ana.last().message.id).values(outcome=None)
        )  # of nobody's knowing
    stage.webex.world.fault("POST", "/messages", drop=True, land=False)
    ana.writes("list topic:room7654321")
    stage.settle()
    stage.passes(timedelta(seconds=10))
    (answer,) = new_since(ana, before)
    assert "room7654321" in answer.everything


def test_two_questions_of_which_the_first_answer_landed_unseen_get_two_answers(stage: Stage, ana: Speaker) -> None:
    before = len(ana.heard())
    stage.webex.world.fault("POST", "/messages", drop=True, land=True)
    ana.writes("help")
    ana.writes("help")
    stage.settle()
    stage.passes(A_WHILE)
    assert len(new_since(ana, before)) == 2


def test_looking_up_is_tried_again_where_webex_is_not_answering(stage: Stage, ana: Speaker) -> None:
    before = len(ana.heard())
    stage.webex.world.fault("POST", "/messages", drop=True, land=True)
    stage.webex.world.fault("GET", "/messages/direct", 503, times=2)
    ana.writes("help")
    for _ in range(4):
        stage.passes(A_WHILE)
    assert len(new_since(ana, before)) == 1
    assert stage.bot.work.waiting() == 0


def test_numbers_mean_the_list_that_landed_unseen(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=2))
    ana.connects()
    stage.webex.world.fault("POST", "/messages", drop=True, land=True)
    ana.writes("list")
    stage.settle()
    stage.passes(A_WHILE)
    ana.says("show 1").has("Weekly sync")


def test_links_that_landed_unseen_are_deleted_when_they_have_expired(stage: Stage, ana: Speaker) -> None:
    recording = stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=2))
    ana.connects()
    stage.webex.world.fault("POST", "/messages", drop=True, land=True)
    ana.writes(f"links {recording.id}")
    stage.settle()
    stage.passes(A_WHILE)
    landed = ana.last()
    landed.has("Weekly sync")
    stage.passes(timedelta(hours=4))
    assert landed.message in stage.webex.world.deleted_messages


def test_in_a_space_what_may_have_landed_is_posted_again_and_counted(stage: Stage, ana: Speaker, bo: Speaker) -> None:
    space = stage.space("Team", ana, bo)
    stage.settle()
    before = len(stage.heard_in(space))
    stage.webex.world.fault("POST", "/messages", drop=True, land=True)
    ana.writes("help", space)
    stage.settle()
    stage.passes(A_WHILE)
    assert len(stage.heard_in(space)) == before + 2
    assert counted(stage, "unsure_posts", decision="repeated") == 1


def test_a_note_in_a_space_of_which_nobody_knows_is_not_repeated(stage: Stage, ana: Speaker) -> None:
    ana.says("status")
    space = stage.space("Team", ana)
    stage.settle()
    before = len(ana.heard())
    stage.webex.world.fault("POST", "/messages", times=1, after=lambda _: spoil_the_next(stage))
    ana.writes("status", space)
    stage.settle()
    stage.passes(A_WHILE)
    assert len(new_since(ana, before)) == 1
    assert [heard.text for heard in stage.heard_in(space)].count(SENT_TO_YOU) == 0
    assert counted(stage, "unsure_posts", decision="left out") == 1
    assert stage.bot.work.waiting() == 0


def spoil_the_next(stage: Stage) -> None:
    stage.webex.world.fault("POST", "/messages", drop=True, land=False)


def test_a_note_that_webex_refuses_does_not_keep_the_answer_from_being_finished(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=2))
    ana.connects()
    space = stage.space("Announcements", ana)
    stage.settle()
    stage.webex.world.fault(
        "POST", "/messages", times=1, after=lambda _: stage.webex.world.fault("POST", "/messages", 403)
    )
    ana.says("list", space).has("Weekly sync")
    stage.passes(A_WHILE)
    assert counted(stage, "unsure_posts", decision="left out") == 0
    assert failures(stage) == []
    ana.says("show 1").has("Weekly sync")


def test_a_card_that_webex_refuses_is_left_out_and_counted(stage: Stage, ana: Speaker) -> None:
    before = len(ana.heard())
    stage.webex.world.fault("POST", "/messages", 400)
    ana.writes("help")
    stage.settle()
    (answer,) = new_since(ana, before)
    assert answer.text
    assert not answer.message.attachments
    assert counted(stage, "problems", error="card refused") == 1


def test_where_a_thread_is_gone_the_answer_stands_beside_it_with_its_card(stage: Stage, ana: Speaker) -> None:
    space = stage.space("Team", ana)
    stage.settle()
    before = len(stage.heard_in(space))
    asked = ana.writes("help", space)
    stage.webex.world.fault("POST", "/messages", before=lambda _: stage.webex.world.delete(ana.person, asked))
    stage.settle()
    (answer,) = stage.heard_in(space)[before:]
    assert answer.message.parent_id is None
    assert answer.card
    assert counted(stage, "problems", error="card refused") == 0


def test_where_the_card_is_refused_in_a_thread_the_words_stand_in_the_thread(stage: Stage, ana: Speaker) -> None:
    space = stage.space("Team", ana)
    stage.settle()
    before = len(stage.heard_in(space))
    stage.webex.world.fault("POST", "/messages", 400, times=2)
    asked = ana.writes("help", space)
    stage.settle()
    (answer,) = stage.heard_in(space)[before:]
    assert answer.message.parent_id == asked.id
    assert not answer.message.attachments


def test_where_nothing_may_be_posted_the_row_is_given_up_and_the_next_question_answered(
    stage: Stage, ana: Speaker
) -> None:
    before = len(ana.heard())
    stage.webex.world.fault("POST", "/messages", 403, times=SURE)
    refused = stage.webex.world.fault("POST", "/messages", 403, times=SURE)  # the word about it
    ana.writes("help")
    for _ in range(2 * SURE):
        stage.passes(A_WHILE)
    assert refused.hits == SURE
    assert new_since(ana, before) == []
    ana.says("help").has("What I can do")
    assert failures(stage) == ["Forbidden 403"]


def test_where_even_plain_words_are_refused_the_row_is_given_up(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.fault("POST", "/messages", 400, times=None)
    ana.writes("help")
    for _ in range(2 * SURE):
        stage.passes(A_WHILE)
    assert failures(stage) == ["BadRequest 400"]


def test_while_the_bots_token_is_refused_answers_wait_and_then_come(stage: Stage, ana: Speaker) -> None:
    before = len(ana.heard())
    fault = stage.webex.world.fault("*", "*", 401, times=None)
    ana.writes("help")
    for _ in range(5):
        stage.passes(A_WHILE)
    assert new_since(ana, before) == []
    fault.clear()
    stage.passes(A_WHILE)
    assert len(new_since(ana, before)) == 1
    assert failures(stage) == []
