"""What the bot may have missed: when it heard nothing, and where to look afterwards."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Why(StrEnum):
    """Why nothing was heard."""

    WEBHOOKS = "webhooks"
    """They were missing, switched off, or of another address or secret."""
    AWAY = "away"
    """Nobody was at work."""
    REFUSED = "refused"
    """What Webex delivered could not be kept."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A time in which events may have been lost."""

    id: int
    since: datetime
    """When the bot was last known to hear."""
    until: datetime | None
    """When it was known to hear again; None while it isn't."""
    why: tuple[Why, ...]
    loses_presses: bool
    """Whether presses of buttons are among what was lost; nothing can look those up."""
    found: int = 0
    """How many events were looked up so far."""
    looked_at: datetime | None = None
    """When everything was looked through; None before that."""

    def length_within(self, begin: datetime, end: datetime) -> timedelta:
        """How much of it lies between two instants."""
        return max(min(self.until or end, end) - max(self.since, begin), timedelta())


@dataclass(frozen=True, slots=True)
class Room:
    """A room that the bot is in (reference 7)."""

    id: str
    is_direct: bool = False
    """False for a space, and for a room whose kind is unknown."""
    active_at: datetime | None = None
    """When something happened there last; None where Webex doesn't tell."""
