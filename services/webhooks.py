"""Keeps the bot from going deaf: its own webhooks, and those of people, put right again and again (reference 8)."""

from collections.abc import Callable, Collection, Iterable, Sequence
from hashlib import sha256

import structlog

from core.errors import BotError, NotFound, Refused
from core.metrics import Metrics
from core.webhooks import Webhook
from webex import webhooks
from webex.client import Client

log = structlog.get_logger()

WANTED = (("messages", "created"), ("attachmentActions", "created"), ("memberships", "created"))
"""What the bot hears with its own token."""
PERSONAL = {
    ("recordings", "created"): "meeting:recordings_read",
    ("meetingTranscripts", "created"): "meeting:transcripts_read",
    ("meetings", "ended"): "meeting:schedules_read",
    ("convergedRecordings", "created"): "spark:recordings_read",
}
"""What is heard with the token of a person who has notices, and the scope that each takes (reference 8.2)."""
_PREFIX = "recordings-bot"


class WebhookService:
    """Knows what should be registered, and makes it so."""

    def __init__(self, bot_client: Client, target_url: str, secrets: Sequence[str], metrics: Metrics) -> None:
        """`secrets` are all that a delivery may be signed with, the one for new webhooks first."""
        self._client = bot_client
        self._target_url = target_url
        self._secret = secrets[0]
        self._metrics = metrics
        # Webex never tells the secret of a webhook, so its name says which one it was made with.
        self._marks = [sha256(f"{_PREFIX} {secret}".encode()).hexdigest()[:8] for secret in secrets]
        self._mark = self._marks[0]

    @property
    def right_at(self) -> str:
        """The name of the fact that says when they were last found right: another one for another address or secret."""
        return f"webhooks.right_at {sha256(f'{self._target_url} {self._mark}'.encode()).hexdigest()[:16]}"

    def reconcile(self, lack: Callable[[Collection[str]], None] = lambda _: None) -> int:
        """Create, switch on, correct and remove until each wanted webhook is there once; returns the repairs made.

        Before anything is repaired, `lack` hears the resources of which nothing was delivered. Raises what Webex
        answers. Webhooks of others on the same token are left alone.
        """
        ours = self._ours(self._client)
        heard = {_kind(webhook) for webhook in ours if self._is_heard(webhook)}
        if lacking := [kind[0] for kind in WANTED if kind not in heard]:
            lack(lacking)
        repairs = sum(self._settle(self._client, kind, ours) for kind in WANTED)
        return repairs + self._remove_others(self._client, WANTED, ours)

    def missing(self) -> list[str]:
        """The resources whose webhook is not there as it should be. Raises what Webex answers."""
        right = {_kind(webhook) for webhook in webhooks.list_all(self._client) if self._is_right(webhook)}
        return [kind[0] for kind in WANTED if kind not in right]

    def reconcile_for(self, client: Client, scopes: Collection[str]) -> list[str]:
        """The same for the webhooks of a person who allowed these scopes; returns the resources that Webex refused.

        One that is refused, as for want of a licence, keeps none of the others away. Raises `NeedsPerson` and
        `Retryable`.
        """
        wanted = [kind for kind, scope in PERSONAL.items() if scope in scopes]
        ours, refused = self._ours(client), []
        for kind in wanted:
            try:
                self._settle(client, kind, ours)
            except Refused as error:
                log.info("webhook.refused", resource=kind[0], status=error.status)
                refused.append(kind[0])
        self._remove_others(client, wanted, ours)
        return refused

    def remove_for(self, client: Client) -> None:
        """Remove those of a person, as far as Webex lets one: what stays delivers events that nobody keeps."""
        try:
            self._remove_others(client, (), self._ours(client))
        except BotError as error:
            log.info("webhook.left", error=type(error).__name__)

    def _ours(self, client: Client) -> list[Webhook]:
        return [webhook for webhook in webhooks.list_all(client) if self._is_ours(webhook)]

    def _remove_others(self, client: Client, wanted: Collection[tuple[str, str]], ours: Iterable[Webhook]) -> int:
        return sum(self._remove(client, webhook) for webhook in ours if _kind(webhook) not in wanted)

    def _settle(self, client: Client, kind: tuple[str, str], ours: Iterable[Webhook]) -> int:
        resource, event = kind
        same = [webhook for webhook in ours if _kind(webhook) == kind]
        if not same:
            webhooks.create(
                client,
                name=self._name(resource),
                target_url=self._target_url,
                resource=resource,
                event=event,
                secret=self._secret,
            )
            return self._count("created", resource)
        # The one that needs no change is kept, so that a double is never the reason for a gap.
        best, *doubles = sorted(same, key=lambda webhook: not self._is_right(webhook))
        repairs = 0 if self._is_right(best) else self._correct(client, best)
        return repairs + sum(self._remove(client, double) for double in doubles)

    def _correct(self, client: Client, webhook: Webhook) -> int:
        webhooks.update(
            client,
            webhook.id,
            name=self._name(webhook.resource),
            target_url=self._target_url,
            secret=self._secret,
        )
        return self._count("corrected" if webhook.is_active else "switched on", webhook.resource)

    def _remove(self, client: Client, webhook: Webhook) -> int:
        try:
            webhooks.delete(client, webhook.id)
        except NotFound:
            log.info("webhook.already_gone", resource=webhook.resource)
        return self._count("removed", webhook.resource)

    def _count(self, repair: str, resource: str) -> int:
        self._metrics.webhook_repairs.labels(repair).inc()
        log.info("webhook.repaired", repair=repair, resource=resource)
        return 1

    def _name(self, resource: str, mark: str | None = None) -> str:
        return f"{_PREFIX} {resource} {mark or self._mark}"

    def _is_ours(self, webhook: Webhook) -> bool:
        return webhook.name.startswith(f"{_PREFIX} ") or webhook.target_url == self._target_url

    def _is_right(self, webhook: Webhook) -> bool:
        return self._is_heard(webhook) and webhook.name == self._name(webhook.resource)

    def _is_heard(self, webhook: Webhook) -> bool:
        """Whether what it delivers gets here and is taken; it may be signed with a secret of before."""
        names = [self._name(webhook.resource, mark) for mark in self._marks]
        is_whole = webhook.is_active and webhook.filter is None
        return is_whole and webhook.target_url == self._target_url and webhook.name in names


def _kind(webhook: Webhook) -> tuple[str, str] | None:
    """What it delivers; None where it delivers a part only, which can't be mended."""
    return (webhook.resource, webhook.event) if webhook.filter is None else None
