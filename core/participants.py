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
