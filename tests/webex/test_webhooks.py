"""Registrations of webhooks are listed, made, mended and taken back."""

import pytest

from core.errors import NotFound, Unavailable
from core.webhooks import Webhook
from tests.webex.wild import Wild
from webex import webhooks
from webex.client import Client

HOOK = {
    "id": "H1",
    "name": "bot messages",
    "targetUrl": "https://bot.example.com/webhooks/webex",
    "resource": "messages",
    "event": "created",
    "status": "inactive",
}


def test_all_webhooks_are_listed_over_all_pages(wild: Wild, client: Client) -> None:
    wild.says({"items": [HOOK]}, Link=f'<{wild.base_url}/webhooks?cursor=b>; rel="next"')
    wild.says({"items": [{"id": "H2"}, {"name": "no id"}]})
    assert webhooks.list_all(client) == [
        Webhook("H1", "bot messages", HOOK["targetUrl"], "messages", "created", is_active=False),
        Webhook("H2", "", "", "", ""),
    ]
    assert (wild.seen[0].path, wild.seen[0].query) == ("/v1/webhooks", {"max": "100"})


@pytest.mark.parametrize(("filter", "sent"), [(None, {}), ("hasFiles=true", {"filter": "hasFiles=true"})])
def test_a_webhook_is_made_with_a_filter_only_when_there_is_one(
    wild: Wild, client: Client, filter: str | None, sent: dict[str, str]
) -> None:
    wild.says({**HOOK, "status": "active"})
    made = webhooks.create(
        client, name="n", target_url="https://b", resource="messages", event="created", secret="s", filter=filter
    )
    assert made.is_active
    assert (wild.seen[0].method, wild.seen[0].path) == ("POST", "/v1/webhooks")
    body = {"name": "n", "targetUrl": "https://b", "resource": "messages", "event": "created", "secret": "s"}
    assert wild.seen[0].json == body | sent


def test_an_updated_webhook_is_switched_on_again(wild: Wild, client: Client) -> None:
    wild.says({**HOOK, "status": "active"})
    assert webhooks.update(client, "H/1", name="n", target_url="https://b", secret="s").is_active
    assert (wild.seen[0].method, wild.seen[0].path) == ("PUT", "/v1/webhooks/H%2F1")
    assert wild.seen[0].json == {"name": "n", "targetUrl": "https://b", "secret": "s", "status": "active"}


def test_a_webhook_is_taken_back(wild: Wild, client: Client) -> None:
    wild.says(None, 204)
    webhooks.delete(client, "H1")
    assert (wild.seen[0].method, wild.seen[0].path) == ("DELETE", "/v1/webhooks/H1")


def test_a_webhook_that_is_gone_already_is_not_found(wild: Wild, client: Client) -> None:
    wild.says(None, 404)
    with pytest.raises(NotFound):
        webhooks.delete(client, "H1")


def test_a_webhook_that_was_made_without_an_id_is_no_answer(wild: Wild, client: Client) -> None:
    wild.says({})
    with pytest.raises(Unavailable):
        webhooks.create(client, name="n", target_url="https://b", resource="messages", event="created", secret="s")
