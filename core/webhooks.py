"""Webhooks and what they deliver (reference 8)."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from core.ids import uuid_of

_LONGEST_WORD = 500
"""Characters; IDs of Webex have about a hundred."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """A registration at Webex."""

    id: str
    name: str
    target_url: str
    resource: str
    event: str
    is_active: bool = True
    filter: str | None = None
    """What it is restricted to; it can't be taken off again."""


@dataclass(frozen=True, slots=True)
class Event:
    """One delivery, decoded; `data` is the partial resource of reference 8.4, never text or inputs."""

    resource: str
    event: str
    created_by: str
    """Whose webhook it is: the bot's, or the person's who made it with their grant."""
    data: dict[str, Any] = field(default_factory=dict)
    actor_id: str = ""
    """Who caused it, where Webex tells."""

    @property
    def id(self) -> str:
        return str(self.data.get("id", ""))

    @property
    def person_id(self) -> str:
        return str(self.data.get("personId", ""))

    @property
    def happened_at(self) -> datetime | None:
        """When, by Webex's clock and in UTC; None where it doesn't tell."""
        try:
            happened = datetime.fromisoformat(str(self.data.get("created", "")))
            return happened.astimezone(UTC) if happened.tzinfo else happened.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            return None

    @property
    def key(self) -> str:
        """Equal for a doubled delivery of one event, also where it was looked up; different for two events.

        Webex may write one person, message or instant in several ways (reference 1.1, 17 trap 41).
        """
        happened = self.happened_at
        created = str(self.data.get("created", "")) if happened is None else happened.isoformat()
        # Only of messages the UUID names the thing: that of a membership is the room's.
        what = (uuid_of(self.id) if self.resource == "messages" else None) or self.id
        return "|".join((uuid_of(self.created_by) or self.created_by, self.resource, self.event, what, created))


def is_word(value: object) -> bool:
    """Whether that can be a word of an event, such as an ID, and be kept.

    Neither database takes half a character, PostgreSQL no NUL and no key of many kilobytes; answering 503 to a
    delivery that can never be kept would have Webex switch the webhook off.
    """
    return isinstance(value, str) and value.isprintable() and len(value) <= _LONGEST_WORD
