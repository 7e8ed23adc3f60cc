"""The rooms that the bot is in (reference 7)."""

from datetime import datetime

from core.hearing import Room
from webex.client import Client
from webex.wire import Json, instant, text

PAGE = 100


def active_since(client: Client, since: datetime, at_most: int) -> list[Room]:
    """Up to that many rooms in which something happened since then, the one of the latest at the front.

    Ends with the first that is older, so that a quiet time costs one page. One that doesn't tell counts as active.
    """
    found: list[Room] = []
    for page in client.pages("/rooms", {"sortBy": "lastactivity", "max": PAGE}):
        for room in filter(None, map(_room, page)):
            if len(found) == at_most or (room.active_at is not None and room.active_at < since):
                return found
            found.append(room)
    return found


def _room(item: Json) -> Room | None:
    room_id = text(item, "id")
    return Room(room_id, item.get("type") == "direct", instant(item, "lastActivity")) if room_id else None
