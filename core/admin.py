"""What administrators ask for, and what comes of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.calls import CallFilters, Item
from core.errors import BotError
from core.periods import Period
from core.recordings import Filters, Recording, Status


@dataclass(frozen=True, slots=True)
class Named:
    """A recording as an administrator names it."""

    what: int | str
    """Its number in the last list of this administrator, or its ID."""
    owner: str | None = None
    """The address of its host, which Webex wants to hear with the ID of a meeting's recording (reference 9)."""


@dataclass(frozen=True, slots=True)
class ShowAdmin:
    """`admin`: what there is, and whether the bot may."""


@dataclass(frozen=True, slots=True)
class ConnectAdmin:
    pass


@dataclass(frozen=True, slots=True)
class DisconnectAdmin:
    """Forget what was allowed as an administrator, and nothing else."""


@dataclass(frozen=True, slots=True)
class ListOthersCalls:
    filters: CallFilters = field(default_factory=CallFilters)
    period: Period | None = None
    after: str | None = None
    """Go on after the recording with this ID."""


@dataclass(frozen=True, slots=True)
class ListOthersMeetings:
    filters: Filters = field(default_factory=Filters)
    host: str | None = None
    """The address of one host."""
    period: Period | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class ShowOthers:
    of: Named


@dataclass(frozen=True, slots=True)
class MoveOthers:
    """Into the recycle bin (`DELETED`), out of it (`AVAILABLE`) or away for good (`PURGED`)."""

    of: tuple[Named, ...]
    to: Status
    typed: str | None = None
    """What was typed to confirm."""


@dataclass(frozen=True, slots=True)
class MoveAllCalls:
    """The same with all calls of one person."""

    owner: str
    to: Status
    typed: str | None = None
    count: int | None = None
    """How many the person who confirms was told of."""


@dataclass(frozen=True, slots=True)
class ReassignCalls:
    """Give calls to another person."""

    of: tuple[Named, ...]
    to: str


@dataclass(frozen=True, slots=True)
class ReassignAllCalls:
    owner: str
    """An address, or the UUID of a virtual line or workspace."""
    to: str
    count: int | None = None
    """As above."""


AdminWord = (
    ShowAdmin
    | ConnectAdmin
    | DisconnectAdmin
    | ListOthersCalls
    | ListOthersMeetings
    | ShowOthers
    | MoveOthers
    | MoveAllCalls
    | ReassignCalls
    | ReassignAllCalls
)


@dataclass(frozen=True, slots=True)
class Administer:
    """`admin …`: what only an administrator may ask."""

    word: AdminWord


@dataclass(frozen=True, slots=True)
class OthersPage:
    """A piece of a list of others' recordings, newest first, as one card shows it."""

    items: tuple[Item, ...]
    period: Period
    first: int = 1
    """The number of the first one on this page."""
    offset: int = 0
    """How many of the whole list stand before this page."""
    total: int = 0
    has_more: bool = False
    is_complete: bool = True
    """False when Webex asked to wait so long that a part could not be read."""
    unread_sites: tuple[str, ...] = ()
    """Sites that Webex does not let this administrator read."""
    is_one_site: bool = False
    """True when Webex did not tell which sites there are, so that only the preferred one was looked at."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Recordings that an administrator named."""

    items: tuple[Item, ...]
    unknown: int = 0
    """How many of those that were named Webex does not show."""
    gone: int = 0
    """How many an earlier attempt at the same answer removed for good."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of changing recordings of others."""

    items: tuple[Item, ...]
    """Those that are now as they were to be, whoever made them so."""
    left: tuple[Item, ...] = ()
    why: BotError | None = None
    """Why some were left."""
    gone: int = 0
    """How many more are done, of which Webex tells nothing any more."""


def owner_of(item: Item) -> str | None:
    """Whose it is: an address, or the ID of a virtual line or workspace, which have none."""
    return item.host_email if isinstance(item, Recording) else item.owner_email or item.owner_id


def named(item: Item) -> Named:
    """A recording by its ID, and its host where Webex has to be told."""
    return Named(item.id, item.host_email if isinstance(item, Recording) else None)


def said(several: Iterable[Named]) -> str:
    """How they stand in a sentence: `ID ID of ana@example.com ID`. What is of no host comes last."""
    by_host: dict[str | None, list[str]] = {}
    for each in several:
        by_host.setdefault(each.owner, []).append(str(each.what))
    rest = by_host.pop(None, [])
    return " ".join([*(f"{' '.join(ids)} of {host}" for host, ids in by_host.items()), *rest])
