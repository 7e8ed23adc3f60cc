"""The letters that Webex would have sent to people's mailboxes, unasked (trap 14)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from simulator.clock import SimClock


@dataclass(frozen=True)
class Mail:
    """A letter that nobody sent for real. `about` is the id of a recording or meeting."""

    to: str
    kind: Literal["recording shared", "meeting changed"]
    subject: str
    about: str
    sent: datetime


class Outbox:
    """All letters, oldest first."""

    def __init__(self, clock: SimClock) -> None:
        self._clock = clock
        self.sent: list[Mail] = []

    def tell_of_sharing(self, addresses: Iterable[str], topic: str, recording_id: str) -> None:
        """A recording was shared with these people."""
        for address in addresses:
            self.sent.append(
                Mail(address, "recording shared", f"Recording shared: {topic}", recording_id, self._clock.now())
            )

    def tell_of_change(self, addresses: Iterable[str], title: str, meeting_id: str) -> None:
        """A meeting to which these people are invited was changed."""
        for address in addresses:
            self.sent.append(
                Mail(address, "meeting changed", f"Meeting changed: {title}", meeting_id, self._clock.now())
            )
