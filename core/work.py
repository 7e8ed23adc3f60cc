"""Work as the worker sees it: one claimed row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class WorkKind(StrEnum):
    MESSAGE = "message"
    """Somebody wrote to the bot."""
    PRESS = "press"
    """Somebody pressed a button of a card."""
    ADDED = "added"
    """The bot was added to a space, or a direct room with it was opened."""
    CONNECTED = "connected"
    """A person's consent has arrived; say so and answer what they had asked."""
    DIGEST = "digest"
    """A digest is due."""
    NOTICE = "notice"
    """Webex said that something is there: look, and tell whoever wants to be told."""
    LOOK_AGAIN = "look_again"
    """It was not there yet; time for another look, as a notice."""
    SWEEP = "sweep"
    """Look for what no webhook told somebody who has notices."""
    MISSED = "missed"
    """The bot has heard nothing for a while: look up what was said meanwhile."""
    SPACE_NOTICE = "space_notice"
    """Something is there of which a space is to be told: look once more, and tell it."""
    SPACE_SWEEP = "space_sweep"
    """See to it that a space is still to be told, and tell what it was not told, where that is much."""
    DELETE_MESSAGE = "delete_message"
    """What a message holds has expired."""

    @property
    def can_wait(self) -> bool:
        """Whether nobody sits there and waits for it, so that it goes last and no faster than Webex takes posts."""
        return self is WorkKind.DIGEST

    @property
    def tells(self) -> bool:
        """Whether it tells what is new, each thing once."""
        return self in _TELLING


_TELLING = frozenset({WorkKind.DIGEST, WorkKind.NOTICE, WorkKind.SWEEP, WorkKind.SPACE_NOTICE, WorkKind.SPACE_SWEEP})


@dataclass(frozen=True, slots=True)
class Job:
    """A row that this worker holds the lease of."""

    id: int
    kind: WorkKind
    person_id: str | None
    payload: Mapping[str, Any]
    """IDs and places; never text, tokens or links in the clear."""
    asked_at: datetime
    """When it happened at Webex, by Webex's clock."""
    attempts: int
    """1 on the first."""
    lease: str
    losses: int = 0
    """How many of the attempts nobody came back from, as when what is done kills the process."""
    noes: int = 0
    """How many of the attempts were put back for a clear no of Webex, one after the other to the same thing."""
    no_to: str | None = None
    """To what Webex has said no that often."""
    reason: str | None = None
    """Why it has failed for good, where nothing is left to do but tell whoever waits for it."""


@dataclass(frozen=True, slots=True)
class FailedWork:
    """A row that failed for good, as an operator may see it: nothing in it is about anybody."""

    number: int
    kind: str
    asked_at: datetime
    failed_at: datetime
    attempts: int
    reason: str
    is_emptied: bool
    """Whether its person has disconnected, so that nothing is left of what was to be done."""


def lane_of(kind: WorkKind, person_id: str | None, room_id: str | None = None) -> str | None:
    """In which lane a row waits for its turn; None for one that runs whenever it is due."""
    match kind:
        case WorkKind.MISSED:
            return "missed"  # one look-up after the other
        # What waits for hours is in no lane: the person's other notices must not wait behind it.
        case _ if not person_id or kind in (WorkKind.DELETE_MESSAGE, WorkKind.LOOK_AGAIN):
            return None
        # Beside the person's own lane: what waits for Webex here must not hold up what they ask.
        case WorkKind.DIGEST:
            return f"digest|{person_id}"
        case WorkKind.NOTICE | WorkKind.SWEEP:
            return f"notice|{person_id}"
        # One thread for each meeting, whoever had the space told of it.
        case WorkKind.SPACE_NOTICE | WorkKind.SPACE_SWEEP:
            return f"notice|{room_id}"
        case _:
            return person_id
