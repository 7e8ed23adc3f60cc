"""Deafness is noticed, and what was said meanwhile is looked up and answered."""

import threading
from datetime import timedelta

import pytest

from jobs.clock import RECONCILE_EVERY
from store.work import LEASE
from tests.absence import away
from tests.jobs.bench import SOON
from tests.jobs.looks import counted
from tests.stage import Speaker, Stage, running_bot

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def switch_off(stage: Stage, *resources: str) -> None:
    """As Webex does it after many failed deliveries."""
    for hook in stage.webex.world.webhooks:
        if not resources or hook.resource in resources:
            hook.status = "inactive"


def mend(stage: Stage, after: timedelta = RECONCILE_EVERY) -> None:
    """Let a tick come, and a minute later."""
    stage.clock.advance(after)
    stage.bot.ticks.reconcile()
    stage.passes(MINUTE)


def test_what_was_said_while_webhooks_were_switched_off_is_answered_within_two_minutes(
    stage: Stage, ana: Speaker
) -> None:
    switch_off(stage)
    before = len(ana.heard())
    ana.writes("help")
    stage.settle()
    assert len(ana.heard()) == before
    mend(stage)
    assert [heard.text.splitlines()[0] for heard in ana.heard()[before:]] == ["What I can do"]
    assert counted(stage, "missed_events", resource="messages") == 1


def test_in_a_space_only_mentions_are_looked_up(stage: Stage, ana: Speaker) -> None:
    space = stage.space("Project X", ana)
    stage.settle()
    before = len(stage.heard_in(space))
    switch_off(stage, "messages")
    stage.webex.world.post(ana.person, space, "nobody asked the bot")
    ana.writes("help", space)
    mend(stage)
    assert len(stage.heard_in(space)) == before + 1
    assert counted(stage, "missed_events", resource="messages") == 1


def test_a_space_that_the_bot_was_added_to_is_greeted(stage: Stage, ana: Speaker) -> None:
    switch_off(stage, "memberships")
    space = stage.space("Project X", ana)
    stage.settle()
    mend(stage)
    assert [heard.text.splitlines()[0][:5] for heard in stage.heard_in(space)] == ["Hello"]


def test_several_are_answered_in_the_order_in_which_they_were_said(stage: Stage, ana: Speaker) -> None:
    space = stage.space("Project X", ana)
    stage.settle()
    switch_off(stage)
    before = len(ana.heard())
    for word, where in (("status", None), ("settings", space), ("list", None)):
        stage.clock.advance(1)
        ana.writes(word, where)
    mend(stage)
    said = [heard.text.splitlines()[0] for heard in ana.heard()[before:]]
    starts = ("How things stand", "Settings", "Please connect")
    assert [text.startswith(start) for start, text in zip(starts, said, strict=True)] == [True] * 3, said


def test_nothing_is_answered_twice_whichever_way_it_comes_first(stage: Stage, ana: Speaker) -> None:
    knobs = stage.webex.world.knobs
    before = len(ana.heard())
    ana.writes("help")  # heard, and within the overlap
    stage.settle()
    knobs.hold_webhooks = True
    ana.writes("status")  # its webhook is late
    switch_off(stage, "memberships")
    mend(stage)
    assert len(ana.heard()) == before + 2
    stage.webex.world.release_webhooks()
    knobs.hold_webhooks = False
    stage.settle()
    assert len(ana.heard()) == before + 2


def test_what_was_said_while_the_process_was_down_for_hours_gets_the_word_about_that(
    stage: Stage, ana: Speaker
) -> None:
    hooks = stage.webex.world.webhooks
    switch_off(stage)
    before = len(ana.heard())
    ana.writes("list")
    stage.clock.advance(3 * HOUR)
    for hook in hooks:
        hook.status = "active"  # too few failed for Webex to mind
    ana.writes("help")
    stage.webex.settle()
    mend(stage)
    said = [heard.text.splitlines()[0] for heard in ana.heard()[before:]]
    assert said == ["What I can do", "Sorry, I was away"]  # the first was heard at once
    silence = stage.bot.hearing.lately(HOUR)[-1]
    assert silence.why == ("away",)
    assert silence.found == 1
    assert silence.looked_at is not None


def test_what_could_not_be_kept_is_looked_up_once_the_database_is_back(stage: Stage, ana: Speaker) -> None:
    before = len(ana.heard())
    with away(stage.bot.database, stage.folder):
        ana.writes("help")
        stage.webex.settle()
    stage.clock.advance(RECONCILE_EVERY)
    stage.bot.ticks.reconcile()
    stage.passes(MINUTE)
    assert len(ana.heard()) == before + 1
    assert stage.bot.hearing.lately(HOUR)[-1].why == ("refused",)


def test_a_bot_that_was_started_anew_looks_up_the_seconds_in_between(stage: Stage, ana: Speaker) -> None:
    switch_off(stage)
    before = len(ana.heard())
    ana.writes("help")
    for hook in stage.webex.world.webhooks:
        hook.status = "active"
    stage.clock.advance(20)
    stage.bot.hearing.start()
    mend(stage, timedelta())
    assert len(ana.heard()) == before + 1
    assert stage.bot.hearing.lately(HOUR) == []


def test_what_was_said_before_the_bot_was_there_is_not_for_it(stage: Stage, ana: Speaker) -> None:
    with stage.bot.database.begin() as tx:
        tx.exec_driver_sql("DELETE FROM facts WHERE name LIKE 'hearing %'")
    switch_off(stage)
    before = len(ana.heard())
    ana.writes("help")
    stage.clock.advance(1)
    stage.bot.ticks.reconcile()
    mend(stage)
    switch_off(stage)
    mend(stage)
    assert len(ana.heard()) == before


def test_a_bot_that_moved_to_another_address_answers_what_came_to_the_old_one(stage: Stage, ana: Speaker) -> None:
    before = len(ana.heard())
    stage.bot.ticks.stop()
    with running_bot(stage.webex, stage.recbot, stage.folder) as moved:
        for hook in stage.webex.world.webhooks:
            hook.target_url = "http://127.0.0.1:9/webhooks/webex"
        ana.writes("help")
        stage.webex.settle()
        moved.ticks.reconcile()
        stage.clock.advance(60)
        moved.worker.run_due()
    assert len(ana.heard()) == before + 1


def test_bots_and_strangers_are_treated_as_ever(stage: Stage, ana: Speaker) -> None:
    world = stage.webex.world
    space = stage.space("Project X", ana)
    stranger = stage.person("Dana Okafor", org=world.organization("Globex"))
    other = world.bot("Chatter", "chatter@webex.bot")
    world.join(space, other)
    stage.settle()
    before, theirs = len(stage.heard_in(space)), len(stranger.heard())
    switch_off(stage)
    world.post(other, space, "RecBot help", mention=[stage.recbot])
    stranger.writes("list")
    mend(stage)
    assert len(stage.heard_in(space)) == before
    stranger.last().has("only for certain organisations")
    assert len(stranger.heard()) == theirs + 1


def test_many_rooms_are_looked_through_some_at_a_time_and_none_twice(
    stage: Stage, ana: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.missed.AT_ONCE", 3)
    spaces = [stage.space(f"Space {number}", ana) for number in range(4)]
    stage.settle()
    switch_off(stage)
    for space in spaces:
        stage.webex.world.post(ana.person, space, "hello everybody")
    ana.writes("help", spaces[0])
    before = len(stage.heard_in(spaces[0]))
    stage.webex.world.forget_requests()
    mend(stage)
    assert stage.bot.work.waiting() == 1
    stage.passes(MINUTE)
    asked = [call.query for call in stage.webex.world.requests if call.path == "/messages" and call.method == "GET"]
    rooms = [query["roomId"] for query in asked if "beforeMessage" not in query]
    assert sorted(rooms) == sorted([ana.room.id, *(space.id for space in spaces)])
    assert len(stage.heard_in(spaces[0])) == before + 1


@pytest.mark.parametrize("fault", [{"status": 429, "retry_after": 5}, {"status": 503}, {"drop": True}])
def test_a_look_up_that_webex_interrupts_goes_on(
    stage: Stage, ana: Speaker, bo: Speaker, fault: dict[str, int]
) -> None:
    switch_off(stage)
    before = len(ana.heard()), len(bo.heard())
    for one in (ana, bo):
        one.writes("help")
    for path in ("/rooms", "/messages", "/memberships"):
        stage.webex.world.fault("GET", path, **fault)  # type: ignore[arg-type]  # each a parameter of its own
    mend(stage)
    for _ in range(4):
        stage.passes(MINUTE)
    assert (len(ana.heard()), len(bo.heard())) == (before[0] + 1, before[1] + 1)


def test_a_room_that_webex_refuses_hides_no_other(stage: Stage, ana: Speaker, bo: Speaker) -> None:
    switch_off(stage)
    before = len(ana.heard()) + len(bo.heard())
    for one in (ana, bo):
        one.writes("help")
    stage.webex.world.fault("GET", "/messages", 403)
    mend(stage)
    assert len(ana.heard()) + len(bo.heard()) == before + 1
    assert stage.bot.work.waiting() == 0


def test_while_nothing_is_wrong_nothing_more_is_asked_of_webex(stage: Stage, ana: Speaker) -> None:
    ana.says("help")
    stage.webex.world.forget_requests()
    for _ in range(3):
        mend(stage)
    assert stage.calls() == ["GET /webhooks"] * 3


def test_presses_that_were_lost_are_told_of_once_when_their_author_next_writes(stage: Stage, ana: Speaker) -> None:
    card = ana.says("help")
    switch_off(stage)
    stage.clock.advance(10 * 60)
    ana.submits(card, {"say": "status"})
    before = len(ana.heard())
    mend(stage)
    assert len(ana.heard()) == before
    ana.says("status").has("I heard nothing between 10:00 and 10:10. If you pressed one of my buttons then, press it")
    ana.says("status").lacks("I heard nothing")


def test_what_is_looked_up_says_it_too(stage: Stage, ana: Speaker) -> None:
    ana.says("help")
    switch_off(stage)
    ana.writes("status")
    mend(stage)
    ana.last().has("How things stand", "I heard nothing at 10:00.")


def test_who_presses_has_seen_that_presses_are_heard_again(stage: Stage, ana: Speaker) -> None:
    ana.says("help")
    switch_off(stage)
    mend(stage)
    ana.presses("Status").lacks("I heard nothing")
    ana.says("status").lacks("I heard nothing")


def test_who_cannot_have_pressed_is_told_nothing(stage: Stage, ana: Speaker, bo: Speaker) -> None:
    ana.says("help")
    stage.clock.advance(9 * HOUR)
    stage.bot.hearing.note_at_work()  # all the time
    stage.bot.ticks.reconcile()
    bo.says("help")
    switch_off(stage)
    mend(stage)
    ana.says("status").lacks("I heard nothing")  # a card of this morning
    bo.says("status").has("I heard nothing")
    switch_off(stage, "messages")  # presses were heard
    mend(stage)
    bo.says("status").lacks("I heard nothing")


def test_of_a_press_that_could_not_be_kept_its_author_alone_is_told(stage: Stage, ana: Speaker, bo: Speaker) -> None:
    card = ana.says("help")
    bo.says("help")
    with away(stage.bot.database, stage.folder):
        ana.submits(card, {"say": "status"})
        stage.webex.settle()
    mend(stage)
    ana.says("status").has("I heard nothing at 10:00.")
    bo.says("status").lacks("I heard nothing")


def test_a_short_silence_is_told_only_to_who_had_just_got_a_card(stage: Stage, ana: Speaker, bo: Speaker) -> None:
    ana.says("help")
    stage.clock.advance(16 * 60)
    stage.bot.hearing.note_at_work()  # all the time
    stage.bot.ticks.reconcile()
    bo.says("help")
    switch_off(stage)
    mend(stage)
    ana.says("status").lacks("I heard nothing")
    bo.says("status").has("I heard nothing at 10:16.")


def test_of_two_processes_one_looks_up(stage: Stage, ana: Speaker) -> None:
    switch_off(stage)
    before = len(ana.heard())
    ana.writes("help")
    stage.bot.ticks.stop()
    with running_bot(stage.webex, stage.recbot, stage.folder, public_url=stage.url) as other:
        both = [threading.Thread(target=bot.ticks.reconcile) for bot in (stage.bot, other)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join(SOON)
        assert stage.bot.work.waiting() == 1
        stage.clock.advance(60)
        assert other.worker.run_due() == 2
        stage.settle()
    assert len(ana.heard()) == before + 1


def test_who_starts_after_hours_looks_up_once(stage: Stage) -> None:
    stage.clock.advance(3 * HOUR)
    stage.bot.hearing.start()
    stage.bot.ticks.reconcile()
    assert stage.bot.work.waiting() == 1


def test_a_look_up_that_another_worker_took_over_answers_nothing_twice(stage: Stage, ana: Speaker) -> None:
    switch_off(stage)
    before = len(ana.heard())
    ana.writes("help")
    taken: list[int] = []
    with running_bot(stage.webex, stage.recbot, stage.folder, public_url=stage.url) as other:

        def take_over(_: object) -> None:
            stage.clock.advance(LEASE.total_seconds() + 1)
            taken.append(other.worker.run_due())

        stage.webex.world.fault("GET", "/memberships", before=take_over)
        mend(stage)
    assert taken == [2]  # the look-up, and what it found
    assert len(ana.heard()) == before + 1
    assert stage.bot.work.waiting() == 0
    assert stage.bot.hearing.lately(HOUR)[0].found == 1


def test_where_people_move_the_clock_nobody_was_away(stage: Stage, ana: Speaker) -> None:
    stage.bot.hearing.is_never_away = True  # as in the demo
    ana.says("help")
    mend(stage, 3 * HOUR)
    assert stage.bot.hearing.lately(4 * HOUR) == []
    ana.says("status").lacks("I heard nothing")
