"""Meetings: series, occurrences of them, and instances that were held (reference 11)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Meeting:
    """One of the three kinds (reference 11.1)."""

    id: str
    title: str
    kind: str
    """`meetingSeries`, `scheduledMeeting` or `meeting`."""
    state: str = ""
    number: str | None = None
    start: datetime | None = None
    end: datetime | None = None
    series_id: str | None = None
    site: str | None = None
    host_name: str | None = None
    host_email: str | None = None
    is_recorded_by_itself: bool | None = None
    """Whether recording starts by itself; None where Webex doesn't tell."""
    was_recorded: bool | None = None
    """Whether there is or was a recording; None where Webex doesn't tell, as of all that is not over."""
