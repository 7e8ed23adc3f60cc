"""What the world is made of, and the one lock that keeps it whole."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from simulator.archive import Archive
from simulator.attendance import Attendance
from simulator.audit import Audit
from simulator.calendar import Calendar
from simulator.calls import Calls
from simulator.changes import Changes
from simulator.clock import SimClock
from simulator.conversations import Conversations
from simulator.delivery import LOST, Delivery, Postman
from simulator.directory import Directory, Person
from simulator.downloads import Downloads
from simulator.due import Due
from simulator.events import Event
from simulator.faults import FaultBook
from simulator.grants import Grants
from simulator.identifiers import canonical
from simulator.knobs import Knobs
from simulator.limits import Limits
from simulator.mail import Outbox
from simulator.preferences import Preferences
from simulator.refusals import Refused
from simulator.roles import Roles
from simulator.sites import Sites
from simulator.spaces import Spaces
from simulator.summaries import Summaries
from simulator.traffic import Traffic
from simulator.transcripts import Transcripts
from simulator.weather import Weather
from simulator.webhooks import Webhook, Webhooks

_S = TypeVar("_S", bound="State")
_P = ParamSpec("_P")
_R = TypeVar("_R")


def alone(verb: Callable[Concatenate[_S, _P], _R]) -> Callable[Concatenate[_S, _P], _R]:
    """Run a verb with the world's lock held."""

    @wraps(verb)
    def locked(self: _S, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        with self.lock:
            return verb(self, *args, **kwargs)

    return locked


class State:
    """All parts of the world, wired. `lock` guards them and is never held while calling out."""

    def __init__(self, clock: SimClock) -> None:
        self.clock = clock
        self.lock = threading.RLock()
        self.knobs = Knobs()
        self.changes = Changes()
        self.traffic = Traffic()
        self.fault_book = FaultBook()
        self.sky = Weather(clock)
        self.due = Due(clock)
        self.limits = Limits(clock)
        self.postman = Postman(self.knobs, self._note_delivery, self.sky.of_delivery, self._later)
        self.hooks = Webhooks(clock, self.postman.send)
        self.directory = Directory(clock)
        self.roles = Roles()
        self.grants = Grants(clock, self.knobs)
        self.spaces = Spaces(clock, self._announce)
        self.conversations = Conversations(clock, self._announce, self.changes.bump)
        self.outbox = Outbox(clock)
        self.sites = Sites()
        self.preferences = Preferences()
        self.calendar = Calendar(clock, self.knobs, self.due, self._announce)
        self.archive = Archive(clock, self.knobs, self.due, self._announce)
        self.calls = Calls(clock, self.knobs, self.due, self._announce)
        self.downloads = Downloads(clock)
        self.transcripts = Transcripts(clock, self.knobs, self.due, self._announce)
        self.summaries = Summaries(clock, self.knobs)
        self.attendance = Attendance(clock, self.due, self._announce)
        self.audit = Audit(clock, self.knobs)
        clock.on_change(self._time_jumped)

    def find_person(self, key: str, value: str) -> Person | None:
        """Whom a mention by `personId` or `personEmail` means; nobody, if it can't be read."""
        if key == "personEmail":
            return self.directory.by_email(value)
        try:
            return self.directory.by_id(canonical("PEOPLE", value))
        except Refused:
            return None

    def announce_due(self) -> None:
        """Tell of what became ready, began or ended as time went by."""
        with self.lock:
            self.due.catch_up()

    def _announce(self, event: Event) -> None:
        self.hooks.announce(event)
        self.changes.bump()

    def _later(self, after: timedelta, act: Callable[[], None]) -> None:
        with self.lock:
            self.due.at(self.clock.now() + after, act)

    def _note_delivery(self, webhook: Webhook, delivery: Delivery) -> None:
        if not delivery.succeeded and delivery.error != LOST:
            with self.lock:
                self.hooks.note_failure(webhook)

    def _time_jumped(self) -> None:
        self.announce_due()
        self.changes.bump()
