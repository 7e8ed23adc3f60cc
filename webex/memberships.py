"""Who is in a space (reference 7), as the bot sees it."""

from core.people import Membership
from webex.client import Client
from webex.wire import Json, text

PAGE = 100


def of_room(client: Client, room_id: str) -> list[Membership]:
    """Everybody in the space, bots included. Raises `NotFound` where the bot is in no such space."""
    pages = client.pages("/memberships", {"roomId": room_id, "max": PAGE})
    return [read for page in pages for item in page if (read := _membership(item))]


def _membership(item: Json) -> Membership | None:
    membership_id, room_id, person_id = (text(item, name) for name in ("id", "roomId", "personId"))
    if membership_id is None or room_id is None or person_id is None:
        return None
    return Membership(
        id=membership_id,
        room_id=room_id,
        person_id=person_id,
        person_email=text(item, "personEmail") or "",
        is_direct=item.get("roomType") == "direct",
        name=text(item, "personDisplayName") or "",
        org_id=text(item, "personOrgId") or "",
    )
