"""What the AI made of meetings (reference 14). No webhook tells of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from simulator import identifiers
from simulator.clock import SimClock
from simulator.directory import Organization, Person
from simulator.knobs import Knobs
from simulator.refusals import Refused
from simulator.series import Meeting


@dataclass(eq=False)
class Summary:
    """Notes, which are HTML, and action items, which are plain text."""

    id: str
    meeting: Meeting
    notes_html: str
    action_items: tuple[str, ...]
    created: datetime
    status: Literal["available", "deleted"] = "available"


class Summaries:
    """All summaries."""

    def __init__(self, clock: SimClock, knobs: Knobs) -> None:
        self._clock = clock
        self._knobs = knobs
        self._summaries: list[Summary] = []

    def add(self, meeting: Meeting, notes_html: str, action_items: tuple[str, ...]) -> Summary:
        """Keep a summary; it is there as soon as the meeting is over."""
        created = max(self._clock.now(), meeting.end)
        made = Summary(identifiers.new_hex(), meeting, notes_html, action_items, created)
        self._summaries.append(made)
        return made

    def were_made_of(self, meeting: Meeting) -> bool:
        """Whether there ever was one of this meeting, deleted since or not."""
        return any(one.meeting is meeting and one.created <= self._clock.now() for one in self._summaries)

    def seen_by(self, person: Person) -> list[Summary]:
        """Those of the meetings that this person hosted or was invited to."""
        ready = self._clock.now() - self._knobs.rest_lag
        mine = [one for one in self._summaries if one.meeting.is_for(person) and one.created <= ready]
        return [one for one in mine if one.status == "available"]

    def of_org(self, org: Organization) -> list[Summary]:
        """Those of all meetings of an organization, deleted ones included."""
        ready = self._clock.now() - self._knobs.rest_lag
        return [one for one in self._summaries if one.meeting.host.org is org and one.created <= ready]

    def delete(self, person: Person, summary_id: str) -> None:
        """Delete one of a meeting of this person's own; 404 for what can't be seen."""
        found = next((one for one in self.seen_by(person) if one.id == summary_id), None)
        if found is None:
            raise Refused(404)
        if found.meeting.host is not person:
            raise Refused(self._knobs.not_host)
        found.status = "deleted"
