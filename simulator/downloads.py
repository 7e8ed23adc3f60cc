"""The tickets of temporary download links: whoever holds one gets the file, for three hours (reference 9.3)."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from simulator.archive import Recording
from simulator.clock import SimClock

TICKET_LIFE = timedelta(hours=3)


class Downloads:
    """The tickets that were given out."""

    def __init__(self, clock: SimClock) -> None:
        self._clock = clock
        self._tickets: dict[str, tuple[Recording, datetime]] = {}

    def issue(self, recording: Recording) -> tuple[str, datetime]:
        """A new ticket and when it expires; each look at the details makes another."""
        ticket, expires = secrets.token_urlsafe(32), self._clock.now() + TICKET_LIFE
        self._tickets[ticket] = (recording, expires)
        return ticket, expires

    def redeem(self, ticket: str) -> Recording | None:
        """The recording a ticket still opens, if any."""
        recording, expires = self._tickets.get(ticket, (None, None))
        if recording is None or expires is None or self._clock.now() >= expires or recording.status == "purged":
            return None
        return recording
