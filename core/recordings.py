"""Meeting recordings (reference 9)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from core.periods import Period


class Status(StrEnum):
    AVAILABLE = "available"
    DELETED = "deleted"  # in the recycle bin
    PURGED = "purged"


@dataclass(frozen=True, slots=True)
class Recording:
    """One recording of a meeting (reference 9.1). Instants are aware, in UTC; what Webex may leave out may be None."""

    id: str
    topic: str
    created_at: datetime
    """When the file was made, which can be hours after the meeting."""
    recorded_at: datetime | None = None
    """When somebody pressed Record; what people mean by the date of a recording."""
    length: timedelta | None = None
    size: int | None = None
    """Bytes."""
    format: str = ""
    service: str | None = None
    site: str | None = None
    meeting_id: str | None = None
    scheduled_meeting_id: str | None = None
    series_id: str | None = None
    is_shared_with_me: bool = False
    status: str = Status.AVAILABLE
    playback_url: str | None = field(default=None, repr=False)
    download_url: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)
    tags: tuple[str, ...] = ()
    host_email: str | None = None
    """Told to administrators alone, as is the name (reference 9.1); of others the meeting may tell who hosted it."""
    host_name: str | None = None

    @property
    def when(self) -> datetime:
        """When it was recorded, or when its file was made where Webex doesn't tell (reference 17, trap 4)."""
        return self.recorded_at or self.created_at

    @property
    def is_download_prevented(self) -> bool:
        return self.download_url is None

    @property
    def has_readable_password(self) -> bool:
        """False when there is none or Webex masked it (reference 17, trap 7)."""
        return bool(self.password and self.password.strip("*"))


@dataclass(frozen=True, slots=True, repr=False)
class Links:
    """Download links. Whoever holds one can download, so they go to the person alone and live about three hours."""

    video: str | None
    audio: str | None
    transcript: str | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class RecordingDetails:
    recording: Recording
    links: Links | None
    """None when Webex gave none, as it does where downloading is prevented (reference 9.3)."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What to keep of a list; None keeps everything. `topic` is matched here, word by word, not by Webex."""

    topic: str | None = None
    format: str | None = None
    type: str | None = None
    site: str | None = None
    tag: str | None = None
    meeting: str | None = None
    host: str | None = None
    """`me` or `others`."""
    status: str | None = None


@dataclass(frozen=True, slots=True)
class RecordingPage:
    """A piece of a list, newest first, as one card shows it."""

    recordings: tuple[Recording, ...]
    period: Period
    first: int = 1
    """The number of the first recording on this page."""
    offset: int = 0
    """How many of the whole list stand before this page; more than its numbers tell on an old list that goes on."""
    total: int = 0
    """How many there are on all pages."""
    has_more: bool = False
    is_complete: bool = True
    """False when Webex asked to wait so long that a part of the period could not be read."""

    @property
    def items(self) -> tuple[Recording, ...]:
        return self.recordings
