"""Recordings of meetings and calls as one list."""

from dataclasses import dataclass, field
from enum import StrEnum

from core.calls import ItemPage
from core.errors import Forbidden, NeedsConsent
from core.periods import Period
from core.recordings import Filters


@dataclass(frozen=True, slots=True)
class ShowTimeline:
    """`all`: meetings and calls. Without a period the person's default one."""

    filters: Filters = field(default_factory=Filters)
    """Those that both kinds know: `topic`, `format` and `status`."""
    period: Period | None = None
    after: str | None = None
    """Go on after the item with this ID: what *More* asks for."""


class Kind(StrEnum):
    """What was recorded."""

    MEETINGS = "meetings"
    CALLS = "calls"


@dataclass(frozen=True, slots=True)
class Unseen:
    """A kind that is not in a list, and why: Webex refuses it to this person, or they never allowed it to the bot."""

    kind: Kind
    why: Forbidden | NeedsConsent


@dataclass(frozen=True, slots=True)
class Timeline:
    """A piece of the list of both kinds."""

    page: ItemPage
    unseen: Unseen | None = None
