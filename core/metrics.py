"""What is counted, for `GET /metrics`. Names are promises: dashboards and alerts rely on them."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


class Metrics:
    """One registry a process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.events = Counter(
            "recordings_bot_events_total",
            "Webhook deliveries by what became of them.",
            ["outcome"],
            registry=self.registry,
        )
        self.answers = Counter(
            "recordings_bot_answers_total", "Answers delivered, by command.", ["command"], registry=self.registry
        )
        self.problems = Counter(
            "recordings_bot_problems_total", "Problems, by kind of error.", ["error"], registry=self.registry
        )
        self.retries = Counter(
            "recordings_bot_retries_total", "Rows put back to be tried again.", ["error"], registry=self.registry
        )
        self.unsure_posts = Counter(
            "recordings_bot_unsure_posts_total",
            "Posts of which nobody knew whether they landed: repeated, left out, or taken back as the second of two.",
            ["decision"],
            registry=self.registry,
        )
        self.webhook_repairs = Counter(
            "recordings_bot_webhook_repairs_total",
            "The bot's own webhooks that were created, changed, switched on again or removed.",
            ["repair"],
            registry=self.registry,
        )
        self.missed_events = Counter(
            "recordings_bot_missed_events_total",
            "Events that no webhook told of and that were looked up afterwards.",
            ["resource"],
            registry=self.registry,
        )
        self.deaf_seconds = Gauge(
            "recordings_bot_deaf_seconds",
            "Seconds of the last hour in which the bot may have heard nothing.",
            registry=self.registry,
        )
        self.waiting = Gauge("recordings_bot_waiting", "Rows of work not done yet.", registry=self.registry)
        self.answer_seconds = Histogram(
            "recordings_bot_answer_seconds", "Seconds from claiming a row to its end.", registry=self.registry
        )
