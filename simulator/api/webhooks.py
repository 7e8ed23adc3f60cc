"""/webhooks (reference 8.1)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from simulator.api.calls import NO_CONTENT, Call, Reply, Route, maybe_text, text
from simulator.api.paging import page
from simulator.refusals import Refused
from simulator.subscriptions import check_subscription
from simulator.webhooks import Webhook


def webhooks(call: Call) -> Reply:
    """GET /webhooks: those of this person and application."""
    if call.choice("ownedBy", "org", "creator") == "org":
        raise Refused(403)
    return page(call, call.world.hooks.of(call.token), _shown, lambda one: one.id, 100, 100)


def create(call: Call) -> Reply:
    """POST /webhooks"""
    body = call.json()
    name, target, resource, event = (text(body, key) for key in ("name", "targetUrl", "resource", "event"))
    condition, secret = maybe_text(body, "filter"), _secret(body)
    _check_target(target)
    check_subscription(call.token, resource, event, condition, body.get("ownedBy") or "creator")
    return Reply(_shown(call.world.hooks.create(call.token, name, target, resource, event, condition, secret)))


def webhook(call: Call, webhook_id: str) -> Reply:
    """GET /webhooks/{webhookId}"""
    return Reply(_shown(call.world.hooks.owned(call.token, webhook_id)))


def update(call: Call, webhook_id: str) -> Reply:
    """PUT /webhooks/{webhookId}: name, target and secret; `status: active` switches it on, nothing switches it off."""
    body = call.json()
    found = call.world.hooks.owned(call.token, webhook_id)
    name, target = text(body, "name"), text(body, "targetUrl")
    _check_target(target)
    found.name, found.target_url = name, target
    if "secret" in body:
        found.secret = _secret(body)
    if body.get("status") == "active":
        found.status = "active"
    return Reply(_shown(found))


def delete(call: Call, webhook_id: str) -> Reply:
    """DELETE /webhooks/{webhookId}"""
    call.world.hooks.remove(call.world.hooks.owned(call.token, webhook_id))
    return NO_CONTENT


def _shown(webhook: Webhook) -> dict[str, Any]:
    return webhook.data() | ({"secret": webhook.secret} if webhook.secret else {})


def _secret(body: dict[str, Any]) -> str | None:
    return maybe_text(body, "secret") if body.get("secret") else None


def _check_target(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise Refused(400, "Invalid value for targetUrl.")


ROUTES = (
    Route("GET", "/webhooks", webhooks),
    Route("POST", "/webhooks", create),
    Route("GET", "/webhooks/<webhook_id>", webhook),
    Route("PUT", "/webhooks/<webhook_id>", update),
    Route("DELETE", "/webhooks/<webhook_id>", delete),
)
