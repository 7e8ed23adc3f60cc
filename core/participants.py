"""Who was in a meeting (reference 13)."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who was there."""

    name: str
    email: str
    is_host: bool
    joined_at: datetime | None
    left_at: datetime | None
    """None while they are still there."""

    @property
    def stayed(self) -> timedelta | None:
        return self.left_at - self.joined_at if self.joined_at and self.left_at else None


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody's presence in a meeting, however often they joined."""

    name: str
    email: str
    is_host: bool
    joined_at: datetime | None
    """When they joined first."""
    left_at: datetime | None
    """When they left last; None while they are still there."""
    stayed: timedelta | None
    """Altogether, without the breaks and with nothing counted twice; None where it isn't known."""
    times: int = 1
