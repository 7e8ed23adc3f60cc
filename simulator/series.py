"""The three things called a meeting: a series, its scheduled occurrences, and what was held (reference 11.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from simulator.directory import Person
from simulator.refusals import Refused

_DOORS_OPEN = timedelta(minutes=15)  # before its start a meeting is ready to be joined
_RULE = re.compile(r"FREQ=(?P<freq>DAILY|WEEKLY);INTERVAL=(?P<interval>[1-9]\d{0,2});COUNT=(?P<count>[1-9]\d{0,2})")
_DAYS = {"DAILY": 1, "WEEKLY": 7}


@dataclass(frozen=True)
class Recurrence:
    """So many times, so far apart."""

    every: timedelta
    count: int

    def __str__(self) -> str:
        weeks, odd_days = divmod(self.every.days, 7)
        step = f"FREQ=DAILY;INTERVAL={self.every.days}" if odd_days else f"FREQ=WEEKLY;INTERVAL={weeks}"
        return f"{step};COUNT={self.count}"

    @classmethod
    def read(cls, rule: str) -> Recurrence:
        """The recurrence of an RFC 2445 rule; 400 for all but daily and weekly ones with INTERVAL and COUNT."""
        match = _RULE.fullmatch(rule)
        if match is None:
            raise Refused(400, "Invalid value for recurrence.")
        return cls(timedelta(days=_DAYS[match["freq"]] * int(match["interval"])), int(match["count"]))


@dataclass(eq=False)
class Series:
    """A meeting as it was planned: once, or again and again. `settings` go by the API's names for them."""

    id: str
    number: str
    host: Person
    site_url: str
    invitees: frozenset[str]  # person ids
    settings: dict[str, Any]
    recurrence: Recurrence | None
    by_connector: bool  # made by a calendar connector: the API can't change it
    occurrences: list[Occurrence] = field(default_factory=list, repr=False)  # soonest first

    @property
    def title(self) -> str:
        """What it is called."""
        return str(self.settings["title"])

    @property
    def meetings(self) -> list[Meeting]:
        """What was held of it, oldest first."""
        return [meeting for one in self.occurrences for meeting in one.meetings]

    def is_for(self, person: Person) -> bool:
        """Whether this person hosts it or is invited."""
        return person is self.host or person.id in self.invitees

    def state(self, now: datetime) -> str:
        """Of the three states of a series."""
        if any(one.is_running(now) for one in self.meetings):
            return "inProgress"
        return "active" if any(one.end > now for one in self.occurrences) else "expired"

    def current(self, now: datetime) -> Occurrence | None:
        """The occurrence that is on, or the next one to come."""
        return next((one for one in self.occurrences if one.state(now) in ("scheduled", "ready")), None)


@dataclass(eq=False)
class Occurrence:
    """One date of a series. `changes` is what is different about it."""

    id: str
    series: Series
    start: datetime
    end: datetime
    changes: dict[str, Any] = field(default_factory=dict)
    was_moved: bool = False
    meetings: list[Meeting] = field(default_factory=list, repr=False)

    @property
    def is_modified(self) -> bool:
        """Whether it is an exception of its series."""
        return self.was_moved or bool(self.changes)

    @property
    def settings(self) -> dict[str, Any]:
        """Those of the series, with its own changes."""
        return self.series.settings | self.changes

    def state(self, now: datetime) -> str:
        """Of the four states of a scheduled meeting."""
        if any(one.is_running(now) for one in self.meetings):
            return "ready"
        if any(one.end <= now for one in self.meetings):
            return "ended"
        if self.end <= now:
            return "missed"
        return "ready" if self.start - _DOORS_OPEN <= now else "scheduled"


@dataclass(eq=False)
class Meeting:
    """A meeting that was held, or is on, or will begin at a known time: an instance."""

    id: str
    occurrence: Occurrence
    title: str
    host: Person
    site_url: str
    start: datetime
    end: datetime
    invitees: frozenset[str]  # person ids
    was_told_to_end: bool = False

    @property
    def series(self) -> Series:
        """The series it belongs to."""
        return self.occurrence.series

    @property
    def scheduled_id(self) -> str:
        """The id of its date."""
        return self.occurrence.id

    @property
    def series_id(self) -> str:
        """The id of its series."""
        return self.series.id

    def goes_by(self, meeting_id: str) -> bool:
        """Whether any of its three ids is meant."""
        return meeting_id in (self.id, self.scheduled_id, self.series_id)

    def is_for(self, person: Person) -> bool:
        """Whether this person hosts it or was invited."""
        return person is self.host or person.id in self.invitees

    def is_running(self, now: datetime) -> bool:
        """Whether it is going on."""
        return self.start <= now < self.end

    def state(self, now: datetime) -> str:
        """Of the states of an instance."""
        return "inProgress" if self.is_running(now) else "ended"
