"""Recordings of phone calls, which Webex calls converged recordings: whose they are, and their bin (reference 10)."""

from __future__ import annotations

import uuid
from bisect import insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from simulator.archive import Status
from simulator.clock import SimClock
from simulator.directory import Organization, Person
from simulator.due import Due
from simulator.events import Event
from simulator.knobs import Knobs
from simulator.refusals import Refused
from simulator.transcripts import Snippet

OwnerType = Literal["user", "place", "virtualLine", "callQueue"]
OWNER_TYPES = ("user", "place", "virtualLine", "callQueue")
REGIONS = ("US", "SG", "GB", "JP", "DE", "AU", "IN", "CA")
SERVICES = ("calling", "customerAssist")


@dataclass(frozen=True)
class Telephone:
    """A telephone that is nobody's own: a workspace, a virtual line or a queue. Only administrators see its calls."""

    uuid: str
    name: str
    kind: OwnerType
    org: Organization = field(repr=False)
    email: str = ""


@dataclass(frozen=True)
class Notes:
    """What the AI noted of a call, each as it is delivered; None: there are no such notes.

    HTML, plain text or JSON: the reference doesn't say which.
    """

    short: str | None = None
    suggested: str | None = None
    action_items: str | None = None


@dataclass(eq=False)
class CallRecording:
    """A recorded call. `created` is when its file was made, `recorded_at` when the recording began."""

    id: str
    topic: str
    owner: Person | Telephone
    owner_type: OwnerType
    number: str  # of the other party
    name: str | None  # of the other party, where Webex knows it
    is_incoming: bool
    created: datetime
    recorded_at: datetime
    length: timedelta
    size: int
    format: str
    service_type: str
    region: str
    location_id: str
    snippets: tuple[Snippet, ...]  # what was said; nothing means no transcript
    notes: Notes
    prevent_download: bool
    has_metadata: bool
    omit: frozenset[str]
    session_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    status: Status = "available"
    purged_at: datetime | None = None
    is_erased: bool = False  # by a compliance officer: nobody gets it back, links included


class Calls:
    """All recorded calls."""

    def __init__(self, clock: SimClock, knobs: Knobs, due: Due, announce: Callable[[Event], None]) -> None:
        self._clock = clock
        self._knobs = knobs
        self._due = due
        self._announce = announce
        self._calls: list[CallRecording] = []  # newest file first

    def add(self, call: CallRecording) -> None:
        """Keep a recording; it is there, and announced, once the clock has reached its creation."""
        insort(self._calls, call, key=lambda one: -one.created.timestamp())
        self._due.at(call.created, lambda: self._tell(call, "created"))

    def rename(self, call: CallRecording, topic: str) -> None:
        """Give a recording another topic, which is told as an update."""
        call.topic = topic
        self._tell(call, "updated")

    def known(self) -> list[CallRecording]:
        """All that are there by now, purged ones included, newest file first."""
        ready = self._clock.now() - self._knobs.rest_lag
        return [one for one in self._calls if one.created <= ready]

    def one(self, call_id: str, fits: Callable[[CallRecording], bool]) -> CallRecording:
        """The one with that id, if it fits; 404 otherwise."""
        found = next((one for one in self.known() if one.id == call_id and fits(one)), None)
        if found is None:
            raise Refused(404)
        return found

    def move(self, calls: Iterable[CallRecording], status: Status) -> None:
        """Into the bin, or out of it again: nobody is told, as with meetings. Or away for good, which is told."""
        for call in calls:
            call.status = status
            call.purged_at = self._clock.now() if status == "purged" else None
            if status == "purged":
                self._tell(call, "deleted")

    def erase(self, call: CallRecording) -> None:
        """Forget a recording, which is told unless it was purged before."""
        self._calls.remove(call)
        if call.status != "purged":
            self.move([call], "purged")
        call.is_erased = True

    def reassign(self, calls: Iterable[CallRecording], owner: Person) -> None:
        """Give recordings to a person, who is told of the update."""
        for call in calls:
            call.owner, call.owner_type = owner, "user"
            self._tell(call, "updated")

    def _tell(self, call: CallRecording, event: str) -> None:
        self._announce(_call_event(call, event))


def _call_event(call: CallRecording, event: str) -> Event:
    data: dict[str, Any] = {
        "id": call.id,
        "ownerId": call.owner.uuid,
        "ownerEmail": call.owner.email,
        "ownerType": call.owner_type,
        "serviceType": call.service_type,
        "storageRegion": call.region,
    }
    shown = {key: value for key, value in data.items() if value and key not in call.omit}
    facts = data | {"recordingId": call.id, "locationId": call.location_id}
    owner = call.owner  # it is told to whose it was when it happened
    return Event("convergedRecordings", event, shown, lambda person: person is owner, facts=facts)
