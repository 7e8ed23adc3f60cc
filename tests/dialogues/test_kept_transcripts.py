"""Copies of transcripts that a person may switch on: what they save, and when they go."""

from datetime import timedelta

import pytest
from pydantic import SecretStr

from core.people import Preferences
from core.periods import Period
from services.transcripts import Search
from tests.dialogues.reading import DAY, HOUR, record, transcribe
from tests.logbook import logbook
from tests.stage import START, Speaker, Stage, running_bot

TALK = (
    ("Ana Ruiz", 1.0, "Good morning, shall we start?"),
    ("Bo Lindqvist", 62.0, "We have to freeze the budget."),
    ("Ana Ruiz", 3725.5, "Then let us move on."),
)


@pytest.fixture
def connected(stage: Stage, ana: Speaker) -> Speaker:
    """Ana, after she has connected."""
    ana.connects()
    stage.webex.world.forget_requests()
    return ana


@pytest.fixture
def keeping(connected: Speaker) -> Speaker:
    """Ana, who has switched on that transcripts are kept."""
    connected.says("settings transcripts:keep").has("I keep sealed copies of the transcripts")
    return connected


def read(stage: Stage) -> int:
    """How many transcripts were read at Webex since last asked."""
    calls = [call for call in stage.calls() if call.endswith("/snippets")]
    stage.webex.world.forget_requests()
    return len(calls)


def files(stage: Stage) -> bytes:
    """Every byte of the database, with what stands in its log already and not yet in itself."""
    return b"".join(path.read_bytes() for path in stage.folder.glob("bot.db*"))


def test_nothing_of_a_transcript_is_kept_unless_that_is_switched_on(stage: Stage, connected: Speaker) -> None:
    transcribe(stage, record(stage, connected), *TALK)
    connected.says("settings").has("Don’t keep copies")
    for _ in range(2):
        connected.says("find budget").has("We have to freeze the budget.")
        assert read(stage) == 1
    connected.says("status").has("I keep no copies")


def test_with_copies_the_second_search_reads_no_transcript_and_finds_the_same(stage: Stage, keeping: Speaker) -> None:
    for number in range(3):
        transcribe(stage, record(stage, keeping, f"Talk {number}", (2 + number) * DAY), *TALK)
    first = keeping.says("find freeze the budget").has("Found 3 times in 3 meetings", "00:01:02", "Good morning")
    assert read(stage) == 3
    assert keeping.says("find freeze the budget").everything == first.everything
    assert read(stage) == 0
    keeping.says('find "move on" by ana').has("Found 3 times")
    assert read(stage) == 0
    keeping.says("status").has("3 sealed copies, kept for 30 days at most")


def test_only_what_has_no_copy_is_read(stage: Stage, keeping: Speaker) -> None:
    transcribe(stage, record(stage, keeping, "Old", 9 * DAY), *TALK)
    keeping.says("find budget")
    transcribe(stage, record(stage, keeping, "New", 2 * DAY), *TALK)
    read(stage)
    answer = keeping.says("find budget").has("Found 2 times in 2 meetings")
    assert [title.split(" · ")[0] for title in answer.choices] == ["1. New", "2. Old"]
    assert read(stage) == 1


def test_copies_answer_also_while_webex_makes_others_wait(stage: Stage, keeping: Speaker) -> None:
    transcribe(stage, record(stage, keeping, "Kept", 9 * DAY), *TALK)
    keeping.says("find budget")
    for number in range(20):
        transcribe(stage, record(stage, keeping, f"New {number}", (2 + number / 10) * DAY), *TALK)
    stage.webex.world.fault("GET", "/meetingTranscripts/", status=429, retry_after=720, times=None)
    keeping.says("find budget").has("Kept", "Found 1 time", "20 transcripts could not be read")


def test_neither_database_nor_logs_hold_a_word_of_it_in_the_clear(stage: Stage, keeping: Speaker) -> None:
    lines = (("Cleo Marchetti", 5.0, "The zebrafish plan is secret."), ("Cleo Marchetti", 9.0, "Quite so."))
    made = stage.webex.world.transcribe(record(stage, keeping, "Aquarium"), lines)
    with logbook() as written:
        for _ in range(2):
            keeping.says("find zebrafish").has("Cleo Marchetti")
        assert "1 sealed copy" in keeping.says("status").text
        held = files(stage)
        keeping.says("disconnect")
    assert keeping.person.id.encode() in held, "these are the files"
    assert "grant.disconnected" in written(), "these are the logs"
    # None so short that a seal could hold it by chance.
    for word in ("zebrafish", "Marchetti", "Quite so", "Aquarium", made.id, made.meeting.id):
        assert word.lower().encode() not in held.lower(), word
        assert word.lower() not in written().lower(), word


@pytest.mark.parametrize("words", ["settings transcripts:forget", "settings transcripts:off", "disconnect"])
def test_switching_off_and_disconnecting_remove_copies_at_once(stage: Stage, keeping: Speaker, words: str) -> None:
    transcribe(stage, record(stage, keeping), *TALK)
    keeping.says("find budget")
    assert stage.bot.services.transcripts.count_kept(keeping.person.id) == 1
    keeping.says(words)
    assert stage.bot.services.transcripts.count_kept(keeping.person.id) == 0
    if words == "disconnect":
        keeping.connects()
    keeping.says("status").has("I keep no copies")
    read(stage)
    keeping.says("find budget").has("We have to freeze the budget.")
    assert read(stage) == 1
    assert stage.bot.services.transcripts.count_kept(keeping.person.id) == 0


@pytest.mark.parametrize("words", ["settings transcripts:forget", "disconnect"])
def test_what_is_switched_off_while_a_search_is_under_way_stays_off(stage: Stage, keeping: Speaker, words: str) -> None:
    transcribe(stage, record(stage, keeping), *TALK)
    services, ana = stage.bot.services, keeping.person.id

    def switch_off(_: object) -> None:
        if words == "disconnect":
            services.grants.disconnect(ana)
        else:
            services.people.choose(ana, Preferences())

    stage.webex.world.fault("GET", "/meetingTranscripts/", after=switch_off)
    search = Search("budget", None, Period(START - 30 * DAY, START), None, START, keeps=True)
    assert services.transcripts.find(ana, search, lambda _: None).total == 1
    assert services.transcripts.count_kept(ana) == 0


def test_the_form_switches_it_and_leaves_it_as_it_is(stage: Stage, connected: Speaker) -> None:
    transcribe(stage, record(stage, connected), *TALK)
    form = connected.says("settings")
    connected.presses("Save", on=form, transcripts="keep").has("I keep sealed copies", "30 days at most")
    connected.says("find budget")
    connected.says("settings timezone:Europe/Lisbon")
    connected.presses("Save").has("I keep sealed copies")
    connected.says("status").has("1 sealed copy")
    connected.presses("Save", on=form).has("I keep no copies of transcripts, and those that I had are gone.")
    connected.says("status").has("I keep no copies")


def test_a_colleague_with_copies_of_their_own_reads_for_themselves(stage: Stage, keeping: Speaker, bo: Speaker) -> None:
    meeting = stage.webex.world.meeting(keeping.person, "Planning", START - 2 * DAY, invitees=[bo.person])
    stage.webex.world.transcribe(meeting, [("Ana Ruiz", 5, "The budget")])
    transcribe(stage, record(stage, keeping, "Private of Ana"), *TALK)
    bo.connects()
    bo.says("settings transcripts:keep")
    keeping.says("find budget").has("Found 2 times")
    read(stage)
    bo.says("find budget").has("Planning", "Found 1 time").lacks("Private of Ana", "freeze")
    assert read(stage) == 1
    bo.says("disconnect")
    keeping.says("status").has("2 sealed copies")


def test_what_webex_lists_no_longer_is_not_found_and_its_copy_goes(stage: Stage, keeping: Speaker) -> None:
    gone = stage.webex.world.transcribe(record(stage, keeping, "Withdrawn"), TALK)
    transcribe(stage, record(stage, keeping, "Stays", 3 * DAY), *TALK)
    keeping.says("find budget").has("Found 2 times")
    gone.status = "deleted"
    keeping.says("find budget").has("Found 1 time", "1. Stays", "1 recording has no transcript: “Withdrawn”")
    keeping.says("status").has("1 sealed copy")


def test_while_webex_cannot_list_everything_no_copy_goes(stage: Stage, keeping: Speaker) -> None:
    other = stage.webex.world.site("acme-eu.webex.com")
    transcribe(stage, record(stage, keeping, "Here"), *TALK)
    transcribe(stage, record(stage, keeping, "There", site=other), *TALK)
    keeping.says("find budget").has("Found 2 times")
    stage.webex.world.fault("GET", "/meetingTranscripts$", status=403)
    keeping.says("find budget").has("Found 1 time")
    keeping.says("status").has("2 sealed copies")


def test_a_young_transcript_may_not_be_whole_so_it_is_read_again(stage: Stage, keeping: Speaker) -> None:
    made = stage.webex.world.transcribe(record(stage, keeping, ago=2 * HOUR), TALK[:1])
    keeping.says("find budget").has("It was not said")
    made.snippets.extend(stage.webex.world.transcribe(record(stage, keeping, "Other", 3 * DAY), TALK).snippets)
    keeping.says("find budget").has("Found 2 times in 2 meetings")
    keeping.says("status").has("1 sealed copy")


def test_a_transcript_without_a_word_is_read_again(stage: Stage, keeping: Speaker) -> None:
    transcribe(stage, record(stage, keeping))
    keeping.says("find budget")
    keeping.says("status").has("No copies yet")


@pytest.mark.parametrize(("ago", "lasts"), [(2 * DAY, 2 * DAY), (9 * DAY, 9 * DAY), (200 * DAY, 30 * DAY)])
def test_what_was_corrected_at_webex_is_found_once_the_copy_is_as_old_as_the_meeting_was(
    stage: Stage, keeping: Speaker, ago: timedelta, lasts: timedelta
) -> None:
    made = stage.webex.world.transcribe(record(stage, keeping, ago=ago), TALK)
    keeping.says("find budget since 2025-01-01").has("We have to freeze the budget.")
    made.snippets[1].text = "We have to raise the budget."
    stage.passes(lasts - HOUR)
    keeping.says("find budget since 2025-01-01").has("We have to freeze the budget.")
    stage.passes(HOUR)
    stage.bot.ticks.clean()
    assert stage.bot.services.transcripts.count_kept(keeping.person.id) == 0
    keeping.says("find budget since 2025-01-01").has("We have to raise the budget.")


def test_copies_outlive_a_change_of_the_key_as_long_as_the_old_one_is_listed(stage: Stage, keeping: Speaker) -> None:
    transcribe(stage, record(stage, keeping), *TALK)
    keeping.says("find budget")
    search = Search("budget", None, Period(START - 30 * DAY, START), None, START, keeps=True)
    read(stage)
    with running_bot(stage.webex, stage.recbot, stage.folder, secret_key=SecretStr(f"{'n' * 40},{'k' * 40}")) as bot:
        assert bot.services.transcripts.find(keeping.person.id, search, lambda _: None).total == 1
    assert read(stage) == 0
