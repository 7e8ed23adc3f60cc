"""What the dialogues of administrators stand on."""

from datetime import timedelta
from typing import Any

from simulator.calls import CallRecording
from tests.dialogues.changing import DAY
from tests.stage import START, Heard, Speaker, Stage


def administrator(stage: Stage, name: str = "Carla Boss", **of: bool) -> Speaker:
    """Who looks after meetings and calls, or one of them, and has allowed the bot to act so, and nothing else."""
    boss = stage.person(name)
    stage.webex.world.make_admin(boss.person, **of)
    boss.says("admin connect").has("May I act for you as an administrator?")
    boss.connects().has("I may now act for you as an administrator")
    stage.webex.world.forget_requests()
    return boss


def call(stage: Stage, owner: Any, topic: str, ago: timedelta = 2 * DAY, **more: Any) -> CallRecording:
    """A call recorded that long before the stage's start; `owner` is a speaker or a telephone."""
    return stage.webex.world.call(getattr(owner, "person", owner), START - ago, topic, **more)


def allowed(boss: Speaker, words: str) -> Heard:
    """Say what changes something for the first time, allow it, and see the answer that follows."""
    boss.says(words).has("Allow this in Webex")
    return boss.connects()


def done(stage: Stage) -> list[tuple[str, str, str, int | None]]:
    """What the audit says was done, of whom, how it ended and to how many; oldest first."""
    entries = [entry for entry in stage.bot.services.audit.entries() if entry.begun is not None]
    return [(entry.deed.action, entry.deed.subject, entry.ending.value, entry.count) for entry in entries]
