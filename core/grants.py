"""What a person allowed the bot to do for them (reference 2)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class GrantKind(StrEnum):
    """One person may give several grants; they are never mixed."""

    PERSON = "person"
    """What the person can see and do for themselves."""
    ADMIN = "admin"
    """What they can see and do as an administrator of Webex."""
    COMPLIANCE = "compliance"
    """What they can see and do as a compliance officer."""


ROLES = (GrantKind.ADMIN, GrantKind.COMPLIANCE)
"""The kinds that show what is others'; only in the direct room, each with a consent of its own."""


@dataclass(frozen=True, slots=True, repr=False)
class Tokens:
    """What the token endpoint answers (reference 2.3), with instants instead of seconds. Has no readable repr."""

    access: str
    access_expires_at: datetime
    refresh: str | None
    refresh_expires_at: datetime | None
    scopes: frozenset[str] | None = None
    """None when Webex didn't say; then they are the ones that were asked for."""


@dataclass(frozen=True, slots=True, repr=False)
class Grant:
    """A person's consent of one kind, with its tokens in the clear: lives in memory only."""

    person_id: str
    kind: GrantKind
    tokens: Tokens
    scopes: frozenset[str]
    version: int
    """Rises with each change of the tokens; a refresh is a compare-and-set on it."""
    granted_at: datetime


@dataclass(frozen=True, slots=True)
class GrantSummary:
    """What may be shown of a grant: everything but its tokens."""

    kind: GrantKind
    scopes: frozenset[str]
    granted_at: datetime
    has_ended: bool = False
    """True when Webex honours it no longer."""
