"""Messages of links are deleted when the links have expired, whatever happens to the bot in between."""

from datetime import timedelta

import pytest

from jobs.retrying import GIVE_UP, NONSENSE_PAUSE
from simulator.conversations import Message
from tests.jobs.looks import failures
from tests.stage import START, Speaker, Stage, running_bot

LIFE = timedelta(hours=3)


@pytest.fixture
def links(stage: Stage, ana: Speaker) -> Message:
    """A message of links in Ana's direct room, posted just now."""
    recording = stage.webex.world.record(ana.person, "Weekly sync", START - timedelta(days=2))
    ana.connects()
    return ana.says(f"links {recording.id}").message


def is_gone(stage: Stage, message: Message) -> bool:
    return message in stage.webex.world.deleted_messages


def test_links_stay_until_they_have_expired(stage: Stage, links: Message) -> None:
    stage.passes(LIFE - timedelta(minutes=1))
    assert not is_gone(stage, links)
    stage.passes(timedelta(minutes=2))
    assert is_gone(stage, links)
    assert stage.bot.work.waiting() == 0


def test_links_are_deleted_by_a_bot_that_was_started_again_meanwhile(stage: Stage, links: Message) -> None:
    stage.clock.advance(LIFE + timedelta(minutes=1))
    with running_bot(stage.webex, stage.recbot, stage.folder) as later:
        assert later.worker.run_due() == 1
        assert is_gone(stage, links)
        assert later.work.waiting() == 0


def test_links_are_deleted_after_their_owner_has_left(stage: Stage, links: Message, ana: Speaker) -> None:
    ana.says("disconnect")
    stage.passes(LIFE + timedelta(minutes=1))
    assert is_gone(stage, links)


def test_links_that_somebody_deleted_before_are_no_trouble(stage: Stage, links: Message) -> None:
    stage.webex.world.delete(stage.recbot, links)
    stage.passes(LIFE + timedelta(minutes=1))
    for _ in range(2):
        stage.passes(timedelta(seconds=10))
    assert stage.bot.work.waiting() == 0
    assert failures(stage) == []


@pytest.mark.parametrize("status", [429, 500, 503, 401, 404])
def test_links_are_deleted_once_webex_lets_one(stage: Stage, links: Message, status: int) -> None:
    stage.webex.world.fault("DELETE", "/messages", status, retry_after=86_400 if status == 429 else None, times=2)
    stage.passes(LIFE + timedelta(minutes=1))
    assert not is_gone(stage, links)
    for _ in range(2):
        stage.passes(timedelta(seconds=NONSENSE_PAUSE))
    assert is_gone(stage, links)


def test_links_are_deleted_by_a_bot_that_was_away_for_days_also_where_webex_stumbles(
    stage: Stage, links: Message
) -> None:
    stage.webex.world.fault("DELETE", "/messages", 503)
    stage.clock.advance(LIFE + GIVE_UP - timedelta(minutes=1))
    stage.settle()
    stage.passes(timedelta(minutes=1))
    assert is_gone(stage, links)


def test_links_are_deleted_though_webex_says_once_after_an_outage_that_they_are_gone(
    stage: Stage, links: Message
) -> None:
    for status in (503, 503, 404):
        stage.webex.world.fault("DELETE", "/messages", status)
    stage.passes(LIFE + timedelta(minutes=1))
    for _ in range(3):
        stage.passes(timedelta(seconds=10))
    assert is_gone(stage, links)


def test_links_that_webex_will_not_have_deleted_are_given_up(stage: Stage, links: Message) -> None:
    stage.webex.world.fault("DELETE", "/messages", 403, times=3)
    stage.passes(LIFE + timedelta(minutes=1))
    for _ in range(2):
        stage.passes(timedelta(seconds=10))
    assert failures(stage) == ["Forbidden 403"]
