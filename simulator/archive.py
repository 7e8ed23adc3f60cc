"""Sites, held meetings and their recordings (references 9, 11.1 and 15)."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from simulator import identifiers
from simulator.clock import SimClock
from simulator.directory import Organization, Person
from simulator.events import Event
from simulator.instants import meetings_time
from simulator.knobs import Knobs
from simulator.refusals import Refused

_EARLY = timedelta(seconds=65)  # people press Record a minute into the meeting


@dataclass(frozen=True)
class Site:
    """A Webex site of an organization."""

    url: str
    org: Organization
    is_default: bool


@dataclass(frozen=True)
class Meeting:
    """A meeting that was held: one instance with its scheduled occurrence and series."""

    id: str
    scheduled_id: str
    series_id: str
    title: str
    host: Person
    site_url: str
    start: datetime
    end: datetime
    invitees: frozenset[str]  # person ids

    def goes_by(self, meeting_id: str) -> bool:
        """Whether any of its three ids is meant."""
        return meeting_id in (self.id, self.scheduled_id, self.series_id)


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
    status: Literal["available", "deleted", "purged"] = "available"

    def is_for(self, person: Person) -> bool:
        """Whether this person hosted it or was given access."""
        return person is self.host or person.id in self.shared_with


class Archive:
    """All sites, meetings and recordings."""

    def __init__(self, clock: SimClock, knobs: Knobs, announce: Callable[[Event], None]) -> None:
        self._clock = clock
        self._knobs = knobs
        self._announce = announce
        self._sites: list[Site] = []
        self._meetings: list[Meeting] = []
        self._recordings: list[Recording] = []  # newest file first
        self._unannounced: list[Recording] = []

    def add_site(self, url: str, org: Organization, is_default: bool | None) -> Site:
        """A site; the first one of an organization is its default unless another is made so."""
        if is_default is None:
            is_default = not self.sites_of(org)
        if is_default:
            self._sites = [Site(one.url, one.org, one.is_default and one.org is not org) for one in self._sites]
        site = Site(url, org, is_default)
        self._sites.append(site)
        return site

    def sites_of(self, org: Organization) -> list[Site]:
        """The sites of an organization."""
        return [site for site in self._sites if site.org is org]

    def default_site(self, org: Organization) -> Site:
        """The preferred site; an organization without any gets one the first time it is needed."""
        chosen = next((site for site in self.sites_of(org) if site.is_default), None)
        name = re.sub(r"[^a-z0-9]+", "-", org.name.lower()).strip("-")
        return chosen or self.add_site(f"{name}.webex.com", org, True)

    def hold(
        self,
        host: Person,
        title: str,
        site_url: str,
        start: datetime,
        end: datetime,
        invitees: Iterable[Person] = (),
        series_id: str | None = None,
    ) -> Meeting:
        """A meeting that has ended: a one-off, or one more of a series."""
        series = series_id or identifiers.new_hex()
        # People come a little late: the occurrence was planned for the last full five minutes.
        planned = start - timedelta(minutes=start.minute % 5, seconds=start.second, microseconds=start.microsecond)
        meeting = Meeting(
            id=identifiers.new_instance(series),
            scheduled_id=identifiers.occurrence(series, planned),
            series_id=series,
            title=title,
            host=host,
            site_url=site_url,
            start=start,
            end=end,
            invitees=frozenset(person.id for person in invitees),
        )
        self._meetings.append(meeting)
        return meeting

    def add(self, recording: Recording) -> None:
        """Keep a recording; it is there, and announced, once the clock has reached its creation."""
        insort(self._recordings, recording, key=lambda one: -one.created.timestamp())
        self._unannounced.append(recording)
        self.announce_due()

    def announce_due(self) -> None:
        """Tell of the recordings whose file has been made by now."""
        now = self._clock.now()
        due = [one for one in self._unannounced if one.created <= now]
        self._unannounced = [one for one in self._unannounced if one.created > now]
        for recording in due:
            self._announce(_recording_event(recording))

    def recordings_for(self, person: Person) -> list[Recording]:
        """What this person may see by now, newest file first."""
        ready = self._clock.now() - self._knobs.rest_lag
        return [one for one in self._recordings if one.is_for(person) and one.created <= ready]

    def recording_for(self, person: Person, recording_id: str) -> Recording:
        """One that this person may see, be it in the bin; 404 for others' and purged ones alike."""
        found = next((one for one in self.recordings_for(person) if one.id == recording_id), None)
        if found is None or found.status == "purged":
            raise Refused(404)
        return found

    def meeting_for(self, person: Person, meeting_id: str) -> Meeting:
        """The latest meeting that goes by this id, for its host and invitees; 404 otherwise."""
        for meeting in reversed(self._meetings):
            if meeting.goes_by(meeting_id) and (meeting.host is person or person.id in meeting.invitees):
                return meeting
        raise Refused(404)


def around(recorded_at: datetime, length: timedelta) -> tuple[datetime, datetime]:
    """Start and end of the meeting in which such a recording was made."""
    return recorded_at - _EARLY, recorded_at + length + _EARLY


def _recording_event(recording: Recording) -> Event:
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
    return Event("recordings", "created", shown, recording.is_for, facts=data)
