"""Messages and presses of buttons, as the bot reads them (reference 3 and 4)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Message:
    id: str
    room_id: str
    person_id: str
    person_email: str
    created_at: datetime | None = None
    """By Webex's clock; None where it doesn't tell."""
    is_direct: bool = False
    """False for a space, and for a room whose kind is unknown: the cautious reading."""
    text: str = ""
    html: str = ""
    parent_id: str | None = None
    has_files: bool = False
    cards: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Press:
    """Somebody pressed a button of a card; `inputs` holds the button's data and the card's inputs, by name."""

    id: str
    message_id: str
    room_id: str
    person_id: str
    inputs: dict[str, str] = field(default_factory=dict)
