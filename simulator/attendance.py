"""Who was in a meeting, from when to when, and with which devices (reference 13)."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from simulator.clock import SimClock
from simulator.directory import Person
from simulator.due import Due
from simulator.events import Event
from simulator.series import Meeting


@dataclass(frozen=True)
class Device:
    """A machine somebody joined with; its times are those of the person unless given."""

    kind: str
    audio: Literal["pstn", "voip", "inactive"] = "voip"
    joined: datetime | None = None
    left: datetime | None = None
    id: str = field(default_factory=lambda: str(uuid.uuid4()))


@dataclass(eq=False)
class Participant:
    """Somebody in a meeting; without a `person`, a guest from outside. `left` is None for who stayed to the end."""

    id: str
    meeting: Meeting
    person: Person | None
    name: str
    email: str
    joined: datetime
    left: datetime | None
    devices: tuple[Device, ...]

    @property
    def is_host(self) -> bool:
        """Whether it is the host's meeting."""
        return self.person is self.meeting.host

    @property
    def is_invited(self) -> bool:
        """Whether an invitation was sent."""
        return self.person is not None and self.meeting.is_for(self.person)

    def left_by(self, now: datetime) -> datetime | None:
        """When this person had left, as far as that can be known now: at the latest with the end of the meeting."""
        left = min(self.left or self.meeting.end, self.meeting.end)
        return left if left <= now else None


class Attendance:
    """All participants of all meetings."""

    def __init__(self, clock: SimClock, due: Due, announce: Callable[[Event], None]) -> None:
        self._clock = clock
        self._due = due
        self._announce = announce
        self._participants: list[Participant] = []

    def add(
        self,
        meeting: Meeting,
        person: Person | None,
        name: str,
        email: str,
        joined: datetime,
        left: datetime | None,
        devices: Sequence[Device],
    ) -> Participant:
        """Somebody was, is or will be in a meeting. Coming and going is told while it is going on."""
        key = f"{meeting.id}_{uuid.uuid4()}"
        one = Participant(key, meeting, person, name, email, joined, left, tuple(devices))
        self._participants.append(one)
        if meeting.end > self._clock.now():
            self._due.at(joined, lambda: self._announce(_event(one, "joined")))
            if left is not None:
                self._due.at(left, lambda: self._announce(_event(one, "left")))
        return one

    def of(self, meeting: Meeting) -> list[Participant]:
        """Those who have come by now, in the order they came."""
        here = [one for one in self._participants if one.meeting is meeting and one.joined <= self._clock.now()]
        return sorted(here, key=lambda one: one.joined)


def _event(one: Participant, event: str) -> Event:
    """Only the host is told, as only the host may list them."""
    meeting = one.meeting
    data = {"id": one.id, "meetingId": meeting.id, "state": "end" if event == "left" else "joined"}
    facts = {"hostPersonId": meeting.host.id, "siteUrl": meeting.site_url}
    return Event("meetingParticipants", event, data, lambda person: person is meeting.host, facts=facts)
