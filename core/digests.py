"""Digests: what can be asked of them, what somebody subscribed to, and what one of them has to tell."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.bin import InBin
from core.calls import Item
from core.periods import Period
from core.recordings import Recording
from core.schedules import Schedule


@dataclass(frozen=True, slots=True)
class InSpace:
    """Where a digest goes that everybody in a space is to see, and what of a person's recordings it tells there."""

    room_id: str
    topic: str | None = None
    """Words that the topic must have."""
    series: str | None = None
    """The ID of a meeting series."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A person's wish to hear again and again. Instants are aware, in UTC."""

    id: int
    person_id: str
    schedule: Schedule
    next_at: datetime
    """When the next digest is due."""
    since: datetime
    """When it was asked for; what was there before is no news."""
    covered_until: datetime
    """Up to when the digests so far have told everything, as far as Webex showed it."""
    shows_empty: bool = False
    """Whether a digest comes also when there is nothing to tell."""
    is_waiting: bool = False
    """True once the person was told that digests wait for their account to be connected again."""
    space: InSpace | None = None
    """None for a person's own digest."""

    @property
    def audience(self) -> str:
        """Whom it tells."""
        return self.space.room_id if self.space else self.person_id


@dataclass(frozen=True, slots=True)
class Ready:
    """What else there is by now of a meeting that was recorded."""

    recording: Recording
    has_transcript: bool = False
    has_notes: bool = False
    action_items: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class News:
    """What a digest tells: what appeared since the last one, newest first."""

    items: tuple[Item, ...]
    since: datetime
    until: datetime
    ready: tuple[Ready, ...] = ()
    """What has become ready of meetings, newest first; their recordings may have been told before."""
    leaving: tuple[InBin, ...] = ()
    """What the bot binned and Webex is about to remove, the most urgent first."""
    is_complete: bool = True
    """False when Webex asked to wait so long that a part could not be read."""
    offset: int = 0
    """How many items of the period stand before these, on cards that were shown before."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell, and all of it was looked at."""
        return self.is_complete and not (self.items or self.ready or self.leaving)

    @property
    def made(self) -> Period:
        """When the files of all items were made, of which there is at least one."""
        # To the second, as it is asked for; the last one is whole.
        until = self.until.replace(microsecond=0) + timedelta(seconds=1)
        return Period(min(each.created_at for each in self.items), until)

    @property
    def total_length(self) -> timedelta:
        return sum((each.length for each in self.items if each.length), timedelta())


@dataclass(frozen=True, slots=True)
class Told:
    """What an answer tells an audience, so that nothing tells it again."""

    audience: str
    """A person's ID, or that of a space."""
    appeared: dict[str, datetime]
    """When what was told appeared at Webex, by its key."""
    subscription_id: int | None = None
    until: datetime | None = None
    """Up to when that subscription is covered then."""
    thread: str | None = None
    """What the thread is known by that this begins, unless there is one."""


def key_of(item: Item) -> str:
    """What the telling of a recording, of a meeting or a call, is remembered by."""
    return f"recording:{item.id}"


def transcript_key(meeting_id: str) -> str:
    """What it is remembered by that the transcript of a meeting is there."""
    return f"transcript:{meeting_id}"


def notes_key(meeting_id: str) -> str:
    """What it is remembered by that the AI notes of a meeting are there."""
    return f"notes:{meeting_id}"


def leaving_key(item_id: str, since: datetime) -> str:
    """What it is remembered by that a recording is about to leave the bin; binned once more, it is another one."""
    return f"binned:{item_id}:{int(since.timestamp())}"


def keys_of(ready: Ready) -> tuple[str, ...]:
    """What the telling of it is remembered by; none where nothing of it is there."""
    meeting_id = ready.recording.meeting_id or ""
    transcript = (transcript_key(meeting_id),) if ready.has_transcript else ()
    return (*transcript, notes_key(meeting_id)) if ready.has_notes else transcript


@dataclass(frozen=True, slots=True)
class ShowDigests:
    """When digests come, and the form to change it."""


@dataclass(frozen=True, slots=True)
class SetDigest:
    schedule: Schedule | None = None
    """None changes only what follows."""
    is_added: bool = False
    """Beside the digests there are, not in their place."""
    timezone: str | None = None
    shows_empty: bool | None = None
    """Whether digests come also when there is nothing to tell; None leaves that as it is."""


@dataclass(frozen=True, slots=True)
class StopDigests:
    pass


@dataclass(frozen=True, slots=True)
class ShowNews:
    """`digest now`: what is new, without changing what comes."""

    period: Period | None = None
    """What appeared in it instead, told before or not."""
    after: str | None = None
    """Go on after the recording with this ID: what *More* asks for."""


@dataclass(frozen=True, slots=True)
class ShowSpaceDigests:
    """What this space is told, and on whose behalf."""


@dataclass(frozen=True, slots=True)
class SetSpaceDigest:
    """Tell this space of recordings of the person who asks."""

    schedule: Schedule
    topic: str | None = None
    series: str | None = None
    room_id: str | None = None
    """Which space, where it is not the one this is said in: what is asked again after a consent."""


@dataclass(frozen=True, slots=True)
class StopSpaceDigests:
    """Nothing of the kind in this space any more, whoever asked for it."""


@dataclass(frozen=True, slots=True)
class ShowSpaceNews:
    """`digest now here`: what is new of the recordings of whoever asks."""


@dataclass(frozen=True, slots=True)
class ShowRestOfSpaceNews:
    """What *More* below a digest of a space asks for, whoever presses it: the next ones that the space was told of."""

    subscription_id: int
    period: Period
    after: str
    """The ID of the recording to go on after."""


DigestCommand = (
    ShowDigests
    | SetDigest
    | StopDigests
    | ShowNews
    | ShowSpaceDigests
    | SetSpaceDigest
    | StopSpaceDigests
    | ShowSpaceNews
    | ShowRestOfSpaceNews
)
