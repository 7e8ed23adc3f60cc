"""Digests: what can be asked of them, what somebody subscribed to, and what one of them has to tell."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.recordings import Recording
from core.schedules import Schedule


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


@dataclass(frozen=True, slots=True)
class News:
    """What a digest tells: recordings that appeared since the last one, newest first."""

    recordings: tuple[Recording, ...]
    since: datetime
    until: datetime
    is_complete: bool = True
    """False when Webex asked to wait so long that a part could not be read."""

    @property
    def total_length(self) -> timedelta:
        return sum((each.length for each in self.recordings if each.length), timedelta())


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


def key_of(recording: Recording) -> str:
    """What the telling of a recording is remembered by."""
    return f"recording:{recording.id}"


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
