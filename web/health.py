"""What machines ask: is it alive, can it work, and how much of what."""

from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from core.clock import Clock
from core.hearing import Silence
from core.metrics import Metrics
from services.hearing import Hearing
from store.database import DatabaseAway
from store.facts import Facts

DEAF_AFTER = timedelta(minutes=5)
"""When the bot's own webhooks were not found right for so long, deliveries may be going nowhere."""


LATELY = timedelta(hours=1)
"""So far back silences are told of."""
PAUSE = timedelta(minutes=1)
"""So long the metrics leave a database alone that was away, since that may take seconds to find out."""


def blueprint(facts: Facts, webhooks_right_at: str, hearing: Hearing, clock: Clock, metrics: Metrics) -> Blueprint:
    """`GET /healthz`, `GET /readyz` and `GET /metrics`; the fact of that name says when webhooks were last right."""
    routes = Blueprint("health", __name__)
    missed_at: datetime | None = None

    @routes.get("/healthz")
    def healthz() -> Response:
        return jsonify(status="ok")

    @routes.get("/readyz")
    def readyz() -> tuple[Response, int]:
        try:
            hearing.note_refusals()
            right_at, silences = facts.read(webhooks_right_at), hearing.lately(LATELY)
        except DatabaseAway:
            return jsonify(status="not ready", database="away", webhooks="unknown"), 503
        is_heard = right_at is not None and clock.now() - datetime.fromisoformat(right_at) < DEAF_AFTER
        answer: dict[str, Any] = {
            "status": "ready" if is_heard else "not ready",
            "database": "ok",
            "webhooks": "ok" if is_heard else "not found right lately",
        }
        if silences:
            answer["deaf"] = [_told(silence) for silence in silences]
        return jsonify(answer), 200 if is_heard else 503

    @routes.get("/metrics")
    def show_metrics() -> Response:
        nonlocal missed_at
        # All that this process counts itself is still worth showing, and soon: who asks waits for seconds only.
        if missed_at is None or clock.now() - missed_at >= PAUSE:
            try:
                metrics.deaf_seconds.set(hearing.deaf_within(LATELY).total_seconds())
                missed_at = None
            except DatabaseAway:
                missed_at = clock.now()
        return Response(generate_latest(metrics.registry), content_type=CONTENT_TYPE_LATEST)

    return routes


def _told(silence: Silence) -> dict[str, Any]:
    """A silence for machines; times are UTC."""
    return {
        "since": silence.since.isoformat(),
        "until": silence.until.isoformat() if silence.until else None,
        "why": [why.value for why in silence.why],
        "missed": {"found": silence.found, "looked_up": silence.looked_at is not None},
    }
