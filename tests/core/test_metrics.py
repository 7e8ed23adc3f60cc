"""Names of metrics are promises: dashboards and alerts rely on them."""

from prometheus_client import generate_latest

from core.metrics import Metrics

NAMES = {
    "recordings_bot_events_total": {"outcome"},
    "recordings_bot_answers_total": {"command"},
    "recordings_bot_problems_total": {"error"},
    "recordings_bot_retries_total": {"error"},
    "recordings_bot_unsure_posts_total": {"decision"},
    "recordings_bot_webhook_repairs_total": {"repair"},
    "recordings_bot_missed_events_total": {"resource"},
    "recordings_bot_deaf_seconds": set[str](),
    "recordings_bot_waiting": set[str](),
    "recordings_bot_answer_seconds": set[str](),
}


def touched() -> Metrics:
    metrics = Metrics()
    for counter in (metrics.events, metrics.answers, metrics.problems, metrics.retries):
        counter.labels("x").inc()
    for counter in (metrics.unsure_posts, metrics.webhook_repairs, metrics.missed_events):
        counter.labels("x").inc()
    metrics.waiting.set(3)
    metrics.answer_seconds.observe(0.2)
    return metrics


def test_every_promised_name_is_there_with_its_labels() -> None:
    shown = generate_latest(touched().registry).decode()
    for name, labels in NAMES.items():
        sample = name + "".join(f'{{{label}="x"}}' for label in labels)
        assert f"\n{sample}" in shown, name


def test_nothing_is_there_that_was_not_promised() -> None:
    found = touched().registry.collect()
    names = {f"{metric.name}_total" if metric.type == "counter" else metric.name for metric in found}
    assert names == set(NAMES)


def test_two_bots_in_one_process_count_apart() -> None:
    one, other = Metrics(), Metrics()
    one.waiting.set(5)
    assert other.registry.get_sample_value("recordings_bot_waiting") == 0


def test_every_metric_says_what_it_counts() -> None:
    assert all(metric.documentation.endswith(".") for metric in Metrics().registry.collect())
