"""When something comes again and again, by the clock on a person's wall."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""As they are typed, Monday first."""


class Rhythm(StrEnum):
    DAILY = "daily"
    WEEKDAYS = "weekdays"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Schedule:
    """A rhythm and a time of day, in whatever zone the person lives."""

    rhythm: Rhythm
    at: time
    """To the minute."""
    day: int | None = None
    """Of weekly ones the weekday, 0 for Monday; of monthly ones the day, of which 31 means the last."""

    def __str__(self) -> str:
        """The schedule as it can be typed."""
        match self.rhythm:
            case Rhythm.WEEKLY:
                day = f" {WEEKDAYS[self.day or 0]}"
            case Rhythm.MONTHLY:
                day = f" {self.day}"
            case _:
                day = ""
        return f"{self.rhythm}{day} {self.at:%H:%M}"
