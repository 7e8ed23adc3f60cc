"""Who is in a space (reference 7), as the bot sees it."""

from itertools import islice

from core.people import Membership
from webex.client import Client
from webex.wire import Json, instant, text

PAGE = 100


def of_room(client: Client, room_id: str, person_id: str | None = None) -> list[Membership]:
    """Everybody in the space, bots included, or one person. Raises `NotFound` where the bot is in no such space."""
    pages = client.pages("/memberships", {"roomId": room_id, "personId": person_id, "max": PAGE})
    return [read for page in pages for item in page if (read := _membership(item))]


def own(client: Client, at_most: int) -> list[Membership]:
    """Where the caller is: up to that many memberships, in no order that could be relied on."""
    read = (_membership(item) for page in client.pages("/memberships", {"max": PAGE}) for item in page)
    return list(islice(filter(None, read), at_most))


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
        created_at=instant(item, "created"),
    )
