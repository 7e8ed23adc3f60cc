"""People (reference 6)."""

from zoneinfo import ZoneInfo

from core.people import Person
from webex.client import Client
from webex.wire import Json, object_of, required, segment, text, texts


def me(client: Client) -> Person:
    """Whose token it is."""
    return _person(object_of(client.get("/people/me")))


def person(client: Client, person_id: str) -> Person:
    """Somebody by ID. Raises `NotFound`."""
    return _person(object_of(client.get(f"/people/{segment(person_id)}")))


def by_email(client: Client, address: str) -> list[Person]:
    """Who has that address, as far as the caller's organisation knows: nobody or one person (reference 6)."""
    found = (item for page in client.pages("/people", {"email": address}) for item in page)
    return [_person(item) for item in found if text(item, "id")]


def _person(item: Json) -> Person:
    emails = texts(item, "emails")
    return Person(
        id=required(item, "id"),
        email=emails[0] if emails else "",
        name=text(item, "displayName") or "",
        org_id=text(item, "orgId") or "",
        timezone=_known_zone(text(item, "timezone")),
        is_bot=item.get("type") == "bot",
    )


def _known_zone(name: str | None) -> str | None:
    """The name, if this machine knows the zone; a name that it doesn't know would break every date later on."""
    try:
        return ZoneInfo(name).key if name else None
    except (KeyError, ValueError, OSError):  # unknown; not a name; a folder of names such as "America"
        return None
