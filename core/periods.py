"""Stretches of time that people ask about."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` up to but without `end`, both aware, in UTC."""

    start: datetime
    end: datetime

    def __contains__(self, instant: datetime) -> bool:
        return self.start <= instant < self.end

    def windows(self, longest: timedelta) -> list["Period"]:
        """The period cut into consecutive pieces of at most that length, newest first."""
        pieces, end = [], self.end
        while end > self.start:
            start = max(self.start, end - longest)
            pieces.append(Period(start, end))
            end = start
        return pieces

    def __str__(self) -> str:
        """The period as it can be typed again at any later time: absolute, in UTC."""
        return f"{_typed(self.start)}..{_typed(self.end)}"


def _typed(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
