"""Keeps the bot from going deaf: its own webhooks, put right again and again (reference 8)."""

from hashlib import sha256

import structlog

from core.errors import NotFound
from core.metrics import Metrics
from core.webhooks import Webhook
from webex import webhooks
from webex.client import Client

log = structlog.get_logger()

WANTED = (("messages", "created"), ("attachmentActions", "created"), ("memberships", "created"))
_PREFIX = "recordings-bot"


class WebhookService:
    """Knows what should be registered, and makes it so."""

    def __init__(self, bot_client: Client, target_url: str, secret: str, metrics: Metrics) -> None:
        self._client = bot_client
        self._target_url = target_url
        self._secret = secret
        self._metrics = metrics
        # Webex never tells the secret of a webhook, so its name says which one it was made with.
        self._mark = sha256(f"{_PREFIX} {secret}".encode()).hexdigest()[:8]

    @property
    def right_at(self) -> str:
        """The name of the fact that says when they were last found right: another one for another address or secret."""
        return f"webhooks.right_at {sha256(f'{self._target_url} {self._mark}'.encode()).hexdigest()[:16]}"

    def reconcile(self) -> int:
        """Create, switch on, correct and remove until each wanted webhook is there once; returns the repairs made.

        Raises what Webex answers. Webhooks of others on the same token are left alone.
        """
        ours = [webhook for webhook in webhooks.list_all(self._client) if self._is_ours(webhook)]
        repairs = 0
        for resource, event in WANTED:
            same = [webhook for webhook in ours if _kind(webhook) == (resource, event)]
            repairs += self._settle(resource, event, same)
        for webhook in ours:
            if _kind(webhook) not in WANTED:
                repairs += self._remove(webhook)
        return repairs

    def missing(self) -> list[str]:
        """The resources whose webhook is not there as it should be. Raises what Webex answers."""
        right = {webhook.resource for webhook in webhooks.list_all(self._client) if self._is_right(webhook)}
        return [resource for resource, _ in WANTED if resource not in right]

    def _settle(self, resource: str, event: str, same: list[Webhook]) -> int:
        if not same:
            webhooks.create(
                self._client,
                name=self._name(resource),
                target_url=self._target_url,
                resource=resource,
                event=event,
                secret=self._secret,
            )
            return self._count("created", resource)
        # The one that needs no change is kept, so that a double is never the reason for a gap.
        best, *doubles = sorted(same, key=lambda webhook: not self._is_right(webhook))
        repairs = 0 if self._is_right(best) else self._correct(best)
        return repairs + sum(self._remove(double) for double in doubles)

    def _correct(self, webhook: Webhook) -> int:
        webhooks.update(
            self._client,
            webhook.id,
            name=self._name(webhook.resource),
            target_url=self._target_url,
            secret=self._secret,
        )
        return self._count("corrected" if webhook.is_active else "switched on", webhook.resource)

    def _remove(self, webhook: Webhook) -> int:
        try:
            webhooks.delete(self._client, webhook.id)
        except NotFound:
            log.info("webhook.already_gone", resource=webhook.resource)
        return self._count("removed", webhook.resource)

    def _count(self, repair: str, resource: str) -> int:
        self._metrics.webhook_repairs.labels(repair).inc()
        log.info("webhook.repaired", repair=repair, resource=resource)
        return 1

    def _name(self, resource: str) -> str:
        return f"{_PREFIX} {resource} {self._mark}"

    def _is_ours(self, webhook: Webhook) -> bool:
        return webhook.name.startswith(f"{_PREFIX} ") or webhook.target_url == self._target_url

    def _is_right(self, webhook: Webhook) -> bool:
        return (
            webhook.is_active
            and webhook.filter is None
            and webhook.target_url == self._target_url
            and webhook.name == self._name(webhook.resource)
        )


def _kind(webhook: Webhook) -> tuple[str, str] | None:
    """What it delivers; None where it delivers a part only, which can't be mended."""
    return (webhook.resource, webhook.event) if webhook.filter is None else None
