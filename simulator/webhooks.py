"""Webhooks: who is told of what, and when Webex stops telling (reference 8)."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from simulator import identifiers
from simulator.clock import SimClock
from simulator.directory import Person
from simulator.events import Event
from simulator.grants import Token
from simulator.instants import messaging_time
from simulator.refusals import Refused

_MOST_FAILURES = 100
_FAILURE_WINDOW = timedelta(minutes=5)
_OF_ALL = ("created", "updated", "deleted")


@dataclass(eq=False)
class Webhook:
    """A standing wish to be told."""

    id: str
    owner: Person
    app_id: str
    name: str
    target_url: str
    resource: str
    event: str
    filter: str | None
    secret: str | None = field(repr=False)
    created: datetime
    status: str = "active"
    failures: deque[datetime] = field(default_factory=lambda: deque(maxlen=_MOST_FAILURES), repr=False)

    def wants(self, event: Event) -> bool:
        """Whether this event is one to tell."""
        return (
            self.status == "active"
            and self.resource == event.resource
            and (self.event == event.event or (self.event == "all" and event.event in _OF_ALL))
            and event.audience(self.owner)
            and (not self.filter or event.passes(self.filter, self.owner))
        )

    def data(self) -> dict[str, Any]:
        """The webhook as the API shows it; the secret is added there, and never put into an envelope."""
        shown: dict[str, Any] = {
            "id": self.id,
            "name": self.name,
            "targetUrl": self.target_url,
            "resource": self.resource,
            "event": self.event,
        }
        if self.filter:
            shown["filter"] = self.filter
        return shown | {
            "orgId": self.owner.org.id,
            "createdBy": self.owner.id,
            "appId": self.app_id,
            "ownedBy": "creator",
            "status": self.status,
            "created": messaging_time(self.created),
        }


Send = Callable[[Webhook, Event, bytes], None]


class Webhooks:
    """All webhooks. Events go in with `announce`; letters go out through `send`."""

    def __init__(self, clock: SimClock, send: Send) -> None:
        self._clock = clock
        self._send = send
        self._webhooks: dict[str, Webhook] = {}

    def create(
        self,
        token: Token,
        name: str,
        target_url: str,
        resource: str,
        event: str,
        condition: str | None,
        secret: str | None,
    ) -> Webhook:
        """Register one; doubles are allowed and each is told."""
        key, now = identifiers.new("WEBHOOK"), self._clock.now()
        webhook = Webhook(
            key, token.person, token.app_id, name, target_url, resource, event, condition, secret or None, now
        )
        self._webhooks[key] = webhook
        return webhook

    def all(self) -> list[Webhook]:
        """All of everybody, oldest first."""
        return list(self._webhooks.values())

    def of(self, token: Token) -> list[Webhook]:
        """Those that this person made through this application."""
        return [one for one in self.all() if one.owner is token.person and one.app_id == token.app_id]

    def owned(self, token: Token, webhook_id: str) -> Webhook:
        """One of the caller's own; 404 otherwise."""
        wanted = identifiers.canonical("WEBHOOK", webhook_id)
        found = next((one for one in self.of(token) if one.id == wanted), None)
        if found is None:
            raise Refused(404)
        return found

    def remove(self, webhook: Webhook) -> None:
        """Forget one; what is still on its way to it is not delivered."""
        webhook.status = "inactive"
        del self._webhooks[webhook.id]

    def announce(self, event: Event) -> None:
        """Tell everybody who wants to know and may."""
        for webhook in self.all():
            if webhook.wants(event):
                self._send(webhook, event, _envelope(webhook, event))

    def note_failure(self, webhook: Webhook) -> None:
        """A delivery failed. The hundredth within five minutes switches the webhook off, silently.

        Failures are not forgotten when it is switched on again, so one more within the five minutes ends it at once.
        """
        now = self._clock.now()
        webhook.failures.append(now)
        if len(webhook.failures) == _MOST_FAILURES and now - webhook.failures[0] <= _FAILURE_WINDOW:
            webhook.status = "inactive"


def _envelope(webhook: Webhook, event: Event) -> bytes:
    body: dict[str, Any] = {**webhook.data(), "event": event.event}
    if event.actor_id:
        body["actorId"] = event.actor_id
    return json.dumps({**body, "data": event.data}, ensure_ascii=False).encode()
