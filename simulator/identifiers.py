"""The identifiers of messaging objects and meetings (reference 1.3 and 11.1)."""

from __future__ import annotations

import base64
import binascii
import secrets
import uuid
from datetime import UTC, datetime

from simulator.refusals import Refused


def encode(kind: str, key: str) -> str:
    """The public id of an object: base64 of its URI in the URL alphabet, without padding."""
    uri = f"ciscospark://us/{kind}/{key}"
    return base64.urlsafe_b64encode(uri.encode()).decode().rstrip("=")


def new(kind: str) -> str:
    """A fresh id of that kind."""
    return encode(kind, str(uuid.uuid4()))


def canonical(kind: str, text: str) -> str:
    """The id that `text` (a base64 id, padded or not, or a bare UUID) stands for.

    Refuses what is neither with 400. An id of another kind is returned as it is: nothing will be found by it.
    """
    try:
        return encode(kind, str(uuid.UUID(text)))
    except ValueError:
        pass
    bare = text.rstrip("=")
    try:
        uri = base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        uri = ""
    if not uri.startswith("ciscospark://"):
        raise Refused(400, "Expect base64 ID or UUID.")
    return bare


def new_hex() -> str:
    """32 hex characters, the form of recording and meeting series ids."""
    return uuid.uuid4().hex


def occurrence(series: str, start: datetime) -> str:
    """The id of the scheduled meeting of a series that begins at `start`."""
    return f"{series}_{start.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def new_instance(series: str) -> str:
    """The id of a meeting that was actually held."""
    return f"{series}_I_{secrets.randbelow(9 * 10**17) + 10**17}"
