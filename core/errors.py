"""Every error the bot knows by name. They carry facts; the words for people are made in `cards/errors.py`.

BotError
├── Retryable            comes right by itself: put the work back and try again later
│   ├── RateLimited      429, with the seconds Webex asked for when it said so
│   ├── Locked           423, a file is being scanned
│   ├── ToldMeanwhile    something else tells a part of it, or has: read again what is left to tell
│   └── Unavailable      5xx, no answer, or an answer that is no answer
│       └── SaidNo       a clear no of Webex that is not believed yet; the row counts it
├── NeedsPerson          only the person can help
│   ├── NotConnected     no grant, or one that Webex no longer honours
│   └── NeedsConsent     a grant that lacks scopes
├── Refused              Webex understood and said no
│   ├── BadRequest       400, 405, 415, 428 and whatever else is our or the person's wording
│   ├── Unauthorized     401, the token is missing, wrong or expired
│   ├── Forbidden        403, a scope, a role, a licence or a site is missing
│   │   └── RoleMissing  403 to all that only an administrator or a compliance officer may do
│   ├── NotFound         404 and 410
│   └── Conflict         409, often "already so"
└── LeaseLost            another worker has taken this row over; stop without touching anything
"""

from dataclasses import dataclass
from enum import StrEnum

from core.grants import GrantKind


class BotError(Exception):
    """The root of the tree."""


class Retryable(BotError):
    """Trying the same again later may work."""

    after: float | None = None
    """Seconds that Webex asked to wait, when it said so."""


@dataclass(eq=False)
class RateLimited(Retryable):
    after: float | None = None


@dataclass(eq=False)
class Locked(Retryable):
    after: float | None = None


@dataclass(eq=False)
class ToldMeanwhile(Retryable):
    after: float | None = None


@dataclass(eq=False)
class Unavailable(Retryable):
    status: int | None = None
    after: float | None = None


class NoTo(StrEnum):
    """What Webex has said no to: several count together only where they are to the same."""

    ANSWER = "answer"
    """A post, or whatever else is not named here."""
    QUESTION = "question"
    """To show what a person wrote or pressed."""
    APOLOGY = "apology"
    """A word about what has failed for good."""
    SPACE = "space"
    """To be in a space, or to post there."""
    NEWS = "news"
    """To show what a space is to be told of."""
    DELETION = "deletion"


@dataclass(eq=False)
class SaidNo(Unavailable):
    """Webex said that something is gone or forbidden, and is asked again before that is believed."""

    to: NoTo = NoTo.ANSWER


class NeedsPerson(BotError):
    """Nothing goes on before the person has done something."""


@dataclass(eq=False)
class NotConnected(NeedsPerson):
    has_ended: bool = False
    """True when there was a grant and Webex honours it no longer."""
    needs: frozenset[str] = frozenset()
    """The scopes that the question needs, so that one consent does for connecting and for it."""
    kind: GrantKind = GrantKind.PERSON
    """Which of a person's grants is missing."""


@dataclass(eq=False)
class NeedsConsent(NeedsPerson):
    scopes: frozenset[str]
    """The scopes that are missing."""
    kind: GrantKind = GrantKind.PERSON
    """Which of a person's grants lacks them."""


@dataclass(eq=False)
class Refused(BotError):
    status: int
    message: str = ""
    """What Webex wrote, for the log of an operator; it may name resources but holds no content."""
    tracking_id: str | None = None


class BadRequest(Refused):
    pass


class Unauthorized(Refused):
    pass


class Forbidden(Refused):
    pass


@dataclass(eq=False)
class RoleMissing(Forbidden):
    """The grant is there, and Webex counts the person as no administrator or compliance officer (any more)."""

    status: int = 403
    kind: GrantKind = GrantKind.ADMIN


class NotFound(Refused):
    pass


class Conflict(Refused):
    pass


class LeaseLost(BotError):
    """Somebody else holds the row now; whatever is done from here on would be done twice."""
