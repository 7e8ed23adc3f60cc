"""What administrators and compliance officers change for others, as it is written down for good."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.grants import GrantKind
from core.periods import Period


class Ending(StrEnum):
    """How far a deed has come."""

    BEGUN = "begun"
    """About to be done; nobody knows yet whether it was."""
    DONE = "done"
    PARTLY = "partly"
    """Done to some of what was meant, by the count."""
    REFUSED = "refused"
    """Webex said no, with a status."""
    FAILED = "failed"
    """Something went wrong on the way; it may be tried again."""


@dataclass(frozen=True, slots=True)
class Deed:
    """A change that somebody makes by their role. Holds no topics, links or telephone numbers."""

    kind: GrantKind
    """As what they do it."""
    action: str
    """The word for it, such as `delete` or `erase`."""
    subject: str
    """Whose recordings: an e-mail address, or an ID where Webex tells no address."""
    what: tuple[str, ...] = ()
    """The IDs of the recordings."""
    reason: str | None = None
    """Why, in the words of who does it."""
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the audit: before a change one that says `begun`, after it one that says how it ended."""

    number: int
    """From 1 on, without a gap."""
    at: datetime
    actor_id: str
    actor_email: str
    deed: Deed
    ending: Ending
    begun: int | None = None
    """The number of the row that said `begun`; None in that row itself."""
    count: int | None = None
    """How many recordings were changed, where it is over and that is known: not where it failed."""
    status: int | None = None
    """What Webex answered, where it refused."""
    org_id: str = ""
    """The organisation of who did it, which no other one reads of."""


@dataclass(frozen=True, slots=True)
class ShowLog:
    """`audit`: what was changed by a role, newest first."""

    period: Period | None = None
    after: int | None = None
    """Go on after the entry with this number: what *More* asks for."""


@dataclass(frozen=True, slots=True)
class GetLog:
    """`audit csv`: all of it, as a file."""

    period: Period | None = None


@dataclass(frozen=True, slots=True)
class LogPage:
    """A piece of the log, newest first: what was done, each with how it ended."""

    entries: tuple[Entry, ...]
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of looking through the whole audit."""

    rows: int
    """How many there are."""
    problem: str | None = None
    """A sentence that names the first row that is not as it was written; None where all are."""
