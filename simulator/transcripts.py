"""What was said in meetings, sentence by sentence (reference 12)."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from simulator import identifiers
from simulator.archive import Recording
from simulator.clock import SimClock
from simulator.directory import Organization, Person
from simulator.due import Due
from simulator.events import Event
from simulator.knobs import Knobs
from simulator.refusals import Refused
from simulator.series import Meeting

_BREATH = 600  # milliseconds that anybody takes to begin
_WORD = 400  # and a word


@dataclass(frozen=True)
class Line:
    """A sentence, its speaker, and when it began: seconds after the start of the transcript."""

    name: str
    email: str
    offset: float
    text: str


@dataclass(eq=False)
class Snippet:
    """A sentence as it is kept; times are milliseconds."""

    id: str
    name: str
    email: str
    offset: int
    length: int
    text: str


@dataclass(eq=False)
class Transcript:
    """A transcript of a meeting, or of one of its recordings."""

    id: str
    meeting: Meeting
    recording: Recording | None
    started: datetime
    created: datetime
    snippets: list[Snippet]
    status: Literal["available", "deleted"] = "available"


class Transcripts:
    """All transcripts."""

    def __init__(self, clock: SimClock, knobs: Knobs, due: Due, announce: Callable[[Event], None]) -> None:
        self._clock = clock
        self._knobs = knobs
        self._due = due
        self._announce = announce
        self._transcripts: list[Transcript] = []

    def add(
        self, meeting: Meeting, recording: Recording | None, started: datetime, lines: Iterable[Line]
    ) -> Transcript:
        """Keep what was said; it is there, and announced, as soon as the meeting is over."""
        key = f"{uuid.uuid4()}_M_{identifiers.new_hex()}"
        created = max(self._clock.now(), meeting.end)
        made = Transcript(key, meeting, recording, started, created, snippets(key, lines))
        self._transcripts.append(made)
        self._due.at(created, lambda: self._announce(_transcript_event(made)))
        return made

    def were_made_of(self, meeting: Meeting) -> bool:
        """Whether there ever was one of this meeting, deleted since or not."""
        return any(one.meeting is meeting and one.created <= self._clock.now() for one in self._transcripts)

    def of_recording(self, recording: Recording) -> Transcript | None:
        """The one of a recording, or else of its meeting."""
        mine = [one for one in self._transcripts if one.meeting is recording.meeting and one.status == "available"]
        own = [one for one in mine if one.recording is recording]
        return next(iter(own or [one for one in mine if one.recording is None]), None)

    def seen_by(self, person: Person) -> list[Transcript]:
        """Those of the meetings that this person hosted or was invited to, latest meeting first."""
        ready = self._clock.now() - self._knobs.rest_lag
        mine = [one for one in self._transcripts if one.meeting.is_for(person) and one.created <= ready]
        return sorted((one for one in mine if one.status == "available"), key=lambda one: one.started, reverse=True)

    def of_org(self, org: Organization) -> list[Transcript]:
        """Those of all meetings of an organization, latest meeting first."""
        ready = self._clock.now() - self._knobs.rest_lag
        found = [one for one in self._transcripts if one.meeting.host.org is org and one.created <= ready]
        return sorted((one for one in found if one.status == "available"), key=lambda one: one.started, reverse=True)

    def one_of_org(self, org: Organization, transcript_id: str) -> Transcript:
        """One of those; 404 for all others."""
        return _one(self.of_org(org), transcript_id)

    def one_seen_by(self, person: Person, transcript_id: str) -> Transcript:
        """One of those; 404 for all others."""
        return _one(self.seen_by(person), transcript_id)

    def one_hosted_by(self, person: Person, transcript_id: str) -> Transcript:
        """One of a meeting of this person's own; guests may read, not change."""
        found = self.one_seen_by(person, transcript_id)
        if found.meeting.host is not person:
            raise Refused(self._knobs.not_host)
        return found


def _one(transcripts: list[Transcript], transcript_id: str) -> Transcript:
    found = next((one for one in transcripts if one.id == transcript_id), None)
    if found is None:
        raise Refused(404)
    return found


def snippets(key: str, lines: Iterable[Line]) -> list[Snippet]:
    """Numbered from one. A sentence lasts as long as its words take, and never into the next one."""
    said = sorted(lines, key=lambda line: line.offset)
    starts = [round(line.offset * 1000) for line in said]
    made = []
    for n, (line, start) in enumerate(zip(said, starts, strict=True), 1):
        text = " ".join(line.text.split())
        spoken = _BREATH + _WORD * len(text.split())
        room = starts[n] - start if n < len(starts) else spoken
        made.append(Snippet(f"{key}_{n:05}", line.name, line.email, start, min(spoken, room), text))
    return made


def _transcript_event(one: Transcript) -> Event:
    meeting = one.meeting
    # Only these two are known to be told (reference 8.4); the filters look at more.
    data = {"id": one.id, "meetingId": meeting.id}
    facts = {
        "scheduledMeetingId": meeting.scheduled_id,
        "meetingSeriesId": meeting.series_id,
        "siteUrl": meeting.site_url,
    }
    return Event("meetingTranscripts", "created", data, meeting.is_for, facts=facts)
