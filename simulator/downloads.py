"""The tickets of temporary download links: whoever holds one gets the file, for three hours (reference 9.3)."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TypeVar

from simulator.archive import Recording
from simulator.calls import CallRecording
from simulator.clock import SimClock

TICKET_LIFE = timedelta(hours=3)
_T = TypeVar("_T", Recording, CallRecording)


class Downloads:
    """The tickets that were given out."""

    def __init__(self, clock: SimClock) -> None:
        self._clock = clock
        self._tickets: dict[str, tuple[Recording | CallRecording, datetime, bool]] = {}

    def issue(self, recording: Recording | CallRecording, even_purged: bool = False) -> tuple[str, datetime]:
        """A new ticket and when it expires; each look at the details makes another.

        It dies with the recording, unless it opens `even_purged` ones, as those of compliance officers do.
        """
        ticket, expires = secrets.token_urlsafe(32), self._clock.now() + TICKET_LIFE
        self._tickets[ticket] = (recording, expires, even_purged)
        return ticket, expires

    def redeem(self, ticket: str, kind: type[_T]) -> _T | None:
        """The recording of that kind which a ticket still opens, if any."""
        recording, expires, even_purged = self._tickets.get(ticket, (None, None, False))
        if expires is None or self._clock.now() >= expires or not isinstance(recording, kind):
            return None
        return recording if even_purged or recording.status != "purged" else None
