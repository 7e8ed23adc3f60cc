"""The hours in which somebody wants to hear nothing that can wait."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one time of day up to another, by the clock on a person's wall; the same time twice is no hours."""

    start: time
    end: time

    def __str__(self) -> str:
        """The hours as they can be typed: `22:00-07:00`."""
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    @classmethod
    def parse(cls, typed: str) -> "QuietHours":
        """What `str` made of them. Raises `ValueError` for anything else."""
        start, end = map(time.fromisoformat, typed.split("-"))
        return cls(start, end)
