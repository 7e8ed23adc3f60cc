"""What people can ask for. `handlers/grammar/` makes these from words, `handlers/router.py` answers them."""

from dataclasses import dataclass, field

from core.admin import Administer
from core.audit import GetLog, ShowLog
from core.calls import ListCalls
from core.compliance import Oversee
from core.digests import DigestCommand
from core.notices import NoticeCommand
from core.periods import Period
from core.recordings import Filters
from core.timeline import ShowTimeline


@dataclass(frozen=True, slots=True)
class Number:
    """`show 2`: the second of the list that was last shown to this person."""

    value: int


@dataclass(frozen=True, slots=True)
class RecordingId:
    """The 32 hexadecimal digits of a recording, typed, pressed or found in something pasted."""

    value: str


@dataclass(frozen=True, slots=True)
class PlaybackLink:
    """A pasted link to a page that plays or downloads a recording; its RCID is not the recording's ID."""

    rcid: str

    @property
    def url(self) -> str:
        """A link that is read as this one again."""
        return f"https://webex.com/ldr.php?RCID={self.rcid}"


@dataclass(frozen=True, slots=True)
class CallId:
    """The UUID of a recorded call, hyphens included; in lower case."""

    value: str


Reference = Number | RecordingId | CallId | PlaybackLink


@dataclass(frozen=True, slots=True)
class Help:
    word: str | None = None
    is_greeting: bool = False


@dataclass(frozen=True, slots=True)
class ShowStatus:
    pass


@dataclass(frozen=True, slots=True)
class Connect:
    pass


@dataclass(frozen=True, slots=True)
class Disconnect:
    pass


@dataclass(frozen=True, slots=True)
class ListRecordings:
    """`list` and `search`. Without a period the person's default one."""

    filters: Filters = field(default_factory=Filters)
    words: str | None = None
    """What the topic must contain, when it was asked with `search`."""
    period: Period | None = None
    after: str | None = None
    """Go on after the recording with this ID: what *More* asks for."""


@dataclass(frozen=True, slots=True)
class ShowLatest:
    pass


@dataclass(frozen=True, slots=True)
class ShowRecording:
    of: Reference
    wants_more: bool = False
    """`show 2 more`: what else can be done with it."""


@dataclass(frozen=True, slots=True)
class GetLinks:
    of: Reference


@dataclass(frozen=True, slots=True)
class ShowSettings:
    pass


@dataclass(frozen=True, slots=True)
class ChangeSettings:
    """None leaves a setting as it is; the empty string clears it."""

    timezone: str | None = None
    site: str | None = None
    period: str | None = None
    transcripts: str | None = None
    """`keep`: `find` keeps sealed copies of what it reads."""
    quiet: str | None = None
    """The hours as `QuietHours` writes them."""


@dataclass(frozen=True, slots=True)
class ShowTranscript:
    of: Reference
    format: str = "txt"
    """`txt` or `vtt`."""


@dataclass(frozen=True, slots=True)
class FindSaid:
    """Search what was said."""

    phrase: str
    speaker: str | None = None
    """A part of the name or address of who said it."""
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class ShowSummary:
    of: Reference


@dataclass(frozen=True, slots=True)
class ShowParticipants:
    of: Reference


@dataclass(frozen=True, slots=True)
class ShowViewers:
    of: Reference


@dataclass(frozen=True, slots=True)
class ExplainRecording:
    """`why N`: why something of this recording is not there."""

    of: Reference


@dataclass(frozen=True, slots=True)
class ExplainMissing:
    """`why WORDS`: why a recording with these words in its topic is not in my list."""

    words: str


@dataclass(frozen=True, slots=True)
class ListMeeting:
    """The recordings of the meeting with this number (digits only)."""

    number: str


@dataclass(frozen=True, slots=True)
class Share:
    """Give others access, through Webex."""

    of: Reference
    people: tuple[str, ...] = ()
    """E-mail addresses, or IDs of people who were mentioned."""
    is_here: bool = False
    """With everybody in this space."""
    room_id: str | None = None
    """Which space `here` is, where it is not the one this is said in: what a confirming button says."""
    thread_id: str | None = None
    """The message there that its page is posted under."""
    sends_mail: bool = False
    """Whether Webex may write to them: only when asked for."""


@dataclass(frozen=True, slots=True)
class Unshare:
    of: Reference
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delete:
    """Into the recycle bin."""

    of: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class ShowTrash:
    period: Period | None = None
    after: str | None = None
    """Go on after the item with this ID: what *More* asks for."""


@dataclass(frozen=True, slots=True)
class Restore:
    of: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Purge:
    """For good. Done only when `typed` is the topic, or for several the words that were asked for."""

    of: tuple[Reference, ...]
    typed: str | None = None


@dataclass(frozen=True, slots=True)
class Confirm:
    """A button that confirms; what, and whose it is, stands sealed in the token. None is the way out: nothing is."""

    token: str | None


@dataclass(frozen=True, slots=True)
class ListSeries:
    """Coming meeting series, with the switch of each."""


@dataclass(frozen=True, slots=True)
class SetRecording:
    series: str
    """The ID of a meeting series."""
    is_on: bool


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Words that begin no command, with the nearest one that does, if any is near."""

    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Invalid:
    """A command with something impossible in it. `problem` is one sentence that says what is accepted."""

    problem: str
    word: str | None = field(default=None, compare=False)
    """Which of my words it was said with; None where that is not known."""


Command = (
    Help
    | ShowStatus
    | Connect
    | Disconnect
    | ListRecordings
    | ListCalls
    | ShowTimeline
    | ShowLatest
    | ShowRecording
    | GetLinks
    | ShowSettings
    | ChangeSettings
    | ShowTranscript
    | FindSaid
    | ShowSummary
    | ShowParticipants
    | ShowViewers
    | ExplainRecording
    | ExplainMissing
    | ListMeeting
    | Share
    | Unshare
    | Delete
    | ShowTrash
    | Restore
    | Purge
    | ListSeries
    | SetRecording
    | DigestCommand
    | NoticeCommand
    | Confirm
    | ShowLog
    | GetLog
    | Administer
    | Oversee
    | NotUnderstood
    | Invalid
)
