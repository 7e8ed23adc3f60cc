"""`digest`: subscribing, and what comes by itself."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from tests.stage import START, Heard, Speaker, Stage

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def reader(stage: Stage, ana: Speaker) -> Speaker:
    """Ana, connected, on whose wall (Madrid) it is ten in the morning of a Thursday."""
    ana.connects()
    return ana


def comes(stage: Stage, who: Speaker, at: datetime) -> list[Heard]:
    """What comes by itself until then."""
    before = len(who.heard())
    stage.passes(at - stage.clock.now())
    stage.bot.ticks.plan()
    stage.passes(MINUTE)  # the digests of one minute are spread over it
    return who.heard()[before:]


def on(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def record(stage: Stage, who: Speaker, topic: str, at: datetime) -> None:
    stage.webex.world.record(who.person, topic, at)


def test_what_is_new_comes_at_the_time_on_the_wall(stage: Stage, reader: Speaker) -> None:
    reader.says("digest daily 18:30").has("Every day at 18:30", "Thu 12 Mar, 18:30", "Europe/Madrid")
    record(stage, reader, "Weekly sync", START + HOUR)
    assert comes(stage, reader, on(12, 17, 29)) == []
    (digest,) = comes(stage, reader, on(12, 17, 30))
    digest.has("Your digest", "1 new recording", "Weekly sync")
    assert "Weekly sync" in digest.text
    reader.presses("Details", on=digest).has("Weekly sync", "Get links")


def test_the_next_one_tells_only_what_is_new_since_then(stage: Stage, reader: Speaker) -> None:
    reader.says("digest daily 18:30")
    record(stage, reader, "Weekly sync", START + HOUR)
    comes(stage, reader, on(12, 17, 30))
    record(stage, reader, "Budget", on(13, 9))
    (digest,) = comes(stage, reader, on(13, 17, 30))
    digest.has("Budget").lacks("Weekly sync")


def test_what_was_there_before_is_no_news_and_nothing_new_is_not_told(stage: Stage, reader: Speaker) -> None:
    record(stage, reader, "Long ago", START - 3 * HOUR)
    stage.passes(HOUR)
    reader.says("digest daily 18:30")
    assert comes(stage, reader, on(12, 17, 30)) == []


def test_who_wants_empty_ones_gets_them(stage: Stage, reader: Speaker) -> None:
    reader.says("status").has("Digest: None")
    reader.says("digest daily 18:30 empty:show").has("also when there is nothing new")
    reader.says("status").has("Digest: Every day at 18:30")
    (digest,) = comes(stage, reader, on(12, 17, 30))
    digest.has("No recordings that are new to you")
    reader.presses("When it comes", on=digest)
    reader.presses("Skip empty ones").has("only when there is something new")
    assert comes(stage, reader, on(13, 17, 30)) == []


def test_a_recording_that_webex_shows_late_is_told_all_the_same(stage: Stage, reader: Speaker) -> None:
    reader.says("digest daily 18:30")
    stage.webex.world.knobs.rest_lag = 3 * HOUR
    record(stage, reader, "Weekly sync", on(12, 16))
    assert comes(stage, reader, on(12, 17, 30)) == []
    (digest,) = comes(stage, reader, on(13, 17, 30))
    digest.has("Weekly sync")


def test_after_a_month_away_one_digest_tells_all_of_it(stage: Stage, reader: Speaker) -> None:
    reader.says("digest daily 18:30")
    for day in (13, 20, 27):
        record(stage, reader, f"Meeting of the {day}th", on(day, 9))
    (digest,) = comes(stage, reader, on(12, 12, month=4))
    digest.has("3 new recordings", "Meeting of the 13th", "Meeting of the 20th", "Meeting of the 27th")
    record(stage, reader, "After it", on(12, 13, month=4))
    (digest,) = comes(stage, reader, on(12, 17, 30, month=4))
    digest.has("After it", "1 new recording")


def test_the_clocks_change_and_the_time_on_the_wall_stays(stage: Stage, reader: Speaker) -> None:
    reader.says("digest daily 09:00 empty:show")
    assert len(comes(stage, reader, on(28, 8))) == 1  # all that was missed until then
    assert comes(stage, reader, on(29, 6, 59)) == []
    assert len(comes(stage, reader, on(29, 7))) == 1


def test_another_zone_moves_it(stage: Stage, reader: Speaker) -> None:
    reader.says("digest daily 18:30 empty:show")
    reader.says("settings timezone:America/New_York")
    reader.says("digest").has("Every day at 18:30", "America/New_York")
    assert comes(stage, reader, on(12, 17, 30)) == []
    assert len(comes(stage, reader, on(12, 22, 30))) == 1


def test_one_that_is_due_in_quiet_hours_waits_until_they_end(stage: Stage, reader: Speaker) -> None:
    reader.says("settings quiet:22:00-07:00").has("Between 22:00 and 07:00 nothing comes by itself")
    reader.says("status").has("Between 22:00 and 07:00")
    reader.says("digest daily 23:00").has("Every day at 23:00; the next one Fri 13 Mar, 07:00, as your quiet hours end")
    reader.says("digest also daily 21:00").has("Every day at 21:00; the next one Thu 12 Mar, 21:00").lacks("21:00, as")
    reader.says("digest daily 23:00")
    record(stage, reader, "Weekly sync", on(12, 20))
    assert comes(stage, reader, on(12, 22)) == []
    assert comes(stage, reader, on(13, 5, 58)) == []
    (digest,) = comes(stage, reader, on(13, 6))
    digest.has("Weekly sync")
    reader.says("settings quiet:off").has("No quiet hours")
    record(stage, reader, "Budget", on(13, 20))
    (digest,) = comes(stage, reader, on(13, 22))
    digest.has("Budget")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("22:00", "two times of day"),
        ("22:00-25:00", "two times of day"),
        ("1-2-3", "two times of day"),
        ("night", "two times of day"),
        ("7-7", "different times"),
    ],
)
def test_quiet_hours_that_are_none_get_a_sentence(stage: Stage, reader: Speaker, typed: str, says: str) -> None:
    reader.says(f"settings quiet:{typed}").has(says)


def test_also_adds_and_without_it_the_new_one_replaces(stage: Stage, reader: Speaker) -> None:
    reader.says("digest weekdays 8:30")
    reader.says("digest also weekly friday at 5pm").has("Monday to Friday at 08:30", "Every Friday at 17:00")
    reader.says("digest monthly 31").has("On the last of the month at 09:00").lacks("at 17:00")
    for hour in range(9):
        reader.says(f"digest also daily {hour}:00")
    reader.says("digest also daily 23:00").has("ten digests")


def test_one_that_is_there_is_not_added_again(stage: Stage, reader: Speaker) -> None:
    reader.says("digest daily 9:00").lacks("already")
    reader.says("digest also at 9:00").has("You have that one already", "Every day at 09:00")
    reader.says("digest also weekdays 9:00").has("Monday to Friday at 09:00").lacks("already")
    assert len(stage.bot.services.digests.of(reader.person.id)) == 2


def test_what_shows_late_is_told_by_the_one_that_replaced_the_old_one(stage: Stage, reader: Speaker) -> None:
    reader.says("digest daily 18:30 empty:show")
    stage.webex.world.knobs.rest_lag = 3 * HOUR
    record(stage, reader, "Weekly sync", on(12, 16))
    (digest,) = comes(stage, reader, on(12, 17, 30))
    digest.has("No recordings that are new to you")
    reader.says("digest daily 23:00").has("also when there is nothing new")
    (digest,) = comes(stage, reader, on(12, 22))
    digest.has("Weekly sync")


@pytest.mark.parametrize("then", ["digest daily 18:00", "digest off", "disconnect"])
def test_one_whose_answer_was_lost_is_told_whatever_becomes_of_it(stage: Stage, reader: Speaker, then: str) -> None:
    reader.says("digest daily 18:30")
    record(stage, reader, "Weekly sync", START + HOUR)
    stage.webex.world.fault("POST", "/messages", drop=True)
    (digest,) = comes(stage, reader, on(12, 17, 30))
    digest.has("Weekly sync")
    reader.says(then)
    assert [each for each in comes(stage, reader, on(14, 17, 30)) if "Weekly sync" in each.text] == []
    assert stage.bot.work.forget_finished(on(16, 0), "failed") == 0


def test_one_that_is_stopped_while_it_is_posted_ends_in_order(stage: Stage, reader: Speaker) -> None:
    reader.says("digest daily 18:30 empty:show")
    stop = stage.bot.services.digests.stop
    stage.webex.world.fault("POST", "/messages", after=lambda _: stop(reader.person.id))
    assert len(comes(stage, reader, on(12, 17, 30))) == 1
    assert stage.bot.work.forget_finished(on(14, 0), "failed") == 0
    reader.says("digest daily 18:30")
    record(stage, reader, "Budget", on(12, 19))
    (digest,) = comes(stage, reader, on(13, 17, 30))
    digest.has("Budget")


def test_the_form_says_the_same(stage: Stage, reader: Speaker) -> None:
    reader.says("digest").has("No digest yet")
    reader.presses("Set", rhythm="weekly mon", time="7:15").has("Every Monday at 07:15", "Mon 16 Mar, 07:15")
    reader.presses("Add", rhythm="monthly 1", time="09:00").has("Every Monday at 07:15", "On day 1 of the month")
    reader.presses("Stop").has("No more digests")
    reader.says("digest").has("No digest yet")


def test_off_is_off(stage: Stage, reader: Speaker) -> None:
    reader.says("digest daily 18:30 empty:show")
    reader.says("digest off").has("No more digests")
    assert comes(stage, reader, on(12, 17, 30)) == []


def test_now_shows_it_and_the_next_one_still_tells_all(stage: Stage, reader: Speaker) -> None:
    reader.says("digest daily 18:30")
    record(stage, reader, "Weekly sync", START + HOUR)
    stage.passes(4 * HOUR)
    reader.says("digest now").has("What is new", "Weekly sync")
    (digest,) = comes(stage, reader, on(12, 17, 30))
    digest.has("Weekly sync")


def test_now_without_a_digest_is_about_the_last_day(stage: Stage, reader: Speaker) -> None:
    record(stage, reader, "Of today", START - 3 * HOUR)
    record(stage, reader, "Of last week", START - 6 * DAY)
    stage.passes(HOUR)
    reader.says("digest now").has("Of today").lacks("Of last week")


def test_who_is_not_connected_connects_and_is_subscribed(stage: Stage, ana: Speaker) -> None:
    ana.says("digest weekly mon 9:00").has("Please connect")
    ana.connects().has("Every Monday at 09:00")


def test_whose_zone_nobody_knows_is_asked_once(stage: Stage) -> None:
    zoe = stage.person("Zoe", timezone=None)
    zoe.connects()
    zoe.says("digest also daily 9:00").has("Where is your clock?")
    zoe.presses("Go on", timezone="Berlin").has("Every day at 09:00", "Europe/Berlin")
    zoe.says("digest also daily 10:00").has("Every day at 10:00", "Every day at 09:00")


def test_when_the_grant_has_died_the_person_hears_so_once(stage: Stage, reader: Speaker) -> None:
    reader.says("digest daily 18:30")
    record(stage, reader, "Weekly sync", START + HOUR)
    stage.webex.world.revoke(reader.person)
    (word,) = comes(stage, reader, on(12, 17, 30))
    word.has("Your digest waits for you")
    assert comes(stage, reader, on(13, 17, 30)) == []
    reader.presses("Connect again", on=word).has("Please connect again")
    reader.connects()
    (digest,) = comes(stage, reader, on(14, 17, 30))
    digest.has("Weekly sync")


def test_disconnect_ends_it(stage: Stage, reader: Speaker) -> None:
    reader.says("digest daily 18:30 empty:show")
    reader.says("disconnect")
    assert comes(stage, reader, on(12, 17, 30)) == []
    reader.connects()
    reader.says("digest").has("No digest yet")


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("digest hourly", "as a schedule"),
        ("digest daily 25:00", "as a schedule"),
        ("digest weekly 09:00", "needs a day"),
        ("digest monthly 32 09:00", "from 1 to 31"),
        ("digest daily 13pm", "I can't read"),
        ("digest empty:perhaps", "with nothing in it"),
        ("digest host:me", "A digest knows no"),
        ("digest daily 9:00 timezone:Atlantis", "I know no time zone"),
    ],
)
def test_what_can_not_be_read_gets_a_sentence(stage: Stage, reader: Speaker, said: str, says: str) -> None:
    reader.says(said).has(says)


def test_webex_away_puts_it_off_and_loses_nothing(stage: Stage, reader: Speaker) -> None:
    reader.says("digest daily 18:30")
    record(stage, reader, "Weekly sync", START + HOUR)
    stage.webex.world.fault("GET", "/recordings", status=503, times=3)
    assert comes(stage, reader, on(12, 17, 30)) == []
    for _ in range(5):
        stage.passes(MINUTE)
    reader.last().has("Your digest", "Weekly sync")


def test_while_webex_takes_no_posts_nothing_is_read_for_the_others(stage: Stage, reader: Speaker, bo: Speaker) -> None:
    bo.connects()
    for each in (reader, bo):
        each.says("digest daily 18:30 timezone:UTC empty:show")
    stage.webex.world.fault("POST", "/messages", status=429, retry_after=40)
    stage.webex.world.forget_requests()
    assert comes(stage, reader, on(12, 18, 30)) == []
    assert stage.calls().count("GET /recordings") == 1
    stage.passes(MINUTE)
    for each in (reader, bo):
        each.last().has("No recordings that are new to you")
    assert stage.calls().count("GET /recordings") == 3


def test_ten_clocks_send_one(stage: Stage, reader: Speaker) -> None:
    reader.says("digest daily 18:30 empty:show")
    stage.passes(on(12, 17, 30) - stage.clock.now())
    with ThreadPoolExecutor(10) as clocks:
        planned = list(clocks.map(lambda _: stage.bot.services.digests.plan_due(), range(10)))
    assert sum(planned) == 1
    before = len(reader.heard())
    stage.passes(MINUTE)
    assert len(reader.heard()) == before + 1


def test_calls_stand_beside_meetings_and_their_numbers_not_on_lock_screens(stage: Stage, reader: Speaker) -> None:
    reader.says("digest daily 18:30")
    record(stage, reader, "Weekly sync", START + HOUR)
    stage.webex.world.call(reader.person, START + 2 * HOUR)
    (digest,) = comes(stage, reader, on(12, 17, 30))
    digest.has("2 new recordings", "Weekly sync", "+34911223344")
    assert "911" not in digest.text


def test_who_may_see_no_calls_hears_of_meetings(stage: Stage, reader: Speaker) -> None:
    reader.says("digest daily 18:30")
    record(stage, reader, "Weekly sync", START + HOUR)
    stage.webex.world.fault("GET", "/convergedRecordings", status=403)
    (digest,) = comes(stage, reader, on(12, 17, 30))
    digest.has("1 new recording", "Weekly sync")


def test_notes_and_transcripts_are_told_when_they_are_ready_and_once(stage: Stage, reader: Speaker) -> None:
    reader.says("digest daily 18:30")
    weekly = stage.webex.world.record(reader.person, "Weekly sync", START + HOUR)
    (first,) = comes(stage, reader, on(12, 17, 30))
    first.has("Weekly sync").lacks("Ready by now")
    stage.webex.world.transcribe(weekly.meeting, [("Ana", 3.0, "We cut the budget.")])
    stage.webex.world.summarise(weekly.meeting, "<p>About the budget.</p>", ["Ana writes to Bo"])
    (second,) = comes(stage, reader, on(13, 17, 30))
    second.has(
        "No recordings that are new to you", "Ready by now", "Weekly sync: transcript and AI notes", "Ana writes to Bo"
    )
    assert "Ana writes to Bo" not in second.text
    assert comes(stage, reader, on(14, 17, 30)) == []
