"""Who watched or downloaded a recording (reference 20)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from simulator.archive import Recording
from simulator.clock import SimClock
from simulator.directory import Person
from simulator.knobs import Knobs


@dataclass(frozen=True)
class Access:
    """One visit to a recording."""

    recording: Recording
    person: Person
    at: datetime
    downloaded: bool


class Audit:
    """All visits."""

    def __init__(self, clock: SimClock, knobs: Knobs) -> None:
        self._clock = clock
        self._knobs = knobs
        self._accesses: list[Access] = []

    def note(self, access: Access) -> None:
        """Remember a visit."""
        self._accesses.append(access)

    def of(self, recording: Recording) -> list[Access]:
        """The visits that have found their way into the figures, newest first."""
        known = self._clock.now() - self._knobs.report_lag
        found = [one for one in self._accesses if one.recording is recording and one.at <= known]
        return sorted(found, key=lambda one: one.at, reverse=True)
