"""What the dialogues about words that change something stand on."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from simulator.archive import Recording
from simulator.calls import CallRecording
from tests.stage import START, Speaker, Stage

DAY = timedelta(days=1)


def record(stage: Stage, host: Speaker, topic: str, ago: timedelta = 2 * DAY, **more: Any) -> Recording:
    """A recording made that long before the stage's start."""
    return stage.webex.world.record(host.person, topic, START - ago, **more)


def call(stage: Stage, owner: Speaker, ago: timedelta = 2 * DAY, **more: Any) -> CallRecording:
    """A recorded call of that long before the stage's start."""
    return stage.webex.world.call(owner.person, START - ago, **more)


def allow_changes(stage: Stage, who: Speaker) -> Speaker:
    """Connected, and once more asked for what changes recordings and meetings; the calls for it are forgotten."""
    who.connects()
    for words in (f"restore {'0' * 32} {UUID(int=0)}", f"record on {'0' * 32}"):
        who.says(words).has("May I do a little more?")
        who.connects()
    stage.webex.world.forget_requests()
    return who


def calls_of(stage: Stage, path: str) -> list[int]:
    """How the calls to a path ended, in their order; the local Webex itself refuses what has no place in one call."""
    return [call.status for call in stage.webex.world.requests if call.path == path]


def states(*recordings: Recording | CallRecording) -> list[str]:
    """Where they are by now: `available`, `deleted` or `purged`."""
    return [recording.status for recording in recordings]
