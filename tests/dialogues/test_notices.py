"""`notify`: being told the moment something is ready, in one thread for each meeting."""

from datetime import timedelta

import pytest

from simulator.archive import Recording
from simulator.series import Meeting
from simulator.webhooks import Webhook
from tests.stage import Heard, Speaker, Stage

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ALL = {"recordings", "meetingTranscripts", "meetings", "convergedRecordings"}


@pytest.fixture
def reader(stage: Stage, ana: Speaker) -> Speaker:
    """Ana, connected and with notices on."""
    ana.connects()
    ana.says("notify on").has("Notices are on")
    return ana


def hooks(stage: Stage, who: Speaker) -> list[Webhook]:
    return [hook for hook in stage.webex.world.webhooks if hook.owner is who.person]


def comes(stage: Stage, who: Speaker, time: timedelta = timedelta()) -> list[Heard]:
    """What comes by itself within that time, looked at once a minute."""
    before = len(who.heard())
    stage.passes(timedelta())
    for _ in range(min(int(time / MINUTE), 30)):
        stage.passes(time / min(int(time / MINUTE), 30))
    return who.heard()[before:]


def sweeps(stage: Stage, who: Speaker, after: timedelta = timedelta(minutes=16)) -> list[Heard]:
    """What a sweep finds after that time."""
    before = len(who.heard())
    stage.clock.advance(after)
    stage.webex.settle()
    stage.bot.ticks.sweep()
    stage.passes(3 * MINUTE)
    return who.heard()[before:]


def held(stage: Stage, who: Speaker, *guests: Speaker, title: str = "Weekly sync") -> Meeting:
    """A meeting that ends now."""
    start = stage.clock.now() - 45 * MINUTE
    return stage.webex.world.meeting(who.person, title, start, 45 * MINUTE, [guest.person for guest in guests])


def recorded(stage: Stage, meeting: Meeting, *guests: Speaker, **more: object) -> Recording:
    """Its recording, of which the file is made now."""
    after = stage.clock.now() - meeting.start
    people = [guest.person for guest in guests]
    return stage.webex.world.record(
        meeting.host,
        meeting.title,
        meeting.start,
        after,
        shared_with=people,
        meeting=meeting,
        **more,  # type: ignore[arg-type]  # whatever a recording can be
    )


def transcribed(stage: Stage, meeting: Meeting) -> None:
    stage.webex.world.transcribe(meeting, [("Ana Ruiz", 2.0, "Good morning.")])


def summarised(stage: Stage, meeting: Meeting) -> None:
    stage.webex.world.summarise(meeting, "<p>All is well.</p>")


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
    ana.presses("Turn on").has("Notices are on", "to you alone").lacks("does not let me")
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
