"""What is left of the demo's meetings: who came, what was said and noted, and who watched it later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TypeVar

from simulator.archive import Recording
from simulator.attendance import Device
from simulator.demo_words import GUESTS, SUMMARIES, TALKS
from simulator.directory import Person
from simulator.world import World

_T = TypeVar("_T")
_LATE, _MINUTE = timedelta(seconds=40), timedelta(minutes=1)
_PHONE = Device("webex_meeting_center_phone", audio="pstn")


def keep_minutes(world: World, people: Sequence[Person]) -> None:
    """Give the recordings of these people all that a real one would have; some have nothing, as in life."""
    hosted = [one for host in people for one in world.archive.recordings_for(host) if one.host is host]
    talks = {topic: list(given) for topic, given in TALKS.items()}
    notes = {topic: [given] for topic, given in SUMMARIES.items()}
    met: set[str] = set()
    for recording in hosted:
        if given := _starting(talks, recording.topic):
            world.transcribe(recording, given.pop(0))
        if noted := _starting(notes, recording.topic):
            world.summarise(recording, *noted.pop())
        if recording.meeting.id not in met:
            _participants(world, recording, people)
        met.add(recording.meeting.id)
        _views(world, recording, people)


def _participants(world: World, recording: Recording, people: Sequence[Person]) -> None:
    """The host first, then the invited, each a little later; somebody always has to leave early."""
    meeting = recording.meeting
    invited = [person for person in people if person.id in meeting.invitees]
    world.attend(meeting, meeting.host, meeting.start, devices=["webex_meeting_center_mac"])
    for n, person in enumerate(invited, 1):
        left = meeting.end - 9 * _MINUTE if n == 2 else None
        world.attend(meeting, person, meeting.start + n * _LATE, left, devices=["webex_teams_app_win"])
    for n, name in enumerate(_starting(GUESTS, recording.topic) or [], 1):
        world.attend(meeting, name, meeting.start + n * _MINUTE, devices=[_PHONE])


def _views(world: World, recording: Recording, people: Sequence[Person]) -> None:
    """Whoever may see it looks at it in the days after; every third takes a copy home."""
    viewers = [person for person in people if recording.is_for(person)]
    for n, person in enumerate(viewers):
        downloaded = n % 3 == 1 and not recording.prevent_download
        world.watch(recording, person, downloaded, at=recording.created + timedelta(hours=3 + 20 * n))


def _starting(kept: Mapping[str, _T], topic: str) -> _T | None:
    """What is kept for topics that begin like this one."""
    return next((value for start, value in kept.items() if topic.startswith(start)), None)
