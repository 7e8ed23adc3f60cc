"""Notices: who is told what is ready the moment it is, and what of it; a person alone, and spaces they told me to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from core.calls import Item
from core.digests import InSpace, key_of
from core.meetings import Meeting
from core.recordings import Recording


@dataclass(frozen=True, slots=True)
class Wish:
    """That a person is told of what is theirs, or a space of recordings of that person."""

    person_id: str
    """As chat has it."""
    since: datetime
    """When it was asked for, in UTC; what was there before is no news."""
    space: InSpace | None = None
    """None for the person alone."""

    @property
    def audience(self) -> str:
        """Whom it tells."""
        return self.space.room_id if self.space else self.person_id


@dataclass(frozen=True, slots=True)
class Noticing:
    """What is listened for with one person's grant, while there is a wish of theirs. Instants are aware, in UTC."""

    person_id: str
    since: datetime
    """When it began."""
    covered_until: datetime
    """Up to when everything was looked for, whatever webhooks told."""
    refused: tuple[str, ...] = ()
    """The resources whose webhook Webex refused, as it does where a licence is missing."""
    is_waiting: bool = False
    """True once the person was told that notices wait for their account to be connected again."""
    wishes: tuple[Wish, ...] = ()

    @property
    def own(self) -> Wish | None:
        """The wish of the person to be told; None where only spaces are."""
        return next((wish for wish in self.wishes if wish.space is None), None)

    @property
    def rooms(self) -> tuple[str, ...]:
        """The IDs of the spaces that are told, in one order for everybody: the lanes of several are locked in it."""
        return tuple(sorted({wish.space.room_id for wish in self.wishes if wish.space}))

    def here(self, room_id: str) -> tuple[Wish, ...]:
        """What of this person's one space is told."""
        return tuple(wish for wish in self.wishes if wish.space and wish.space.room_id == room_id)


class About(StrEnum):
    """What a lead leads to."""

    RECORDING = "recording"
    CALL = "call"
    TRANSCRIPT = "transcript"
    """Of the meeting with that ID: the transcript itself can't be asked for."""
    MEETING = "meeting"
    """Whatever is made of it besides recordings; nobody is told of AI notes, so they are looked for."""


@dataclass(frozen=True, slots=True)
class Lead:
    """Something to look at, because Webex said that it is there: IDs alone, the rest is not to be trusted."""

    about: About
    id: str
    root: str
    """Names what it came from: all looks that follow from it are told apart by their number."""
    looks: int = 0
    """How often it was looked at before."""

    def as_json(self) -> dict[str, Any]:
        """For a row of work."""
        return {"about": self.about.value, "id": self.id, "root": self.root, "looks": self.looks}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Lead":
        """What `as_json` gave."""
        return cls(About(value["about"]), value["id"], value["root"], value["looks"])


@dataclass(frozen=True, slots=True)
class Made:
    """What there is by now of a meeting that was held."""

    meeting: Meeting
    has_transcript: bool
    has_notes: bool
    recording: Recording | None = None
    """The first one of it that the person sees: transcripts and notes are asked for by it."""
    is_binned: bool = False
    """Whether the person sees recordings of it in the recycle bin alone."""


def thread_of(found: Item | Made) -> str:
    """What the thread is known by into which everything of one meeting goes."""
    if isinstance(found, Made):
        return found.meeting.id
    meeting_id = found.meeting_id if isinstance(found, Recording) else None
    return meeting_id or key_of(found)


@dataclass(frozen=True, slots=True)
class ShowNotices:
    """`notify`: whether there are notices, and the button to change that."""


@dataclass(frozen=True, slots=True)
class SetNotices:
    is_on: bool


@dataclass(frozen=True, slots=True)
class ShowSpaceNotices:
    """What this space is told at once, and on whose behalf."""


@dataclass(frozen=True, slots=True)
class SetSpaceNotices:
    """Tell this space at once when something of the person who asks is ready."""

    topic: str | None = None
    """Words that the topic must have."""
    series: str | None = None
    """The ID of a meeting series."""
    room_id: str | None = None
    """Which space, where it is not the one this is said in: what is asked again after a consent."""


@dataclass(frozen=True, slots=True)
class StopSpaceNotices:
    """No notices in this space any more, whoever asked for them."""


NoticeCommand = ShowNotices | SetNotices | ShowSpaceNotices | SetSpaceNotices | StopSpaceNotices
