"""What was said (reference 12)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

LONGEST_KEPT = timedelta(days=30)
"""How long a copy of what was said is used at most, for people who want any kept; then it is removed."""


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


@dataclass(frozen=True, slots=True, repr=False)
class TranscriptText:
    """What was said, whole, in the form that was asked for."""

    transcript: Transcript
    format: Literal["txt", "vtt"]
    content: str


@dataclass(frozen=True, slots=True, repr=False)
class Hit:
    """A place where somebody said what was looked for."""

    transcript: Transcript
    said: Snippet
    before: Snippet | None
    after: Snippet | None
    is_exact: bool
    """The phrase as it was given; otherwise only all of its words."""
    near: int = 0
    """About where in the text the words begin."""
    recording_id: str | None = None
    """The recording of that meeting; None where the person sees none."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What came of searching what was said, best first."""

    hits: tuple[Hit, ...]
    total: int
    """How many hits there are in all; `hits` has the best of them."""
    searched: int
    """How many meetings were searched."""
    found_in: int
    """In how many meetings it was said."""
    silent: tuple[str, ...] = ()
    """The topics of recordings whose meetings have no transcript, newest first."""
    unread: int = 0
    """How many transcripts could not be read."""
    is_complete: bool = True
    """False when a part of the period could not be read."""
    knows_sites: bool = True
    """False when Webex did not name the person's sites, so that only the default one was searched."""
