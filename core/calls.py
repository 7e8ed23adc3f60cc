"""Recordings of phone calls, which Webex calls converged recordings (reference 10)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.periods import Period
from core.recordings import Recording, Status


@dataclass(frozen=True, slots=True)
class Call:
    """One recorded call (reference 10.1). Instants are aware, in UTC; what Webex may leave out may be None.

    Today Webex gives calls as MP3 alone; other formats and services are taken as they come.
    """

    id: str
    """A UUID with its hyphens, which tells it from the ID of a meeting's recording."""
    topic: str
    """Often holds a phone number, so it is shown to its owner alone."""
    created_at: datetime
    """When the file was made."""
    recorded_at: datetime | None = None
    """When the recording began."""
    length: timedelta | None = None
    size: int | None = None
    """Bytes."""
    format: str = ""
    service: str | None = None
    status: str = Status.AVAILABLE
    owner_id: str | None = None
    owner_email: str | None = None
    owner_type: str | None = None
    """`user`, `place`, `virtualLine` or `callQueue`."""
    region: str | None = None
    location_id: str | None = None

    @property
    def when(self) -> datetime:
        """When it was recorded, or when its file was made where Webex doesn't tell."""
        return self.recorded_at or self.created_at


@dataclass(frozen=True, slots=True, repr=False)
class CallLinks:
    """Links of about three hours (reference 10.3). The two files need no token; the three notes open with one only,
    so the bot reads them itself and never shows their links."""

    audio: str | None
    transcript: str | None
    expires_at: datetime
    short_notes: str | None = None
    suggested_notes: str | None = None
    action_items: str | None = None


@dataclass(frozen=True, slots=True)
class CallDetails:
    call: Call
    links: CallLinks | None
    """None when Webex gave none: downloading is prevented, or the asker is an administrator (reference 10.3)."""


@dataclass(frozen=True, slots=True, repr=False)
class Party:
    """Somebody on a call. Personal data: for the owner of the recording alone. What Webex doesn't tell is empty."""

    name: str = ""
    number: str = ""
    email: str = ""
    kind: str = ""
    """`user`, `place`, `virtualLine`… as Webex has it."""


@dataclass(frozen=True, slots=True)
class CallAction:
    """Something done to the recording while it ran: `start`, `pause`, `resume`, `stop`… as Webex has it."""

    name: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Redirect:
    """A call that was passed on: why, in Webex's words, and by or to whom; either may be missing."""

    reason: str = ""
    party: Party | None = None


@dataclass(frozen=True, slots=True, repr=False)
class CallMetadata:
    """Who called whom, and how (reference 10.4). Instants are aware, in UTC."""

    caller: Party | None = None
    called: Party | None = None
    answered_by: Party | None = None
    """Who took the call, which may be the one who was called."""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    personality: str = ""
    """The owner's side: `originator`, `terminator`… as Webex has it."""
    recording_type: str = ""
    """What made it record: `always`, `onDemand`… as Webex has it."""
    actions: tuple[CallAction, ...] = ()
    participants: tuple[Party, ...] = ()
    """Everybody who was on the call, each once; told only where all types were asked for, as the redirects are."""
    redirects: tuple[Redirect, ...] = ()
    owner_name: str = ""

    @property
    def length(self) -> timedelta | None:
        """How long the call was, which may be longer than its recording."""
        return self.ended_at - self.started_at if self.started_at and self.ended_at else None


@dataclass(frozen=True, slots=True, repr=False)
class CallNotes:
    """What the AI of Webex noted of a call. Each as it came, HTML or plain text that nobody has made safe yet; empty
    where there is none."""

    short: str = ""
    suggested: str = ""
    action_items: str = ""
    is_elsewhere: bool = False
    """Whether some lie on a host that isn't Webex's, where the person's token must not be shown."""
    is_complete: bool = True
    """False when some could not be read."""

    @property
    def has_any(self) -> bool:
        return any(each.strip() for each in (self.short, self.suggested, self.action_items))


@dataclass(frozen=True, slots=True)
class CallFilters:
    """What to keep of a list of calls; None keeps everything. `topic` is matched here, word by word."""

    topic: str | None = None
    format: str | None = None
    type: str | None = None
    status: str | None = None
    owner_type: str | None = None
    region: str | None = None
    location: str | None = None
    owner: str | None = None
    """An e-mail address or a plain UUID; only administrators and compliance officers may ask for others."""


@dataclass(frozen=True, slots=True)
class ListCalls:
    """`calls`. Without a period the person's default one."""

    filters: CallFilters = field(default_factory=CallFilters)
    period: Period | None = None
    after: str | None = None
    """Go on after the call with this ID: what *More* asks for."""


Item = Recording | Call
"""What lists, the recycle bin and numbers are about."""


@dataclass(frozen=True, slots=True)
class ItemPage:
    """A piece of a list of calls, or of both kinds, newest first, as one card shows it; otherwise a `RecordingPage`."""

    items: tuple[Item, ...]
    period: Period
    first: int = 1
    offset: int = 0
    total: int = 0
    has_more: bool = False
    is_complete: bool = True
