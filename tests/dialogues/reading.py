"""What the dialogues about reading share: meetings with words in them, files, and refusals."""

from datetime import timedelta

from simulator.archive import Recording
from tests.stage import START, Heard, Speaker, Stage

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

REFUSALS = [(400, "Webex"), (403, "Webex said no"), (404, "find")]
"""What Webex may say, and what is heard of it."""


def record(
    stage: Stage, host: Speaker, topic: str = "Weekly sync", ago: timedelta = 2 * DAY, **more: object
) -> Recording:
    """A recording made that long before the stage's start; without a transcript unless told otherwise."""
    more.setdefault("transcript", False)
    return stage.webex.world.record(host.person, topic, START - ago, **more)  # type: ignore[arg-type]  # of any kind


def transcribe(stage: Stage, recording: Recording, *lines: tuple[str, float, str]) -> None:
    """Who said what, how many seconds after the recording began."""
    stage.webex.world.transcribe(recording, lines)


def hears_all(speaker: Speaker, words: str) -> list[Heard]:
    """Everything that is heard in the direct room once that was said."""
    speaker.stage.settle()
    before = len(speaker.heard())
    speaker.writes(words)
    speaker.stage.settle()
    return speaker.heard()[before:]


def content_of(speaker: Speaker, heard: Heard) -> str:
    """What is in the file of a message."""
    (key,) = heard.message.files
    upload = speaker.stage.webex.world.conversations.content(speaker.person, key)
    return bytes(upload.data).decode()
