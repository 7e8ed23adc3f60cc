"""Identifiers as Webex hands them out (reference 1.3): opaque strings that sometimes differ for one thing."""

import base64
import binascii
import re

BOT_DOMAIN = "@webex.bot"
"""How the addresses of bots end (reference 6)."""

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


def uuid_of(identifier: str) -> str | None:
    """The lower-case UUID inside a messaging ID (or the UUID itself); None when there is none to find."""
    if _UUID.fullmatch(identifier):
        return identifier.lower()
    try:
        uri = base64.urlsafe_b64decode(identifier + "=" * (-len(identifier) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        return None
    found = _UUID.findall(uri)
    return found[-1].lower() if found else None


def is_same(one: str, other: str) -> bool:
    """Whether two IDs name one thing: equal strings, or equal UUIDs from other geographies (reference 17, trap 41)."""
    if one == other:
        return bool(one)
    ours = uuid_of(one)
    return ours is not None and ours == uuid_of(other)


def is_call(identifier: str) -> bool:
    """Whether this is the ID of a recorded call, a UUID, and not that of a meeting's recording (reference 1.3)."""
    return _UUID.fullmatch(identifier) is not None
