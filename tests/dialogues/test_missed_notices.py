"""Notices that could not come at once: no webhook told, the bot was away, the grant had died, or it was quiet."""

import pytest

from tests.dialogues.noticing import HOUR, MINUTE, comes, held, hooks, recorded, summarised, sweeps, transcribed
from tests.stage import Speaker, Stage


@pytest.fixture
def reader(stage: Stage, ana: Speaker) -> Speaker:
    """Ana, connected and with notices on."""
    ana.connects()
    ana.says("notify on").has("Notices are on")
    return ana


def test_a_webhook_that_was_switched_off_is_mended_and_what_it_missed_is_told_once(
    stage: Stage, reader: Speaker
) -> None:
    for hook in hooks(stage, reader)[:2]:
        hook.status = "inactive"
    stage.webex.world.hooks.remove(hooks(stage, reader)[-1])
    meeting = held(stage, reader)
    recorded(stage, meeting)
    transcribed(stage, meeting)
    assert comes(stage, reader, HOUR) == []
    recording, transcript = sweeps(stage, reader)
    recording.has("A recording is ready")
    transcript.has("The transcript is ready")
    assert [hook.status for hook in hooks(stage, reader)] == ["active"] * 4
    assert sweeps(stage, reader) == []


def test_after_a_day_away_everything_is_told_once(stage: Stage, reader: Speaker) -> None:
    stage.webex.world.knobs.hold_webhooks = True
    for number in range(3):
        recorded(stage, held(stage, reader, title=f"Meeting {number}"))
        stage.clock.advance(8 * HOUR)
    assert {notice.text.split(" · ")[0] for notice in sweeps(stage, reader)} == {
        f"A recording is ready: Meeting {number}" for number in range(3)
    }
    assert sweeps(stage, reader) == []
    stage.webex.world.knobs.hold_webhooks = False
    stage.webex.world.release_webhooks()
    assert comes(stage, reader, HOUR) == []


def test_what_is_ready_while_a_sweep_waits_for_its_moment_is_told_at_once(stage: Stage, reader: Speaker) -> None:
    stage.clock.advance(16 * MINUTE)
    stage.bot.ticks.sweep()
    assert stage.bot.work.waiting() == 1
    recorded(stage, held(stage, reader))
    assert [notice.text.split(":")[0] for notice in comes(stage, reader)] == ["A recording is ready"]


def test_many_that_were_missed_come_as_one_list(stage: Stage, reader: Speaker) -> None:
    stage.webex.world.knobs.hold_webhooks = True
    for number in range(7):
        recorded(stage, held(stage, reader, title=f"Meeting {number}"))
        stage.clock.advance(HOUR)
    (missed,) = sweeps(stage, reader)
    missed.has("Ready meanwhile", "7 new recordings", "Meeting 0", "Meeting 6")
    assert sweeps(stage, reader) == []


def test_what_is_made_later_of_meetings_in_a_list_is_told_once(stage: Stage, reader: Speaker) -> None:
    stage.webex.world.knobs.hold_webhooks = True
    meetings = [held(stage, reader, title=f"Meeting {number}") for number in range(6)]
    for meeting in meetings:
        recorded(stage, meeting)
    transcribed(stage, meetings[0])
    (missed,) = sweeps(stage, reader)
    missed.has("6 new recordings", "Meeting 0: transcript")
    assert comes(stage, reader, HOUR) == []
    transcribed(stage, meetings[3])
    summarised(stage, meetings[3])
    (later,) = comes(stage, reader, 7 * HOUR)
    later.has("The transcript and the AI notes are ready", "Meeting 3")
    assert later.message.parent_id is None
    assert sweeps(stage, reader) == []


def test_in_quiet_hours_notices_wait_until_these_end(stage: Stage, reader: Speaker) -> None:
    reader.says("settings quiet:10:00-12:00").has("nothing comes by itself")
    meeting = held(stage, reader)
    recorded(stage, meeting)
    transcribed(stage, meeting)
    assert comes(stage, reader, HOUR) == []
    assert sweeps(stage, reader) == []
    first, second = comes(stage, reader, HOUR)
    first.has("A recording is ready")
    second.has("The transcript is ready")
    assert second.message.parent_id == first.message.id
    assert sweeps(stage, reader) == []


@pytest.fixture
def put_off(stage: Stage, reader: Speaker) -> Speaker:
    """Ana, with a transcript that waits for the end of her quiet hours at 21:00, after the usual looks."""
    meeting = held(stage, reader)
    recorded(stage, meeting)
    assert len(comes(stage, reader)) == 1
    reader.says("settings quiet:10:00-21:00")
    transcribed(stage, meeting)
    assert comes(stage, reader, 10 * HOUR) == []
    return reader


def test_a_transcript_that_was_put_off_outlives_a_grant_that_died_overnight(stage: Stage, put_off: Speaker) -> None:
    stage.webex.world.revoke(put_off.person)
    assert comes(stage, put_off, 10 * HOUR) == []
    put_off.says("settings quiet:off")
    put_off.connects()
    (notice,) = comes(stage, put_off, 2 * HOUR)
    notice.has("The transcript is ready")


def test_a_transcript_that_webex_does_not_show_as_quiet_hours_end_is_told_later(stage: Stage, put_off: Speaker) -> None:
    stage.webex.world.fault("GET", "/meetings/", 404, times=3)
    (notice,) = comes(stage, put_off, 4 * HOUR)
    notice.has("The transcript is ready")


def test_what_was_missed_in_quiet_hours_is_told_after_them(stage: Stage, reader: Speaker) -> None:
    reader.says("settings quiet:10:00-12:00")
    stage.webex.world.knobs.hold_webhooks = True
    for number in range(6):
        recorded(stage, held(stage, reader, title=f"Meeting {number}"))
    assert sweeps(stage, reader) == []
    assert sweeps(stage, reader) == []
    stage.webex.world.revoke(reader.person)
    assert sweeps(stage, reader) == []  # nor any word that they wait
    (word,) = sweeps(stage, reader, 2 * HOUR)
    word.has("Your notices wait for you")
    stage.webex.world.knobs.hold_webhooks = False
    stage.webex.world.release_webhooks()
    reader.connects()
    (missed,) = sweeps(stage, reader, 0 * MINUTE)
    missed.has("6 new recordings")


def test_a_word_that_landed_as_quiet_hours_began_is_not_said_again_after_them(stage: Stage, reader: Speaker) -> None:
    reader.says("settings quiet:10:30-12:00")
    stage.webex.world.revoke(reader.person)
    lost = stage.webex.world.fault("POST", "/messages", drop=True, after=lambda _: stage.clock.advance(15 * MINUTE))
    (word,) = sweeps(stage, reader)
    word.has("Your notices wait for you")
    assert lost.hits == 1
    assert comes(stage, reader, MINUTE) == []
    assert sweeps(stage, reader, 2 * HOUR) == []


def test_what_is_made_while_the_grant_is_dead_is_told_after_connecting_again(stage: Stage, reader: Speaker) -> None:
    meeting = held(stage, reader)
    recorded(stage, meeting)
    assert len(comes(stage, reader)) == 1
    stage.webex.world.revoke(reader.person)
    transcribed(stage, meeting)
    assert comes(stage, reader, HOUR) == []
    reader.connects()
    (notice,) = comes(stage, reader, 4 * HOUR)
    notice.has("The transcript is ready")


def test_when_the_grant_has_died_the_person_hears_so_once_and_then_everything(stage: Stage, reader: Speaker) -> None:
    stage.webex.world.revoke(reader.person)
    recorded(stage, held(stage, reader))
    assert comes(stage, reader, HOUR) == []
    (word,) = sweeps(stage, reader)
    word.has("Your notices wait for you")
    assert sweeps(stage, reader) == []
    reader.presses("Connect again", on=word).has("Please connect again")
    reader.connects()
    (notice,) = sweeps(stage, reader, 0 * MINUTE)
    notice.has("A recording is ready")
    reader.says("notify off").has("Notices are off")
