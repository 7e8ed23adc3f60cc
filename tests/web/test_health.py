"""`GET /healthz`, `GET /readyz` and `GET /metrics`."""

from datetime import timedelta

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from tests.absence import away
from tests.stage import Speaker, Stage
from web.health import DEAF_AFTER


def ask(stage: Stage, path: str) -> tuple[int, dict[str, str]]:
    answer = requests.get(f"{stage.url}{path}", timeout=10)
    return answer.status_code, answer.json()


def gauge(stage: Stage) -> float:
    """How deaf the bot was within the last hour, in seconds."""
    lines = requests.get(f"{stage.url}/metrics", timeout=10).text.splitlines()
    return float(next(line for line in lines if line.startswith("recordings_bot_deaf_seconds ")).split()[1])


def test_a_bot_whose_webhooks_were_right_lately_is_ready(stage: Stage) -> None:
    assert ask(stage, "/readyz") == (200, {"status": "ready", "database": "ok", "webhooks": "ok"})


def test_a_bot_whose_webhooks_were_not_looked_at_lately_is_not_ready(stage: Stage) -> None:
    stage.clock.advance(DEAF_AFTER - timedelta(seconds=1))
    assert ask(stage, "/readyz")[0] == 200
    stage.clock.advance(timedelta(seconds=1))
    wanted = {"status": "not ready", "database": "ok", "webhooks": "not found right lately"}
    assert ask(stage, "/readyz") == (503, wanted)


def test_a_bot_gets_ready_again_with_the_next_good_tick_only(stage: Stage) -> None:
    stage.clock.advance(DEAF_AFTER)
    stage.webex.world.fault("GET", "/webhooks", 503)
    stage.bot.ticks.reconcile()
    assert ask(stage, "/readyz")[0] == 503
    stage.bot.ticks.reconcile()
    assert ask(stage, "/readyz")[0] == 200


def test_a_bot_that_has_never_seen_its_webhooks_right_is_not_ready(stage: Stage) -> None:
    with stage.bot.database.begin() as tx:
        tx.exec_driver_sql("DELETE FROM facts")
    assert ask(stage, "/readyz")[1]["webhooks"] == "not found right lately"


def test_a_silence_is_told_of_for_an_hour_and_takes_no_process_away(stage: Stage, ana: Speaker) -> None:
    for hook in stage.webex.world.webhooks:
        hook.status = "inactive"
    ana.writes("help")
    stage.clock.advance(60)
    stage.bot.ticks.reconcile()
    answer = requests.get(f"{stage.url}/readyz", timeout=10)
    assert answer.status_code == 200
    silence = {"since": "2026-03-12T09:00:00+00:00", "until": "2026-03-12T09:01:00+00:00", "why": ["webhooks"]}
    assert answer.json()["deaf"] == [{**silence, "missed": {"found": 0, "looked_up": False}}]
    assert gauge(stage) == 60
    stage.passes(timedelta(minutes=1))
    told = requests.get(f"{stage.url}/readyz", timeout=10).json()["deaf"]
    assert told == [{**silence, "missed": {"found": 1, "looked_up": True}}]
    stage.clock.advance(timedelta(hours=1))
    stage.bot.hearing.note_at_work()
    stage.bot.ticks.reconcile()
    assert ask(stage, "/readyz") == (200, {"status": "ready", "database": "ok", "webhooks": "ok"})
    assert gauge(stage) == 0


def test_the_gauge_rises_while_nobody_looks_after_the_webhooks(stage: Stage) -> None:
    assert gauge(stage) == 0
    stage.clock.advance(timedelta(minutes=10))
    assert gauge(stage) == 600
    with away(stage.bot.database, stage.folder):
        assert gauge(stage) == 600
    stage.clock.advance(30)
    assert gauge(stage) == 600  # a database that was away is left alone for a while
    stage.clock.advance(30)
    assert gauge(stage) == 660


def test_without_a_database_the_bot_is_alive_but_not_ready(stage: Stage) -> None:
    with away(stage.bot.database, stage.folder):
        assert ask(stage, "/healthz") == (200, {"status": "ok"})
        assert ask(stage, "/readyz") == (503, {"status": "not ready", "database": "away", "webhooks": "unknown"})
    assert ask(stage, "/readyz")[0] == 200


def test_none_of_it_asks_anything_of_webex(stage: Stage) -> None:
    stage.webex.world.forget_requests()
    for path in ("/healthz", "/readyz", "/metrics"):
        assert requests.get(f"{stage.url}{path}", timeout=10).status_code == 200
    assert stage.calls() == []


def test_the_metrics_count_what_people_were_answered(stage: Stage, ana: Speaker) -> None:
    def counted() -> dict[tuple[str, str], float]:
        families = text_string_to_metric_families(requests.get(f"{stage.url}/metrics", timeout=10).text)
        samples = [sample for family in families for sample in family.samples]
        return {(one.name, "".join(one.labels.values())): one.value for one in samples}

    before = counted()
    ana.says("help")
    ana.says("nonsense")
    after = counted()
    answers = "recordings_bot_answers_total"
    assert after[answers, "Help"] == before.get((answers, "Help"), 0) + 1
    assert after[answers, "NotUnderstood"] == 1
    assert after["recordings_bot_answer_seconds_count", ""] >= before["recordings_bot_answer_seconds_count", ""] + 2
    assert after["recordings_bot_events_total", "kept"] == before["recordings_bot_events_total", "kept"] + 2


@pytest.mark.parametrize("path", ["/", "/webhooks", "/oauth", "/static/x", "/../bot.db", "/readyz/"])
def test_there_is_nothing_else(stage: Stage, path: str) -> None:
    assert requests.get(f"{stage.url}{path}", timeout=10).status_code == 404
