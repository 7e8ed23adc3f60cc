"""`why`, as people use it."""

from datetime import timedelta

import pytest

from tests.dialogues.reading import DAY, HOUR, REFUSALS, record
from tests.stage import START, Speaker, Stage


@pytest.fixture
def connected(stage: Stage, ana: Speaker) -> Speaker:
    """Ana, after she has connected."""
    ana.connects()
    return ana


def test_of_a_recording_with_everything_nothing_stands_in_the_way(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, transcript=True)
    connected.says("list")
    connected.says("why 1").has("It is in your list", "Nothing stands in its way.")


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ({"prevent_download": True}, "You can change that in Webex, as its host."),
        ({"format": "ARF"}, "This is an ARF file"),
        ({"transcript": False}, "There is no transcript."),
        ({"transcript": False, "omit": ("meetingId",)}, "does not tell which meeting"),
        ({"ago": 60 * DAY}, "A plain list shows the last 30 days"),
    ],
)
def test_each_reason_that_lies_in_the_recording_is_named(
    stage: Stage, connected: Speaker, made: dict[str, object], said: str
) -> None:
    recording = record(stage, connected, **{"transcript": True, **made})  # type: ignore[arg-type]  # of any kind
    connected.says(f"why {recording.id}").has(said).lacks("Nothing stands in its way.")


def test_links_that_webex_does_not_give_are_not_called_prevented(stage: Stage, connected: Speaker) -> None:
    recording = record(stage, connected, omit=("temporaryDirectDownloadLinks",))
    connected.says(f"why {recording.id}").has("no download for it at the moment").lacks("switched off for this")


def test_a_transcript_that_comes_without_links_is_offered(stage: Stage, connected: Speaker) -> None:
    recording = record(stage, connected, prevent_download=True)
    stage.webex.world.transcribe(recording, [("Ana Ruiz", 1, "Good morning")])
    answer = connected.says(f"why {recording.id}").has("There is a transcript, although")
    assert "Transcript" in answer.buttons


def test_where_transcripts_are_refused_nothing_is_claimed_of_them(stage: Stage, connected: Speaker) -> None:
    recording = record(stage, connected)
    stage.webex.world.fault("GET", "/meetingTranscripts", status=403)
    connected.says(f"why {recording.id}").lacks("ranscript.")


def test_that_somebody_else_hosted_it_is_said(stage: Stage, connected: Speaker, bo: Speaker) -> None:
    recording = record(stage, bo, shared_with=[connected.person])
    connected.says(f"why {recording.id}").has("Somebody else hosted it and shared it with you")
    closed = record(stage, bo, shared_with=[connected.person], prevent_download=True)
    connected.says(f"why {closed.id}").has("Only its host can change that, in Webex.")


def test_another_site_than_the_chosen_one_is_said(stage: Stage, connected: Speaker) -> None:
    other = stage.webex.world.site("acme-eu.webex.com")
    recording = record(stage, connected, site=other)
    connected.says("settings site:acme.webex.com")
    connected.says(f"why {recording.id}").has("It is on acme-eu.webex.com", "lists show acme.webex.com")
    connected.says("why weekly").has("It is on acme-eu.webex.com")


def test_the_bin_is_looked_into(stage: Stage, connected: Speaker) -> None:
    recording = record(stage, connected)
    recording.status = "deleted"
    connected.says("why weekly sync").has("1 recording", "recycle bin")
    answer = connected.says(f"why {recording.id}").has("recycle bin")
    assert "Restore" in answer.buttons


def test_what_lies_outside_the_period_is_found_and_gets_a_number(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "Weekly sync", 200 * DAY)
    record(stage, connected, "Other", 3 * DAY)
    answer = connected.says("why weekly").has("Weekly sync", "recorded at another time").lacks("Other")
    assert set(answer.buttons) == {"Details", "Why"}
    connected.presses("Details").has("Weekly sync", "44 min")
    connected.says("show 1").has("Weekly sync")


def test_a_recording_that_was_made_late_is_explained_and_leads_to_a_list_that_has_it(
    stage: Stage, connected: Speaker
) -> None:
    recording = record(stage, connected, ago=9 * DAY, processed_after=4 * DAY)
    connected.says("list 2026-03-03").lacks("Weekly sync")
    answer = connected.says(f"why {recording.id}").has("It is in your list", "Its file was made late: Sat 7 Mar, 10:")
    answer.has("misses it; “list 2026-03-03..2026-03-07” has it").lacks("Nothing stands in its way.")
    connected.presses("List", on=answer).has("Weekly sync")
    connected.says("why weekly").has("Its file was made late", "“list 2026-03-03..2026-03-07” has it")


def test_what_was_made_late_is_not_said_to_be_in_a_usual_list_that_misses_it(stage: Stage, connected: Speaker) -> None:
    other = stage.webex.world.site("acme-eu.webex.com")
    recording = record(stage, connected, ago=9 * DAY, processed_after=4 * DAY, site=other)
    connected.says('settings period:"2026-03-01..2026-03-04" site:any')
    connected.says(f"why {recording.id}").has("made late").lacks("It is in your list", "at another time")
    connected.says('settings period:"last 30 days" site:acme.webex.com')
    answer = connected.says(f"why {recording.id}").has("It is on acme-eu.webex.com", "made late")
    connected.presses("List", on=answer).has("Weekly sync")
    recording.status = "deleted"
    connected.says(f"why {recording.id}").has("recycle bin").lacks("made late")


def test_the_persons_own_period_counts(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, ago=20 * DAY)
    connected.says("why weekly").has("It is in your list: a plain list shows the last 30 days.")
    connected.says('settings period:"last 7 days"')
    connected.says("why weekly").has("A plain list shows the last 7 days")


def test_a_meeting_that_ended_lately_is_still_being_processed(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, "Standup", 2 * HOUR, processed_after=6 * HOUR)
    connected.says("list").lacks("Standup")
    connected.says("why standup").has("Standup · Thu 12 Mar", "up to 24 hours")


def test_a_meeting_of_which_the_recording_is_known_and_not_to_be_had_yet(stage: Stage, connected: Speaker) -> None:
    meeting = stage.webex.world.meeting(connected.person, "Standup", START - 2 * HOUR)
    item = {"id": meeting.id, "title": "Standup", "state": "ended", "end": "2026-03-12T08:00:00Z", "hasRecording": True}
    stage.webex.world.fault("GET", "/meetings", status=200, body={"items": [item]}, times=None)
    connected.says("why standup").has("Standup · Thu 12 Mar, 09:00", "was recorded and ended less than a day ago")
    item |= {"end": "2026-03-01T08:00:00Z", "hasRecording": None}
    connected.says("why standup").has("found nothing")


def test_a_meeting_that_was_not_recorded_says_so(stage: Stage, connected: Speaker) -> None:
    stage.webex.world.meeting(connected.person, "Standup", START - 9 * DAY)
    answer = connected.says("why standup").has("Standup · Tue 3 Mar, 10:00", "it was not recorded")
    assert "1 meeting without a recording" in answer.text


def test_a_meeting_whose_recording_is_nowhere_to_be_seen_says_what_that_means(
    stage: Stage, connected: Speaker, bo: Speaker
) -> None:
    meeting = stage.webex.world.meeting(bo.person, "Planning", START - 9 * DAY, invitees=[connected.person])
    record(stage, bo, "Planning", 9 * DAY, meeting=meeting)
    connected.says("why planning").has("Webex shows you no recording of it", "not shared with you").lacks("44 min")


def test_where_all_is_in_the_list_it_is_said_once_and_not_asked_why_it_is_not_there(
    stage: Stage, connected: Speaker
) -> None:
    record(stage, connected, ago=2 * DAY)
    record(stage, connected, ago=9 * DAY)
    answer = connected.says("why weekly sync").has("About “weekly sync”", "They are in your list").lacks("Why is")
    assert answer.everything.count("in your list") == 1
    assert [row.partition(" · ")[0] for row in answer.choices] == ["1. Weekly sync", "2. Weekly sync"]
    record(stage, connected, ago=60 * DAY)
    connected.says("why weekly sync").has("Why is “weekly sync” not there?", "3. Weekly sync", "at another time")


@pytest.mark.parametrize(
    "omit",
    [("meetingId",), ("meetingId", "scheduledMeetingId", "meetingSeriesId"), ("meetingId", "timeRecorded")],
)
def test_a_meeting_whose_recording_does_not_tell_it_is_not_said_to_have_lost_it(
    stage: Stage, connected: Speaker, omit: tuple[str, ...]
) -> None:
    meeting = stage.webex.world.meeting(connected.person, "Weekly sync", START - 2 * DAY)
    record(stage, connected, ago=2 * DAY - timedelta(minutes=1), meeting=meeting, omit=omit)
    connected.says("why weekly sync").has("It is in your list").lacks("without a recording", "shows you no recording")


def test_another_meeting_of_the_series_is_still_said_to_have_lost_its_recording(
    stage: Stage, connected: Speaker
) -> None:
    world = stage.webex.world
    series = world.series(connected.person, "Weekly sync", START - 30 * DAY)
    for ago in (2 * DAY, 9 * DAY):
        meeting = world.meeting(connected.person, "Weekly sync", START - ago, series_id=series.id)
        made = record(stage, connected, ago=ago, meeting=meeting, omit=("meetingId",))
    made.status = "purged"
    answer = connected.says("why weekly sync").has("Why is", "It is in your list", "Webex shows you no recording of it")
    assert "1 meeting without a recording" in answer.text


def test_nothing_at_all_says_where_it_looked(stage: Stage, connected: Speaker, bo: Speaker) -> None:
    record(stage, bo, "Private of Bo")
    connected.says("why private").has("found nothing", "not shared with you").lacks("Private of Bo")


def test_a_recording_that_webex_does_not_show_is_explained(stage: Stage, connected: Speaker, bo: Speaker) -> None:
    private = record(stage, bo, "Private of Bo")
    unknown = connected.says("why " + "0" * 32).has("Webex shows you no such recording", "not, or no longer, shared")
    assert connected.says(f"why {private.id}").lacks("Private of Bo").text == unknown.text


def test_a_number_that_was_not_shown_is_told(connected: Speaker) -> None:
    connected.says("why 2").has("Which one is number 2?")


@pytest.mark.parametrize("words", ["why {}", "why weekly"])
def test_not_connected_it_asks_and_answers_afterwards(stage: Stage, ana: Speaker, words: str) -> None:
    recording = record(stage, ana)
    ana.says(words.format(recording.id)).has("Please connect")
    ana.connects().has("It is in your list")


def test_asked_in_a_space_it_is_answered_in_the_direct_room(stage: Stage, connected: Speaker, bo: Speaker) -> None:
    record(stage, connected)
    space = stage.space("Project X", connected, bo)
    connected.says("why weekly", space).has("Weekly sync")
    assert not any("Weekly sync" in heard.everything for heard in stage.heard_in(space))


def test_what_could_not_be_looked_at_is_said(stage: Stage, connected: Speaker) -> None:
    record(stage, connected)
    fault = stage.webex.world.fault("GET", "/meetings", status=403, times=None)
    connected.says("why weekly").has("It is in your list", "could not be read")
    connected.says("why nothing").has("found nothing", "could not be read")
    fault.clear()


@pytest.mark.parametrize(("status", "words"), [*REFUSALS[:2], (404, "no such recording")])
def test_each_refusal_is_told_in_words(stage: Stage, connected: Speaker, status: int, words: str) -> None:
    recording = record(stage, connected)
    stage.webex.world.fault("GET", "/recordings", status=status, times=None)
    connected.says(f"why {recording.id}").has(words).lacks_number(status)


@pytest.mark.parametrize(("status", "words"), REFUSALS)
def test_each_refusal_of_everything_is_told_in_words(stage: Stage, connected: Speaker, status: int, words: str) -> None:
    for path in ("/recordings", "/meetings"):
        stage.webex.world.fault("GET", path, status=status, times=None)
    connected.says("why weekly").has(words).lacks_number(status)


def test_a_pause_and_a_breakdown_are_told(stage: Stage, connected: Speaker) -> None:
    recording = record(stage, connected)
    for path in ("/recordings", "/meetings"):
        stage.webex.world.fault("GET", path, status=429, retry_after=720, times=None)
    connected.says(f"why {recording.id}").has("Webex asks for a pause")
    connected.says("why weekly").has("Webex asks for a pause")
    stage.webex.world.clear_faults()
    for path in ("/recordings", "/meetings"):
        stage.webex.world.fault("GET", path, status=503, times=None)
    connected.writes("why weekly")
    for _ in range(8):
        stage.passes(timedelta(seconds=10))
    connected.last().has("Webex is not answering")
