"""Registrations of webhooks (reference 8.1). They belong to whoever's token made them."""

from core.webhooks import Webhook
from webex.client import Client
from webex.wire import Json, object_of, required, segment, text


def list_all(client: Client) -> list[Webhook]:
    """Every webhook that this token's owner made with this app, over all pages."""
    pages = client.pages("/webhooks", {"max": 100})
    return [_webhook(item) for page in pages for item in page if text(item, "id")]


def create(
    client: Client, *, name: str, target_url: str, resource: str, event: str, secret: str, filter: str | None = None
) -> Webhook:
    """Register for one kind of event. Webex doesn't mind doubles, so look first (reference 8.1)."""
    body = {"name": name, "targetUrl": target_url, "resource": resource, "event": event, "secret": secret}
    return _webhook(object_of(client.post("/webhooks", body if filter is None else {**body, "filter": filter})))


def update(client: Client, webhook_id: str, *, name: str, target_url: str, secret: str) -> Webhook:
    """Set what can be changed, and switch the webhook on again in case Webex switched it off (reference 8.3)."""
    body = {"name": name, "targetUrl": target_url, "secret": secret, "status": "active"}
    return _webhook(object_of(client.put(f"/webhooks/{segment(webhook_id)}", body)))


def delete(client: Client, webhook_id: str) -> None:
    """Take a registration back. Raises `NotFound` when it is gone already."""
    client.delete(f"/webhooks/{segment(webhook_id)}")


def _webhook(item: Json) -> Webhook:
    return Webhook(
        id=required(item, "id"),
        name=text(item, "name") or "",
        target_url=text(item, "targetUrl") or "",
        resource=text(item, "resource") or "",
        event=text(item, "event") or "",
        is_active=item.get("status", "active") == "active",
        filter=text(item, "filter"),
    )
