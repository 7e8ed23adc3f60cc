"""Why something is not there. Each reason was checked, none is guessed."""

from dataclasses import dataclass
from enum import Enum

from core.meetings import Meeting
from core.recordings import Recording


class Reason(Enum):
    """What stands in the way of a recording, its download or its transcript."""

    IN_LIST = "in the usual list"
    SHARED = "hosted by somebody else and shared with me"
    PREVENTED = "downloading is switched off"
    NO_LINKS = "Webex gives no links at the moment"
    NO_TRANSCRIPT = "no transcript was made"
    HAS_TRANSCRIPT = "there is a transcript, although the links lack it"
    NO_MEETING = "it belongs to no meeting, so it can have no transcript"
    ARF = "an older format"
    IN_BIN = "in the recycle bin"
    PURGED = "deleted for good"
    OTHER_SITE = "on another site than the chosen one"
    OUTSIDE_PERIOD = "outside the default period"
    LATE = "its file was made so late that a list of its day misses it"
    PROCESSING = "the meeting ended lately and was recorded"
    RECENT = "the meeting ended lately, and Webex does not say yet whether it was recorded"
    NOT_RECORDED = "the meeting was not recorded"
    GONE = "the meeting was recorded, and I see no recording of it"


@dataclass(frozen=True, slots=True)
class Explained:
    """A recording, and what there is to say of it."""

    recording: Recording
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    """A meeting that is over, of which there is no recording."""

    meeting: Meeting
    reason: Reason


@dataclass(frozen=True, slots=True)
class Missing:
    """What looking everywhere for words of a topic came to, newest first."""

    words: str
    recordings: tuple[Explained, ...] = ()
    meetings: tuple[HeldMeeting, ...] = ()
    is_complete: bool = True
    """False when a part could not be read."""
