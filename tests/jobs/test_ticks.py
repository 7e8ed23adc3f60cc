"""The ticks: the bot's own webhooks are put right again and again, by one process at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import requests
from pydantic import SecretStr
from sqlalchemy import func, insert, select

from app import Bot
from jobs.clock import RECONCILE_EVERY
from jobs.retrying import SURE
from services.cleaning import KEEP_FAILED, KEEP_FINISHED
from services.grants import CONSENT_LASTS
from simulator.webhooks import Webhook
from store.tables import consents
from store.tables import work as rows
from tests.absence import away
from tests.jobs.bench import SOON
from tests.jobs.looks import counted
from tests.logbook import logbook
from tests.stage import START, Speaker, Stage, running_bot

WANTED = {("messages", "created"), ("attachmentActions", "created"), ("memberships", "created")}


def hooks(stage: Stage) -> list[Webhook]:
    return stage.webex.world.webhooks


def register(stage: Stage, name: str, target: str, resource: str = "messages", **more: Any) -> str:
    """A webhook on the bot's token, as a script of the operator might make it; returns its ID."""
    body = {"name": name, "targetUrl": target, "resource": resource, "event": "created", **more}
    bearer = {"Authorization": f"Bearer {stage.recbot.token}"}
    answer = requests.post(f"{stage.webex.url}/webhooks", json=body, headers=bearer, timeout=10)
    return str(answer.json()["id"])


def repairs(stage: Stage) -> list[str]:
    """What the next tick changes at Webex."""
    stage.webex.world.forget_requests()
    stage.bot.ticks.reconcile()
    return [call.method for call in stage.webex.world.requests if call.method != "GET"]


def assert_right(stage: Stage, bot: Bot) -> None:
    """Each wanted webhook is there once, switched on, with the address and the secret of that bot."""
    ours = [hook for hook in hooks(stage) if hook.target_url == bot.settings.webhook_url]
    assert {(hook.resource, hook.event) for hook in ours} == WANTED
    assert len(ours) == len(WANTED)
    assert {hook.status for hook in ours} == {"active"}
    assert all(hook.secret for hook in ours)
    assert bot.webhooks.missing() == []


def test_the_first_tick_creates_them_and_the_next_changes_nothing(stage: Stage) -> None:
    assert_right(stage, stage.bot)
    assert repairs(stage) == []
    assert counted(stage, "webhook_repairs", repair="created") == 3


def test_those_that_webex_switched_off_are_switched_on_again(stage: Stage, ana: Speaker) -> None:
    for hook in hooks(stage):
        hook.status = "inactive"
    assert set(stage.bot.webhooks.missing()) == {resource for resource, _ in WANTED}
    assert repairs(stage) == ["PUT"] * 3
    assert_right(stage, stage.bot)
    assert counted(stage, "webhook_repairs", repair="switched on") == 3
    ana.says("help")


def test_one_that_is_gone_is_made_again(stage: Stage) -> None:
    gone = hooks(stage)[1]
    stage.webex.world.hooks.remove(gone)
    assert stage.bot.webhooks.missing() == [gone.resource]
    assert repairs(stage) == ["POST"]
    assert_right(stage, stage.bot)


def test_doubles_are_removed_and_the_good_one_stays(stage: Stage) -> None:
    good = {hook.id for hook in hooks(stage)}
    for target in (stage.bot.settings.webhook_url, "https://old.example.com/webhooks/webex"):
        register(stage, "recordings-bot messages 00000000", target)
    assert repairs(stage) == ["DELETE"] * 2
    assert {hook.id for hook in hooks(stage)} == good
    assert_right(stage, stage.bot)


def test_a_double_that_is_switched_on_stays_rather_than_one_that_is_not(stage: Stage) -> None:
    first = hooks(stage)[0]
    double = register(stage, first.name, first.target_url, first.resource, secret=first.secret)
    first.status = "inactive"
    assert repairs(stage) == ["DELETE"]
    assert double in {hook.id for hook in hooks(stage)}
    assert_right(stage, stage.bot)


def test_a_double_that_somebody_else_removed_meanwhile_is_no_trouble(stage: Stage) -> None:
    for _ in range(2):
        register(stage, "recordings-bot messages 00000000", stage.bot.settings.webhook_url)
    stage.webex.world.fault("DELETE", "/webhooks", 404)
    assert repairs(stage) == ["DELETE"] * 2
    assert counted(stage, "problems", error="NotFound") == 0


def test_our_own_that_nobody_wants_any_more_are_removed(stage: Stage) -> None:
    register(stage, "recordings-bot rooms 00000000", stage.bot.settings.webhook_url, resource="rooms")
    assert repairs(stage) == ["DELETE"]
    assert_right(stage, stage.bot)


def test_those_of_others_on_the_same_token_are_left_alone(stage: Stage) -> None:
    foreign = {
        register(stage, "somebody else's", "https://elsewhere.example.com/hook"),
        register(stage, "recordings-bots", "https://elsewhere.example.com/hook"),
        register(stage, "ours only in part", f"{stage.url}/webhooks/webex/other"),
    }
    assert repairs(stage) == []
    assert foreign <= {hook.id for hook in hooks(stage)}


def test_one_that_hears_only_a_part_is_replaced(stage: Stage, ana: Speaker) -> None:
    whole = hooks(stage)[0]
    assert whole.resource == "messages"
    stage.webex.world.hooks.remove(whole)
    register(stage, whole.name, whole.target_url, filter=f"roomId={ana.room.id}", secret=whole.secret)
    assert stage.bot.webhooks.missing() == ["messages"]
    repairs(stage)
    assert_right(stage, stage.bot)
    assert [hook.filter for hook in hooks(stage)] == [None] * 3


def test_a_bot_at_another_address_corrects_them_instead_of_making_new_ones(stage: Stage) -> None:
    before = {hook.id for hook in hooks(stage)}
    stage.bot.ticks.stop()
    with running_bot(stage.webex, stage.recbot, stage.folder) as moved:
        moved.ticks.reconcile()
        assert {hook.id for hook in hooks(stage)} == before
        assert_right(stage, moved)


def test_a_bot_with_another_secret_has_them_signed_with_it(stage: Stage, ana: Speaker) -> None:
    before = {hook.secret for hook in hooks(stage)}
    stage.bot.ticks.stop()
    with running_bot(stage.webex, stage.recbot, stage.folder, secret_key=SecretStr("n" * 40)) as bot:
        bot.ticks.reconcile()
        assert_right(stage, bot)
        assert not before & {hook.secret for hook in hooks(stage)}
        ana.writes("help")
        stage.webex.settle()
        assert bot.work.waiting() == 2  # with looking up what nobody could have heard


def test_a_bot_with_a_newer_secret_that_still_takes_the_old_one_was_not_deaf(stage: Stage) -> None:
    stage.bot.ticks.stop()
    with running_bot(
        stage.webex, stage.recbot, stage.folder, public_url=stage.url, secret_key=SecretStr(f"{'n' * 40},{'k' * 40}")
    ) as bot:
        bot.ticks.reconcile()
        assert_right(stage, bot)
        assert bot.hearing.lately(timedelta(hours=1)) == []


@pytest.mark.parametrize("fault", [{"status": 503}, {"status": 429}, {"status": 401}, {"drop": True}, {"body": "html"}])
def test_a_tick_that_webex_refuses_is_counted_and_the_next_one_mends_it(stage: Stage, fault: dict[str, Any]) -> None:
    for hook in hooks(stage):
        hook.status = "inactive"
    stage.webex.world.fault("GET", "/webhooks", **fault)
    with logbook() as written:
        assert repairs(stage) == []
    assert "tick.failed" in written()
    assert repairs(stage) == ["PUT"] * 3


def test_a_tick_that_breaks_in_the_middle_goes_on_with_the_rest_the_next_time(stage: Stage) -> None:
    for hook in list(hooks(stage)):
        stage.webex.world.hooks.remove(hook)
    stage.webex.world.fault("POST", "/webhooks", after=lambda _: stage.webex.world.fault("POST", "/webhooks", 500))
    assert repairs(stage) == ["POST"] * 2
    assert repairs(stage) == ["POST"] * 2
    assert_right(stage, stage.bot)


def test_a_tick_without_a_database_is_counted_and_nothing_worse(stage: Stage) -> None:
    with away(stage.bot.database, stage.folder), logbook() as written:
        stage.bot.ticks.reconcile()
        stage.bot.ticks.clean()
        stage.bot.ticks.stop()
    assert "tick.failed" in written()
    assert repairs(stage) == []


def test_a_defect_in_one_tick_does_not_end_the_ticking(stage: Stage) -> None:
    class Broken:
        def now(self) -> Any:
            raise ZeroDivisionError("TELLING")

    ticks = stage.bot.ticks
    whole, ticks._clock = ticks._clock, Broken()  # type: ignore[assignment]  # a clock that can't tell the time
    with logbook() as written:
        ticks.reconcile()
        ticks.clean()
    ticks._clock = whole
    assert written().count("tick.broken") == 2
    assert "TELLING" not in written()
    assert repairs(stage) == []


def test_the_bots_own_profile_is_asked_for_once(stage: Stage) -> None:
    stage.webex.world.forget_requests()
    for _ in range(3):
        stage.bot.ticks.reconcile()
    assert stage.calls() == ["GET /webhooks"] * 3


@contextmanager
def second_process(stage: Stage) -> Iterator[Bot]:
    """The same bot in another process: the same database and the same address."""
    with running_bot(stage.webex, stage.recbot, stage.folder, public_url=stage.url) as bot:
        yield bot


def looks(stage: Stage, bot: Bot) -> int:
    """How often a tick of that process asks Webex."""
    stage.webex.world.forget_requests()
    bot.ticks.reconcile()
    return stage.calls().count("GET /webhooks")


def test_of_two_processes_one_does_it(stage: Stage) -> None:
    with second_process(stage) as other:
        for _ in range(5):
            assert (looks(stage, stage.bot), looks(stage, other)) == (1, 0)
            stage.clock.advance(RECONCILE_EVERY)


def test_when_one_process_has_died_the_other_takes_over_within_a_minute(stage: Stage) -> None:
    with second_process(stage) as other:
        stage.clock.advance(2 * RECONCILE_EVERY - timedelta(seconds=1))
        assert looks(stage, other) == 0
        stage.clock.advance(timedelta(seconds=1))
        assert looks(stage, other) == 1
        assert looks(stage, stage.bot) == 0


def test_when_one_process_has_stopped_the_other_takes_over_at_once(stage: Stage) -> None:
    with second_process(stage) as other:
        assert looks(stage, other) == 0
        stage.bot.ticks.stop()
        assert looks(stage, other) == 1


def test_when_one_process_cannot_reach_webex_the_other_may_try(stage: Stage) -> None:
    with second_process(stage) as other:
        stage.webex.world.fault("GET", "/webhooks", 503)
        stage.bot.ticks.reconcile()
        assert looks(stage, other) == 1


def test_two_processes_that_tick_at_once_make_no_doubles(stage: Stage) -> None:
    stage.bot.ticks.stop()
    for hook in list(hooks(stage)):
        stage.webex.world.hooks.remove(hook)
    with second_process(stage) as other:
        both = [threading.Thread(target=bot.ticks.reconcile) for bot in (stage.bot, other)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join(SOON)
        assert_right(stage, stage.bot)


def test_cleaning_forgets_what_was_finished_a_week_ago_and_what_failed_three_months_ago(
    stage: Stage, ana: Speaker
) -> None:
    ana.says("help")
    refused = stage.webex.world.fault("POST", "/messages", 403, times=None)
    ana.writes("help")
    meanwhile = timedelta(seconds=30)
    for _ in range(2 * SURE):
        stage.passes(meanwhile / (2 * SURE))
    refused.clear()

    def states() -> list[str]:
        with stage.bot.database.begin() as tx:
            return sorted(tx.execute(select(rows.c.state)).scalars())

    finished = states()
    assert finished.count("failed") == 1
    stage.clock.advance(KEEP_FINISHED - meanwhile)
    stage.bot.ticks.clean()
    assert states() == finished
    stage.clock.advance(timedelta(seconds=1))
    stage.bot.ticks.clean()
    assert states() == ["failed"]
    stage.clock.advance(KEEP_FAILED - KEEP_FINISHED + meanwhile)
    stage.bot.ticks.clean()
    assert states() == []


def test_cleaning_goes_on_until_nothing_is_left(stage: Stage) -> None:
    old = {"kind": "message", "payload": {}, "state": "done", "attempts": 1, "asked_at": START, "run_at": START}
    many = [{**old, "key": str(number), "finished_at": START} for number in range(1_200)]
    with stage.bot.database.begin() as tx:
        tx.execute(insert(rows), many)
    stage.clock.advance(KEEP_FINISHED + timedelta(hours=1))
    stage.bot.ticks.clean()
    with stage.bot.database.begin() as tx:
        assert tx.execute(select(func.count()).select_from(rows)).scalar_one() == 0


def test_cleaning_forgets_consents_that_nobody_gave(stage: Stage, ana: Speaker) -> None:
    def kept() -> int:
        with stage.bot.database.begin() as tx:
            return int(tx.execute(select(func.count()).select_from(consents)).scalar_one())

    ana.says("connect")
    stage.bot.ticks.clean()
    assert kept() == 1
    stage.clock.advance(CONSENT_LASTS + timedelta(seconds=1))
    stage.bot.ticks.clean()
    assert kept() == 0


def test_ticking_begins_at_once_and_ends_when_told(stage: Stage) -> None:
    looked = threading.Event()
    stage.webex.world.fault("GET", "/webhooks", after=lambda _: looked.set())
    stage.bot.ticks.start()
    assert looked.wait(SOON)
    stage.bot.ticks.stop()
    assert not [thread for thread in threading.enumerate() if thread.name == "APScheduler"]


def test_a_tick_under_way_ends_before_the_ticking_has_stopped(stage: Stage) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def dawdle(_: object) -> None:
        begun.set()
        go_on.wait(SOON)

    stage.webex.world.hooks.remove(hooks(stage)[0])
    stage.webex.world.fault("GET", "/webhooks", before=dawdle)
    stage.bot.ticks.start()
    assert begun.wait(SOON)
    stopping = threading.Thread(target=stage.bot.ticks.stop)
    stopping.start()
    go_on.set()
    stopping.join(SOON)
    assert not stopping.is_alive()
    assert_right(stage, stage.bot)
