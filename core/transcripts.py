"""What was said (reference 12)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Transcript:
    """That there is a transcript, not what is in it. Belongs to an ended meeting, not to a recording."""

    id: str
    meeting_id: str
    topic: str = ""
    started_at: datetime | None = None
    """When the meeting began, in UTC."""
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Snippet:
    """One thing somebody said."""

    text: str = field(repr=False)
    speaker: str
    speaker_email: str
    at: timedelta
    """From the beginning of the meeting."""
