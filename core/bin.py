"""The recycle bin, of meetings' recordings and of calls (reference 9.5, 10.5)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.calls import Item
from core.errors import BotError

USUALLY_KEPT = timedelta(days=30)
"""How long Webex says that it keeps what lies in the recycle bin of calls; of meetings it says nothing, and an
organisation may have set another time. So this is never promised."""


@dataclass(frozen=True, slots=True)
class InBin:
    """A recording that the bot put into the recycle bin for somebody, and when."""

    item: Item
    since: datetime

    @property
    def usually_until(self) -> datetime:
        """When it is gone, as a rule."""
        return self.since + USUALLY_KEPT


@dataclass(frozen=True, slots=True)
class Chosen:
    """Recordings that somebody named."""

    items: tuple[Item, ...]
    unknown: tuple[str, ...] = ()
    """The IDs of those that Webex does not show: gone for good, or never to be seen by this person."""
    gone: tuple[str, ...] = ()
    """The IDs of those that an earlier attempt at the same answer removed for good; Webex shows them no longer."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What came of moving recordings into the bin, out of it, or away for good."""

    done: tuple[Item, ...]
    """Those that are now as they were to be, whoever made them so."""
    left: tuple[Item, ...] = ()
    """Those that stayed as they were."""
    why: BotError | None = None
    """Why some stayed."""
    gone: int = 0
    """How many more are done, of which Webex tells nothing any more."""
