"""`notify`: being told the moment something is ready, in one thread for each meeting."""

from collections.abc import Callable
from itertools import permutations

import pytest

from simulator.grants import Token
from simulator.series import Meeting
from tests.dialogues.noticing import (
    ALL,
    HOUR,
    MINUTE,
    comes,
    held,
    hooks,
    recorded,
    summarised,
    sweeps,
    transcribed,
)
from tests.stage import Heard, Speaker, Stage


@pytest.fixture
def reader(stage: Stage, ana: Speaker) -> Speaker:
    """Ana, connected and with notices on."""
    ana.connects()
    ana.says("notify on").has("Notices are on")
    return ana


def test_a_recording_is_told_when_it_is_ready(stage: Stage, reader: Speaker) -> None:
    recorded(stage, held(stage, reader))
    (notice,) = comes(stage, reader)
    notice.has("A recording is ready", "Weekly sync", "Thu 12 Mar, 09:15", "44 min").lacks("http")
    assert notice.text.startswith("A recording is ready: Weekly sync · Thu 12 Mar, 09:15")
    assert notice.buttons == ["Details", "Get links", "Transcript", "Summary"]
    reader.presses("Get links", on=notice).has("download links")


def test_on_makes_webhooks_of_the_person_and_off_removes_them(stage: Stage, ana: Speaker) -> None:
    ana.connects()
    ana.says("notify").has("Notices are off")
    ana.presses("Turn on").has("Notices are on", "to you alone", "your digests leave out").lacks("does not let me")
    theirs = hooks(stage, ana)
    assert {hook.resource for hook in theirs} == ALL
    assert {hook.target_url for hook in theirs} == {stage.bot.settings.webhook_url}
    assert {hook.secret for hook in theirs} == {hook.secret for hook in stage.webex.world.webhooks}
    ana.says("notify on").has("Notices are on")
    assert len(hooks(stage, ana)) == len(ALL)
    ana.says("notify off").has("Notices are off")
    assert hooks(stage, ana) == []
    ana.says("notify").has("Notices are off")
    recorded(stage, held(stage, ana))
    assert comes(stage, ana, HOUR) == []
    assert len(stage.webex.world.webhooks) == 3


def test_who_is_not_connected_connects_and_has_notices(stage: Stage, ana: Speaker) -> None:
    ana.says("notify on").has("Please connect")
    ana.connects().has("Notices are on")
    recorded(stage, held(stage, ana))
    assert len(comes(stage, ana)) == 1


def test_disconnect_removes_webhooks_and_everything_kept(stage: Stage, reader: Speaker) -> None:
    recorded(stage, held(stage, reader))
    stage.settle()
    reader.says("disconnect")
    assert hooks(stage, reader) == []
    recorded(stage, held(stage, reader))
    assert comes(stage, reader, HOUR) == []
    assert stage.bot.work.waiting() == 0


def test_what_webex_refuses_is_said_and_the_rest_works(stage: Stage, ana: Speaker) -> None:
    ana.connects()
    world = stage.webex.world
    world.fault("POST", "/webhooks", times=3)
    world.fault("POST", "/webhooks", 403)
    ana.says("notify on").has("Notices are on", "does not let me hear of recordings of calls")
    assert {hook.resource for hook in hooks(stage, ana)} == ALL - {"convergedRecordings"}
    recorded(stage, held(stage, ana))
    assert len(comes(stage, ana)) == 1
    ana.says("notify").has("does not let me hear of recordings of calls")
    assert sweeps(stage, ana) == []
    ana.says("notify").lacks("does not let me")  # there is a licence by now
    assert {hook.resource for hook in hooks(stage, ana)} == ALL


STEPS: dict[str, Callable[[Stage, Meeting], object]] = {
    "recording": recorded,
    "transcript": transcribed,
    "notes": summarised,
}


@pytest.mark.parametrize("order", list(permutations(STEPS)), ids="-".join)
def test_everything_of_a_meeting_comes_in_one_thread_whatever_the_order(
    stage: Stage, reader: Speaker, order: tuple[str, ...]
) -> None:
    meeting = held(stage, reader)
    stage.webex.world.end_meeting(meeting)
    told = list[Heard]()
    for step in order:
        told += comes(stage, reader, 10 * MINUTE)
        STEPS[step](stage, meeting)
    told += comes(stage, reader, 8 * HOUR)
    words = {"recording": "recording is ready", "transcript": "transcript is ready", "notes": "notes are ready"}
    assert len(told) == 3
    for step in order:  # each once; nobody tells of notes, so they may be found after what came later
        assert len([notice for notice in told if words[step] in notice.text and "Weekly sync" in notice.text]) == 1
    first = told[0].message.id
    assert [notice.message.parent_id for notice in told] == [None, first, first]
    assert sweeps(stage, reader) == []


def test_a_transcript_before_its_recording_says_what_it_belongs_to(stage: Stage, reader: Speaker) -> None:
    meeting = held(stage, reader)
    transcribed(stage, meeting)
    (first,) = comes(stage, reader, 10 * MINUTE)
    first.has("Weekly sync", "meeting of Thu 12 Mar, 09:15", "it follows below; until then you find it in Webex")
    recorded(stage, meeting)
    (second,) = comes(stage, reader, 10 * MINUTE)
    assert second.has("A recording is ready", "Weekly sync").message.parent_id == first.message.id


def test_two_recordings_of_one_meeting_are_two_notices_in_one_thread(stage: Stage, reader: Speaker) -> None:
    meeting = held(stage, reader)
    recorded(stage, meeting)
    recorded(stage, meeting)
    first, second = comes(stage, reader, HOUR)
    assert second.message.parent_id == first.message.id


def test_the_word_for_the_next_meeting_begins_a_thread_of_its_own(stage: Stage, reader: Speaker) -> None:
    recorded(stage, held(stage, reader))
    stage.settle()
    recorded(stage, held(stage, reader, title="Budget"))
    assert [notice.message.parent_id for notice in comes(stage, reader, HOUR)] == [None]


def test_what_webex_shows_late_is_told_then(stage: Stage, reader: Speaker) -> None:
    stage.webex.world.knobs.rest_lag = stage.webex.world.knobs.ended_lag = 9 * MINUTE
    meeting = held(stage, reader)
    recorded(stage, meeting)
    transcribed(stage, meeting)
    assert comes(stage, reader, 8 * MINUTE) == []
    assert [notice.text.split(":")[0] for notice in comes(stage, reader, HOUR)] == [
        "A recording is ready",
        "The transcript is ready",
    ]
    assert reader.says("status").has("Connected")  # nobody waits meanwhile


def test_what_is_not_there_after_hours_is_looked_for_no_more(stage: Stage, reader: Speaker) -> None:
    recording = recorded(stage, held(stage, reader))
    recording.status = "purged"
    assert comes(stage, reader, 20 * HOUR) == []
    assert stage.bot.work.waiting() == 0


def test_doubled_webhooks_tell_once(stage: Stage, reader: Speaker) -> None:
    stage.webex.world.knobs.duplicate_webhooks = True
    for hook in hooks(stage, reader):  # and one too many of each
        token = Token(hook.owner, "user", frozenset(), hook.app_id)
        stage.webex.world.hooks.create(token, hook.name, hook.target_url, hook.resource, hook.event, None, hook.secret)
    recorded(stage, held(stage, reader))
    assert len(comes(stage, reader, HOUR)) == 1
    assert sweeps(stage, reader) == []
    assert len(hooks(stage, reader)) == len(ALL)


def test_both_who_see_it_are_told(stage: Stage, reader: Speaker, bo: Speaker) -> None:
    bo.connects()
    bo.says("notify on")
    recorded(stage, held(stage, reader, bo), bo)
    assert len(comes(stage, reader)) == 1
    bo.last().has("A recording is ready", "shared with me")
    recorded(stage, held(stage, reader, title="Without Bo"))
    before = len(bo.heard())
    assert len(comes(stage, reader, HOUR)) == 1
    assert len(bo.heard()) == before


def test_one_that_may_not_be_downloaded_says_so(stage: Stage, reader: Speaker) -> None:
    recorded(stage, held(stage, reader), prevent_download=True)
    (notice,) = comes(stage, reader)
    notice.has("Downloading is switched off")
    assert "Get links" not in notice.buttons


def test_the_number_of_a_caller_stands_on_the_card_alone(stage: Stage, reader: Speaker) -> None:
    stage.webex.world.call(reader.person, stage.clock.now() - 5 * MINUTE)
    (notice,) = comes(stage, reader, HOUR)
    notice.has("The recording of a call is ready", "+34911223344")
    assert "34911223344" not in notice.text


def test_a_digest_and_a_notice_tell_nothing_twice(stage: Stage, reader: Speaker) -> None:
    reader.says("digest daily 18:30")
    recorded(stage, held(stage, reader, title="Told at once"))
    assert len(comes(stage, reader)) == 1
    stage.webex.world.knobs.hold_webhooks = True
    recorded(stage, held(stage, reader, title="Told in the evening"))
    before = len(reader.heard())
    stage.clock.advance(9 * HOUR)
    stage.bot.ticks.plan()
    stage.passes(MINUTE)
    (digest,) = reader.heard()[before:]
    digest.has("Told in the evening").lacks("Told at once")
    stage.webex.world.release_webhooks()
    assert comes(stage, reader, HOUR) == []
    assert sweeps(stage, reader) == []


def test_webex_away_puts_it_off_and_loses_nothing(stage: Stage, reader: Speaker) -> None:
    stage.webex.world.fault("GET", "/recordings", status=503, times=3)
    recorded(stage, held(stage, reader))
    assert comes(stage, reader) == []
    assert len(comes(stage, reader, 5 * MINUTE)) == 1


def test_notify_takes_on_off_or_nothing(stage: Stage, reader: Speaker) -> None:
    reader.says("notify me on sundays").has("I can't read", "notify on")
    reader.says("notifications off").has("Notices are off")
