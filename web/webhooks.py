"""The intake: what happens to a delivery before it is work, top to bottom. Nothing of it waits for Webex."""

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from core.metrics import Metrics
from core.webhooks import Event, is_word
from services.hearing import Hearing
from services.intake import Intake
from store.database import DatabaseAway

log = structlog.get_logger()

LARGEST = 64 * 1024
"""Bytes; a delivery has about one kilobyte."""
_SIGNATURE = "X-Spark-Signature"
_HEAD = ("resource", "event", "createdBy", "actorId")
_WORDS = ("id", "personId", "personEmail", "roomId", "roomType", "created")


@dataclass(frozen=True, slots=True)
class Parts:
    """What receiving is made of."""

    secrets: Sequence[str]
    intake: Intake
    hearing: Hearing
    metrics: Metrics


def blueprint(parts: Parts) -> Blueprint:
    """`POST /webhooks/webex`."""
    routes = Blueprint("webhooks", __name__)

    @routes.post("/webhooks/webex")
    def receive() -> Response:
        status, outcome = _receive(parts)
        parts.metrics.events.labels(outcome).inc()
        return Response(status=status)

    return routes


def _receive(parts: Parts) -> tuple[int, str]:
    raw = _read()
    if raw is None:
        return 413, "too large"
    if not is_genuine(raw, request.headers.get(_SIGNATURE), parts.secrets):
        return 401, "not signed"
    event = decoded(raw)
    if event is None:
        return 400, "malformed"
    try:
        outcome = parts.intake.keep(event).value
        parts.hearing.note_refusals()  # of before, now that the database is there again
        return 200, outcome
    except DatabaseAway as error:
        parts.hearing.refuse(event)
        log.error("intake.not_kept", error=str(error))
        return 503, "not kept"


def _read() -> bytes | None:
    """The body as it came; None when it is too large, also where no length was announced."""
    request.max_content_length = LARGEST
    try:
        return request.get_data(cache=False)
    except RequestEntityTooLarge:
        return None


def is_genuine(raw: bytes, signature: str | None, secrets: Sequence[str]) -> bool:
    """Whether one of the secrets signed exactly these bytes (reference 8.3)."""
    given = (signature or "").strip().lower().encode()
    signed = [hmac.new(secret.encode(), raw, hashlib.sha1).hexdigest().encode() for secret in secrets]
    return any(hmac.compare_digest(given, mine) for mine in signed)


def decoded(raw: bytes) -> Event | None:
    """The delivery; None when it is none (reference 8.4)."""
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    given = body.get("data") if isinstance(body, dict) else None
    if not isinstance(given, dict):
        return None
    data = {name: value for name, value in given.items() if value is not None}
    head = [body.get(name) or "" for name in _HEAD]
    if not all(map(is_word, [*head, *(data.get(name, "") for name in _WORDS)])):
        return None
    resource, event, created_by, actor_id = head
    return Event(resource, event, created_by, data, actor_id) if resource and event and data.get("id") else None
