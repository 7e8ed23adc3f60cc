"""Deliveries of webhooks, made by hand, so that each byte of them can be wrong."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests

from simulator.directory import Person
from simulator.identifiers import new
from tests.stage import Speaker

WITHOUT = object()
"""In place of a value: leave that name out."""


@dataclass(frozen=True)
class Letters:
    """A hand that knows the secret."""

    url: str
    secret: str
    recbot: Person
    author: Speaker

    def body(self, changes: Mapping[str, Any] | None = None, **envelope: Any) -> dict[str, Any]:
        """A delivery of a new message of the author (reference 8.4), with changes."""
        usual: dict[str, Any] = {
            "id": new("MESSAGE"),
            "roomId": self.author.room.id,
            "roomType": "direct",
            "personId": self.author.person.id,
            "personEmail": self.author.person.email,
            "created": "2026-03-12T09:00:00.000Z",
        }
        whole = {
            "id": new("WEBHOOK"),
            "name": "messages",
            "resource": "messages",
            "event": "created",
            "createdBy": self.recbot.id,
            "actorId": self.author.person.id,
        }
        return _kept({**whole, "data": _kept(usual | dict(changes or {})), **envelope})

    def raw(self, changes: Mapping[str, Any] | None = None, **envelope: Any) -> bytes:
        return json.dumps(self.body(changes, **envelope)).encode()

    def send(self, changes: Mapping[str, Any] | None = None, **envelope: Any) -> int:
        """Deliver with a proper signature; returns the status."""
        return self.deliver(self.raw(changes, **envelope)).status_code

    def deliver(self, raw: bytes, signature: str | None = None) -> requests.Response:
        """Deliver these bytes, properly signed unless a signature is given."""
        headers = {"Content-Type": "application/json", "X-Spark-Signature": signature or signed(raw, self.secret)}
        return self.post(raw, headers)

    def post(self, raw: Any, headers: Mapping[str, str | bytes]) -> requests.Response:
        once = {"Connection": "close"}  # an answer that is kept would keep the server from closing
        return requests.post(f"{self.url}/webhooks/webex", data=raw, headers={**headers, **once}, timeout=10)


def signed(raw: bytes, secret: str) -> str:
    """What Webex puts into `X-Spark-Signature` (reference 8.3)."""
    return hmac.new(secret.encode(), raw, hashlib.sha1).hexdigest()  # it is what Webex signs with


def elsewhere(kind: str, uuid: str) -> str:
    """The ID that an object of this UUID has in another geography (reference 1.3)."""
    uri = f"ciscospark://urn:TEAM:us-west-2_r/{kind}/{uuid}"
    return base64.urlsafe_b64encode(uri.encode()).decode().rstrip("=")


def _kept(names: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in names.items() if value is not WITHOUT}
