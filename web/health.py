"""What machines ask: is it alive, can it work, and how much of what."""

from datetime import datetime, timedelta

from flask import Blueprint, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from core.clock import Clock
from core.metrics import Metrics
from store.database import DatabaseAway
from store.facts import Facts

DEAF_AFTER = timedelta(minutes=5)
"""When the bot's own webhooks were not found right for so long, deliveries may be going nowhere."""


def blueprint(facts: Facts, webhooks_right_at: str, clock: Clock, metrics: Metrics) -> Blueprint:
    """`GET /healthz`, `GET /readyz` and `GET /metrics`; the fact of that name says when webhooks were last right."""
    routes = Blueprint("health", __name__)

    @routes.get("/healthz")
    def healthz() -> Response:
        return jsonify(status="ok")

    @routes.get("/readyz")
    def readyz() -> tuple[Response, int]:
        try:
            right_at = facts.read(webhooks_right_at)
        except DatabaseAway:
            return jsonify(status="not ready", database="away", webhooks="unknown"), 503
        is_heard = right_at is not None and clock.now() - datetime.fromisoformat(right_at) < DEAF_AFTER
        answer = jsonify(
            status="ready" if is_heard else "not ready",
            database="ok",
            webhooks="ok" if is_heard else "not found right lately",
        )
        return answer, 200 if is_heard else 503

    @routes.get("/metrics")
    def show_metrics() -> Response:
        return Response(generate_latest(metrics.registry), content_type=CONTENT_TYPE_LATEST)

    return routes
