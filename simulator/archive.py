"""Recordings: who may see them, their way through the bin, and what is told of them (reference 9)."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from simulator import identifiers
from simulator.clock import SimClock
from simulator.directory import Organization, Person
from simulator.due import Due
from simulator.events import Event
from simulator.instants import meetings_time
from simulator.knobs import Knobs
from simulator.refusals import Refused
from simulator.series import Meeting

_EARLY = timedelta(seconds=65)  # people press Record a minute into the meeting
Status = Literal["available", "deleted", "purged"]


@dataclass(eq=False)
class Recording:
    """A recording. `created` is when its file was made, `recorded_at` when Record was pressed."""

    id: str
    topic: str
    host: Person
    meeting: Meeting = field(repr=False)
    created: datetime
    recorded_at: datetime
    length: timedelta
    size: int
    site_url: str
    format: str
    service_type: str
    shared_with: frozenset[str]  # person ids
    prevent_download: bool
    transcript: bool
    password: str
    tags: tuple[str, ...]
    omit: frozenset[str]
    link_key: str = field(default_factory=identifiers.new_hex)
    status: Status = "available"

    @property
    def share_link(self) -> str:
        """The `webShareLink` of its page, which the API takes but never shows (reference 9.8)."""
        return f"https://{self.site_url}/webappng/sites/{self.site_url.partition('.')[0]}/recording/{self.id}/playback"

    def is_for(self, person: Person) -> bool:
        """Whether this person hosted it or was given access."""
        return person is self.host or person.id in self.shared_with


class Archive:
    """All recordings."""

    def __init__(self, clock: SimClock, knobs: Knobs, due: Due, announce: Callable[[Event], None]) -> None:
        self._clock = clock
        self._knobs = knobs
        self._due = due
        self._announce = announce
        self._recordings: list[Recording] = []  # newest file first

    def add(self, recording: Recording) -> None:
        """Keep a recording; it is there, and announced, once the clock has reached its creation."""
        insort(self._recordings, recording, key=lambda one: -one.created.timestamp())
        self._due.at(recording.created, lambda: self._tell(recording, "created"))

    def rename(self, recording: Recording, topic: str) -> None:
        """Give a recording another topic, which is told as an update."""
        recording.topic = topic
        self._tell(recording, "updated")

    def of(self, meeting: Meeting) -> list[Recording]:
        """What was recorded of a meeting by now, even if it was deleted since (trap 20)."""
        return [one for one in self._recordings if one.meeting is meeting and one.created <= self._clock.now()]

    def recordings_for(self, person: Person) -> list[Recording]:
        """What this person may see by now, newest file first."""
        ready = self._clock.now() - self._knobs.rest_lag
        return [one for one in self._recordings if one.is_for(person) and one.created <= ready]

    def of_org(self, org: Organization) -> list[Recording]:
        """All that people of an organization hosted, by now and in whatever state, newest file first."""
        ready = self._clock.now() - self._knobs.rest_lag
        return [one for one in self._recordings if one.host.org is org and one.created <= ready]

    def one_of_org(self, org: Organization, recording_id: str, *states: Status) -> Recording:
        """One of those, and in one of these states (any, without); 404 for all others."""
        found = next((one for one in self.of_org(org) if one.id == recording_id), None)
        if found is None or (states and found.status not in states):
            raise Refused(404)
        return found

    def recording_for(self, person: Person, recording_id: str) -> Recording:
        """One that this person may see, hosts even in the bin; 404 for others' and purged ones alike."""
        found = next((one for one in self.recordings_for(person) if one.id == recording_id), None)
        if found is None or found.status == "purged" or (found.status == "deleted" and found.host is not person):
            raise Refused(404)
        return found

    def hosted_by(self, person: Person, recording_id: str, *states: Status) -> Recording:
        """One that this person hosted and that is in one of these states; 404 otherwise.

        What was only shared with the caller is refused as the knob `not_host` says.
        """
        found = self.recording_for(person, recording_id)
        if found.host is not person:
            raise Refused(self._knobs.not_host)
        if found.status not in states:
            raise Refused(404)
        return found

    def all_hosted_by(self, person: Person, site_url: str, status: Status) -> list[Recording]:
        """All of this person's own on a site and in a state."""
        mine = [one for one in self.recordings_for(person) if one.host is person]
        return [one for one in mine if one.site_url == site_url and one.status == status]

    def move(self, recordings: Iterable[Recording], status: Status) -> None:
        """Into the bin, or out of it again: nobody is told (trap 13). Or away for good, which is told."""
        for recording in recordings:
            recording.status = status
            if status == "purged":
                self._tell(recording, "deleted")

    def _tell(self, recording: Recording, event: str) -> None:
        self._announce(_recording_event(recording, event))


def around(recorded_at: datetime, length: timedelta) -> tuple[datetime, datetime]:
    """Start and end of the meeting in which such a recording was made."""
    return recorded_at - _EARLY, recorded_at + length + _EARLY


def _recording_event(recording: Recording, event: str) -> Event:
    meeting, host = recording.meeting, recording.host
    data: dict[str, Any] = {
        "id": recording.id,
        "meetingId": meeting.id,
        "scheduledMeetingId": meeting.scheduled_id,
        "meetingSeriesId": meeting.series_id,
        "topic": recording.topic,
        "createTime": meetings_time(recording.created),
        "siteUrl": recording.site_url,
        "hostUserId": host.id,
        "hostEmail": host.email,
    }
    shown = {key: value for key, value in data.items() if key not in recording.omit}
    return Event("recordings", event, shown, recording.is_for, facts=data)
