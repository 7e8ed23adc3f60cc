"""Recordings of meetings and calls as one list."""

from dataclasses import dataclass
from enum import StrEnum

from core.calls import ItemPage
from core.errors import Forbidden, NeedsConsent


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
