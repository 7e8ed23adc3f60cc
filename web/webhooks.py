"""The intake: what happens to a delivery before it is work, top to bottom. Nothing of it waits for Webex."""

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import structlog
from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from core.clock import Clock
from core.ids import BOT_DOMAIN
from core.metrics import Metrics
from core.notices import About, Lead
from core.webhooks import Event
from core.work import WorkKind, lane_of
from services.identity import Identity
from store.database import Database, DatabaseAway
from store.notices import Notices
from store.work import Work

log = structlog.get_logger()

LARGEST = 64 * 1024
"""Bytes; a delivery has about one kilobyte."""
_SIGNATURE = "X-Spark-Signature"
_HEAD = ("resource", "event", "createdBy", "actorId")
_WORDS = ("id", "personId", "personEmail", "roomId", "roomType", "created")
_LONGEST_WORD = 500
"""Characters; IDs of Webex have about a hundred."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the intake is made of."""

    secrets: Sequence[str]
    database: Database
    work: Work
    identity: Identity
    notices: Notices
    clock: Clock
    metrics: Metrics


@dataclass(frozen=True, slots=True)
class _Task:
    """What a delivery asks to be done."""

    kind: WorkKind
    person_id: str
    payload: dict[str, Any]


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
        task = task_of(event, parts.identity, parts.notices)
        if task is None:
            return 200, "not for us"
        return 200, "kept" if _keep(event, task, parts) else "doubled"
    except DatabaseAway as error:
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
    if not all(map(_is_word, [*head, *(data.get(name, "") for name in _WORDS)])):
        return None
    resource, event, created_by, actor_id = head
    return Event(resource, event, created_by, data, actor_id) if resource and event and data.get("id") else None


def _is_word(value: object) -> bool:
    # Neither database takes half a character, PostgreSQL no NUL and no key of many kilobytes; answering 503 to a
    # delivery that can never be kept would have Webex switch the webhook off.
    return isinstance(value, str) and value.isprintable() and len(value) <= _LONGEST_WORD


def task_of(event: Event, identity: Identity, notices: Notices) -> _Task | None:
    """What is to be done; None for what is not ours: bots, the bot's own posts, and webhooks of people who have no
    notices."""
    if event.created_by and identity.is_bot(event.created_by) is False:
        return _notice(event, notices)
    match event.resource, event.event:
        case ("messages", "created") if not _is_bot(event, identity):
            return _Task(WorkKind.MESSAGE, event.person_id, {"message_id": event.id})
        case ("attachmentActions", "created") if not _is_bot(event, identity):
            return _Task(WorkKind.PRESS, event.person_id, {"action_id": event.id})
        case ("memberships", "created") if event.person_id and identity.is_bot(event.person_id) is not False:
            return _greeting(event, identity)
        case _:
            # While nobody knows who the bot is, what its own webhooks never deliver is a person's all the same.
            return _notice(event, notices)


def _notice(event: Event, notices: Notices) -> _Task | None:
    lead = lead_of(event)
    person_id = notices.whose(event.created_by) if lead and event.created_by else None
    if lead is None or person_id is None:
        return None
    return _Task(WorkKind.NOTICE, person_id, lead.as_json())


def lead_of(event: Event) -> Lead | None:
    """What to look at; None for what nobody wants to hear of. Of transcripts only the meeting leads to something."""
    match event.resource, event.event:
        case "recordings", "created":
            return Lead(About.RECORDING, event.id, event.key)
        case "convergedRecordings", "created":
            return Lead(About.CALL, event.id, event.key)
        case "meetings", "ended":
            return Lead(About.MEETING, event.id, event.key)
        case "meetingTranscripts", "created":
            meeting_id = event.data.get("meetingId")
            is_told = meeting_id and _is_word(meeting_id)
            return Lead(About.TRANSCRIPT, str(meeting_id), event.key) if is_told else None
        case _:
            return None


def _is_bot(event: Event, identity: Identity) -> bool:
    email = str(event.data.get("personEmail", "")).lower()
    return email.endswith(BOT_DOMAIN) or bool(identity.is_bot(event.person_id)) or not event.person_id


def _greeting(event: Event, identity: Identity) -> _Task | None:
    # The bot opens direct rooms itself when it answers somebody there for the first time.
    if event.actor_id and identity.is_bot(event.actor_id):
        return None
    room_id, is_direct = str(event.data.get("roomId", "")), event.data.get("roomType") == "direct"
    # While nobody knows yet who the bot is, whoever greets finds out whether it was the bot that was added.
    payload = {"room_id": room_id, "is_direct": is_direct, "added_id": event.person_id}
    return _Task(WorkKind.ADDED, event.actor_id, payload)


def _keep(event: Event, task: _Task, parts: Parts) -> bool:
    now = parts.clock.now()
    with parts.database.begin() as tx:
        return parts.work.keep(
            tx,
            key=event.key,
            kind=task.kind,
            asked_at=_happened_at(event, now),
            run_at=now,
            payload=task.payload,
            person_id=task.person_id or None,
            lane=lane_of(task.kind, task.person_id),
        )


def _happened_at(event: Event, now: datetime) -> datetime:
    try:
        happened = datetime.fromisoformat(str(event.data.get("created", "")))
        return happened.astimezone(UTC) if happened.tzinfo else happened.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return now
