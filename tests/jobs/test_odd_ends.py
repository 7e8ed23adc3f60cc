"""What hardly ever happens between a row and its answer, and must not go wrong either."""

from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from cards.notes import SENT_TO_YOU
from jobs.retrying import MOST_LOSSES
from simulator.identifiers import new
from store.database import DatabaseAway
from store.work import LEASE
from tests.absence import away
from tests.jobs.looks import counted, failures
from tests.logbook import logbook
from tests.stage import START, Speaker, Stage, running_bot
from tests.web.letters import WITHOUT, Letters

A_WHILE = timedelta(minutes=2)


def letters(stage: Stage, author: Speaker, url: str | None = None) -> Letters:
    return Letters(url or stage.url, stage.webex.world.webhooks[0].secret or "", stage.recbot, author)


def joined(stage: Stage, person: Speaker, **more: object) -> dict[str, object]:
    """The bot's membership in the direct room with somebody."""
    return {"id": new("MEMBERSHIP"), "roomId": person.room.id, "personId": stage.recbot.id, **more}


def test_a_defect_of_ours_is_told_and_logged_without_what_was_said(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=2))
    ana.connects()
    with stage.bot.database.begin() as tx:
        tx.exec_driver_sql("UPDATE grants SET scopes = '{'")  # what no version of the bot would have written
    with logbook() as written:
        ana.says("search TELLING").has("That did not work")
    assert "answer.failed" in written()
    assert "TELLING" not in written()
    assert counted(stage, "problems", error="JSONDecodeError") == 1
    assert failures(stage) == []


def test_a_database_that_goes_away_in_the_middle_of_an_answer_costs_nothing_but_time(
    stage: Stage, ana: Speaker
) -> None:
    stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=2))
    ana.connects()
    before = len(ana.heard())
    with ExitStack() as until:
        stage.webex.world.fault(
            "GET", "/recordings", before=lambda _: until.enter_context(away(stage.bot.database, stage.folder))
        )
        ana.writes("list")
        stage.webex.settle()
        with pytest.raises(DatabaseAway):  # by the look for the next row
            stage.bot.worker.run_due()
        assert len(ana.heard()) == before
    stage.settle()  # gives the lease back, now that it can
    stage.passes(timedelta(seconds=1))
    assert len(ana.heard()) == before + 1
    ana.last().has("Weekly sync")


def loses(stage: Stage, times: int) -> None:
    """The next row is begun so often by somebody who never comes back."""
    stage.webex.settle()
    for _ in range(times):
        assert stage.bot.work.claim(stage.clock.now()) is not None
        stage.clock.advance(LEASE.total_seconds())


def test_attempts_that_nobody_came_back_from_do_not_count_as_a_no(stage: Stage, ana: Speaker) -> None:
    ana.writes("help")
    loses(stage, 2)
    stage.webex.world.fault("GET", "/messages/", 404)
    stage.settle()
    stage.passes(timedelta(minutes=1))
    ana.last().has("What I can do")


def test_links_of_a_row_that_is_given_up_are_deleted_all_the_same(
    stage: Stage, ana: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They were posted, and then each process died before it could note what follows from that."""
    recording = stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=2))
    ana.connects()

    def dies(*_: object) -> None:
        raise DatabaseAway

    with monkeypatch.context() as patched:
        patched.setattr(stage.bot.work, "finish", dies)
        links = ana.says(f"links {recording.id}").has("Links for").message
    stage.clock.advance(LEASE)
    loses(stage, MOST_LOSSES)
    stage.settle()
    assert "ProcessLost" in failures(stage)[0]
    assert ana.last().message is links
    stage.passes(timedelta(hours=4))
    assert links in stage.webex.world.deleted_messages


def test_a_question_that_takes_the_process_with_it_each_time_is_given_up_and_said_so(
    stage: Stage, ana: Speaker
) -> None:
    ana.writes("help")
    loses(stage, MOST_LOSSES - 1)
    stage.settle()
    ana.last().has("What I can do")
    before = len(ana.heard())
    ana.writes("status")
    stage.webex.settle()
    ana.writes("help")
    loses(stage, MOST_LOSSES)
    stage.settle()
    told, next_answer = ana.heard()[before:]
    told.has("I could not answer that", "I broke down")
    next_answer.has("What I can do")
    assert failures(stage) == [f"ProcessLost {MOST_LOSSES} times"]


def test_an_answer_that_was_given_is_not_taken_back_when_its_row_is_given_up(stage: Stage, ana: Speaker) -> None:
    before = len(ana.heard())
    stage.webex.world.fault("POST", "/messages", drop=True, land=True)
    ana.writes("help")
    stage.settle()
    stage.clock.advance(A_WHILE.total_seconds())
    loses(stage, MOST_LOSSES)
    stage.settle()
    assert len(ana.heard()) == before + 1
    assert failures(stage) == [f"ProcessLost {MOST_LOSSES} times"]


def test_a_question_that_can_no_longer_be_opened_after_a_change_of_keys_is_left(stage: Stage, ana: Speaker) -> None:
    stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=2))
    ana.says("list")
    assert ana.consents(next(iter(ana.last().links.values()))).status_code == 200
    with running_bot(stage.webex, stage.recbot, stage.folder, secret_key=SecretStr("n" * 40)) as changed:
        assert changed.worker.run_due() == 1
    ana.last().has("You are connected")
    assert failures(stage) == []


def test_a_post_of_the_bot_itself_that_intake_could_not_tell_gets_no_answer(
    stage: Stage, ana: Speaker, tmp_path: Path
) -> None:
    ana.says("help")
    before = len(ana.heard())
    (tmp_path / "new").mkdir()
    with running_bot(stage.webex, stage.recbot, tmp_path / "new") as newcomer:
        own = {"id": ana.last().message.id, "personId": stage.recbot.id, "personEmail": WITHOUT}
        assert letters(stage, ana, newcomer.settings.public_url).send(own) == 200
        assert newcomer.worker.run_due() == 1
        assert newcomer.work.waiting() == 0
    assert len(ana.heard()) == before


def test_who_has_written_before_is_not_greeted_again(stage: Stage, ana: Speaker) -> None:
    ana.says("help")
    before = len(ana.heard())
    assert letters(stage, ana).send(joined(stage, ana), resource="memberships") == 200
    stage.settle()
    assert len(ana.heard()) == before
    assert stage.bot.work.waiting() == 0


def test_a_greeting_for_nobody_in_particular_is_posted_again_where_it_may_not_have_landed(
    stage: Stage, ana: Speaker, tmp_path: Path
) -> None:
    before = len(ana.heard())
    (tmp_path / "new").mkdir()
    with running_bot(stage.webex, stage.recbot, tmp_path / "new") as newcomer:
        stage.webex.world.fault("POST", "/messages", drop=True, land=False)
        there = letters(stage, ana, newcomer.settings.public_url)
        assert there.send(joined(stage, ana), resource="memberships", actorId=WITHOUT) == 200
        newcomer.worker.run_due()
        stage.clock.advance(A_WHILE)
        newcomer.worker.run_due()
    assert len(ana.heard()) == before + 1


def test_a_note_that_webex_refuses_with_and_without_its_thread_is_left_out(stage: Stage, ana: Speaker) -> None:
    ana.says("status")
    space = stage.space("Team", ana)
    stage.settle()
    world = stage.webex.world
    world.fault("POST", "/messages", after=lambda _: world.fault("POST", "/messages", 400, times=2))
    ana.says("status", space)
    assert SENT_TO_YOU not in [heard.text for heard in stage.heard_in(space)]
    assert counted(stage, "problems", error="card refused") == 0
    assert failures(stage) == []
