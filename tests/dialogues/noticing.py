"""What dialogues about notices have in common: meetings, what is made of them, and waiting for what comes by itself."""

from datetime import timedelta

from simulator.archive import Recording
from simulator.series import Meeting
from simulator.spaces import Space
from simulator.webhooks import Webhook
from tests.stage import Heard, Speaker, Stage

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ALL = {"recordings", "meetingTranscripts", "meetings", "convergedRecordings"}


def hooks(stage: Stage, who: Speaker) -> list[Webhook]:
    return [hook for hook in stage.webex.world.webhooks if hook.owner is who.person]


def comes(stage: Stage, who: Speaker, time: timedelta = timedelta()) -> list[Heard]:
    """What comes by itself within that time, looked at once a minute."""
    return comes_to(stage, who.room, time)


def comes_to(stage: Stage, space: Space, time: timedelta = timedelta()) -> list[Heard]:
    """The same in a space."""
    before = len(stage.heard_in(space))
    stage.passes(timedelta())
    for _ in range(min(int(time / MINUTE), 30)):
        stage.passes(time / min(int(time / MINUTE), 30))
    return stage.heard_in(space)[before:]


def sweeps(stage: Stage, who: Speaker, after: timedelta = timedelta(minutes=16)) -> list[Heard]:
    """What a sweep finds after that time."""
    return sweeps_to(stage, who.room, after)


def sweeps_to(stage: Stage, space: Space, after: timedelta = timedelta(minutes=16)) -> list[Heard]:
    """The same in a space."""
    before = len(stage.heard_in(space))
    stage.clock.advance(after)
    stage.webex.settle()
    stage.bot.ticks.sweep()
    stage.passes(3 * MINUTE)
    return stage.heard_in(space)[before:]


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


def said_in(stage: Stage, space: Space, who: Speaker, words: str) -> Heard:
    """The one answer that the space gets to that."""
    stage.settle()
    before = len(stage.heard_in(space))
    who.writes(words, space)
    stage.settle()
    (answer,) = stage.heard_in(space)[before:]
    return answer
