"""What people can ask for. `handlers/grammar.py` makes these from words, `handlers/router.py` answers them."""

from dataclasses import dataclass, field

from core.periods import Period
from core.recordings import Filters


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


Reference = Number | RecordingId | PlaybackLink


@dataclass(frozen=True, slots=True)
class Help:
    word: str | None = None


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


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Words that begin no command, with the nearest one that does, if any is near."""

    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Invalid:
    """A command with something impossible in it. `problem` is one sentence that says what is accepted."""

    problem: str


Command = (
    Help
    | ShowStatus
    | Connect
    | Disconnect
    | ListRecordings
    | ShowLatest
    | ShowRecording
    | GetLinks
    | ShowSettings
    | ChangeSettings
    | NotUnderstood
    | Invalid
)
