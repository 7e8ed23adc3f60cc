"""Who was in the meeting that a recording is of: one line for each person, however often they joined."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from core.errors import NotFound
from core.participants import Participant, Presence
from core.periods import Period
from core.recordings import Recording
from services import recordings as recording_services
from services.access import Access
from webex import participants, recordings
from webex.client import Client

NEEDS = (*recording_services.NEEDS, "meeting:participants_read")
_AROUND = timedelta(days=2)
"""People join at most that long before or after Record is pressed, or the file is made where Webex tells no more."""


class ParticipantService:
    """One for the process."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def recording(self, person_id: str, recording_id: str) -> Recording:
        """The recording whose meeting is meant. Raises `Refused`."""
        return recordings.details(self._access.client(person_id, NEEDS), recording_id).recording

    def of(self, person_id: str, recording: Recording, now: datetime) -> tuple[Presence, ...]:
        """Who was there, those who came first before the others. Raises `Forbidden` for all but the host."""
        client = self._access.client(person_id, NEEDS)
        return _presences(_there(client, recording, now)) if recording.meeting_id else ()


def _there(client: Client, recording: Recording, now: datetime) -> list[Participant]:
    end = max(min(recording.when + _AROUND, now), recording.when)
    joined = Period(recording.when - _AROUND, end)
    try:
        return participants.of_meeting(client, recording.meeting_id or "", joined)
    except NotFound:  # Webex has forgotten the meeting; its recording stands all the same
        return []


def _presences(there: Iterable[Participant]) -> tuple[Presence, ...]:
    people: dict[object, list[Participant]] = {}
    for number, one in enumerate(there):
        # Guests have no address, and two of them may have one name: they stay apart.
        people.setdefault(one.email.lower() or number, []).append(one)
    return tuple(sorted(map(_presence, people.values()), key=_order))


def _presence(joins: list[Participant]) -> Presence:
    came = [one.joined_at for one in joins if one.joined_at]
    left = [one.left_at for one in joins if one.left_at]
    return Presence(
        name=next((one.name for one in joins if one.name), ""),
        email=joins[0].email,
        is_host=any(one.is_host for one in joins),
        joined_at=min(came) if came else None,
        left_at=max(left) if len(left) == len(joins) else None,
        stayed=_stayed(joins),
        times=len(joins),
    )


def _stayed(joins: list[Participant]) -> timedelta | None:
    """The time that any of the stays covers: who joins with two devices is there once."""
    spans = sorted((one.joined_at, one.left_at) for one in joins if one.joined_at and one.left_at)
    if len(spans) < len(joins):
        return None
    total, until = timedelta(), spans[0][0]
    for start, end in spans:
        total += max(end - max(start, until), timedelta())
        until = max(until, end)
    return total


def _order(presence: Presence) -> tuple[bool, float, str]:
    joined = presence.joined_at
    return joined is None, joined.timestamp() if joined else 0.0, presence.name.casefold()
