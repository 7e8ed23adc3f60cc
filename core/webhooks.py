"""Webhooks and what they deliver (reference 8)."""

from dataclasses import dataclass, field
from typing import Any


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
    def key(self) -> str:
        """Equal for a doubled delivery of one event, different for two events."""
        created = str(self.data.get("created", ""))
        return "|".join((self.created_by, self.resource, self.event, self.id, created))
