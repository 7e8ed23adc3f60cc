"""`transcript` and `find`, as people use them."""

from datetime import timedelta

import pytest

from core.periods import Period
from services.transcripts import SHOWN, Search
from tests.dialogues.reading import DAY, HOUR, REFUSALS, content_of, hears_all, record, transcribe
from tests.stage import START, Speaker, Stage

TALK = (
    ("Ana Ruiz", 1.0, "Good morning, shall we start?"),
    ("Bo Lindqvist", 62.0, "We have to freeze the budget."),
    ("Ana Ruiz", 3725.5, "Then let us move on."),
)


@pytest.fixture
def connected(stage: Stage, ana: Speaker, bo: Speaker) -> Speaker:
    """Ana, after she has connected."""
    ana.connects()
    stage.webex.world.forget_requests()
    return ana


def test_a_transcript_comes_as_a_file_with_its_first_lines_on_a_card(stage: Stage, connected: Speaker) -> None:
    transcribe(stage, record(stage, connected), *TALK)
    connected.says("list")
    file, card = hears_all(connected, "transcript 1")
    assert file.text == "Weekly sync 2026-03-10 transcript.txt"
    assert "We have to freeze the budget." in content_of(connected, file)
    card.has("Weekly sync", "Tue 10 Mar, 10:00", "Good morning, shall we start?")
    assert "Good morning" not in card.text + file.text
    assert "Ana" not in card.text + file.text


def test_a_transcript_comes_as_subtitles_when_asked_for(stage: Stage, connected: Speaker) -> None:
    transcribe(stage, record(stage, connected), *TALK)
    connected.says("list")
    file, card = hears_all(connected, "transcript 1 vtt")
    assert file.text.endswith("transcript.vtt")
    assert content_of(connected, file).startswith("WEBVTT")
    card.has("Good morning, shall we start?").lacks("-->")
    assert {"As text", "Summary", "Details"} == set(card.buttons)


def test_details_lead_to_the_transcript(stage: Stage, connected: Speaker) -> None:
    transcribe(stage, record(stage, connected), *TALK)
    connected.says("list")
    details = connected.says("show 1")
    assert {"Get links", "Open in Webex", "Transcript", "Summary"} <= set(details.buttons)
    connected.submits(details, next(a["data"] for a in details.card["actions"] if a["title"] == "Transcript"))
    stage.settle()
    connected.last().has("Good morning")


def test_of_two_recordings_of_a_meeting_each_has_its_own_words(stage: Stage, connected: Speaker) -> None:
    first = record(stage, connected, "Workshop", 2 * DAY)
    second = record(stage, connected, "Workshop-2", 2 * DAY - HOUR, meeting=first.meeting)
    transcribe(stage, first, ("Ana Ruiz", 1, "In the beginning."))
    transcribe(stage, second, ("Ana Ruiz", 1, "After the break."))
    hears_all(connected, f"transcript {first.id}")[-1].has("In the beginning.").lacks("After the break.")
    hears_all(connected, f"transcript {second.id}")[-1].has("After the break.").lacks("In the beginning.")


def test_an_old_transcript_of_another_site_is_found(stage: Stage, connected: Speaker) -> None:
    other = stage.webex.world.site("acme-eu.webex.com")
    recording = record(stage, connected, "Long ago", 400 * DAY, site=other)
    transcribe(stage, recording, *TALK)
    hears_all(connected, f"transcript {recording.id}")[-1].has("Good morning")


@pytest.mark.parametrize("nothing", ["empty", "404"])
def test_no_transcript_is_said_in_words(stage: Stage, connected: Speaker, nothing: str) -> None:
    stage.webex.world.knobs.nothing_found = nothing  # type: ignore[assignment]  # one of those it takes
    record(stage, connected)
    connected.says("list")
    connected.says("transcript 1").has("There is no transcript.", "switched on")


def test_an_empty_transcript_is_none(stage: Stage, connected: Speaker) -> None:
    transcribe(stage, record(stage, connected))
    connected.says("list")
    connected.says("transcript 1").has("There is no transcript.")


def test_a_recording_of_no_meeting_says_so(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, omit=("meetingId",))
    details = connected.says("latest")
    assert "Transcript" not in details.buttons
    connected.says("transcript 1").has("does not tell which meeting")


def test_a_number_that_was_not_shown_is_told(connected: Speaker) -> None:
    connected.says("transcript 2").has("Which one is number 2?")


def test_asked_in_a_space_the_text_goes_to_the_direct_room_alone(stage: Stage, connected: Speaker, bo: Speaker) -> None:
    transcribe(stage, record(stage, connected), *TALK)
    connected.says("list")
    space = stage.space("Project X", connected, bo)
    stage.settle()
    connected.writes("transcript 1", space)
    stage.settle()
    connected.writes('find "freeze the budget"', space)
    stage.settle()
    assert not any("budget" in heard.everything or heard.message.files for heard in stage.heard_in(space))
    assert [heard for heard in connected.heard() if heard.message.files]
    connected.last().has("We have to freeze the budget.")


@pytest.mark.parametrize("words", ["transcript 1", 'find "budget"'])
def test_not_connected_it_asks_and_answers_afterwards(stage: Stage, ana: Speaker, bo: Speaker, words: str) -> None:
    recording = record(stage, ana)
    transcribe(stage, recording, *TALK)
    ana.says(words.replace("1", recording.id)).has("Please connect")
    ana.connects().has("budget")


@pytest.mark.parametrize("word", ["transcript {}", 'find "budget"'])
def test_a_missing_permission_is_asked_for(stage: Stage, ana: Speaker, word: str) -> None:
    stage.bot.settings.__dict__["webex_scopes"] = ("spark:people_read", "meeting:recordings_read")
    recording = record(stage, ana)
    transcribe(stage, recording, *TALK)
    ana.connects()
    ana.says(word.format(recording.id)).has("May I do a little more?", "read the transcripts of your meetings")
    ana.connects().has("budget")


@pytest.mark.parametrize(("status", "words"), REFUSALS)
def test_each_refusal_of_a_transcript_is_told_in_words(
    stage: Stage, connected: Speaker, status: int, words: str
) -> None:
    recording = record(stage, connected)
    transcribe(stage, recording, *TALK)
    stage.webex.world.fault("GET", "/meetingTranscripts/", status=status, times=None)
    connected.says(f"transcript {recording.id}").has(words).lacks_number(status)


def test_a_pause_that_webex_asks_for_is_told(stage: Stage, connected: Speaker) -> None:
    recording = record(stage, connected)
    stage.webex.world.fault("GET", "/meetingTranscripts", status=429, retry_after=720, times=None)
    connected.says(f"transcript {recording.id}").has("Webex asks for a pause", "12 minutes")
    connected.says("find budget").has("Webex asks for a pause", "12 minutes")


@pytest.mark.parametrize("word", ["transcript {}", 'find "budget"'])
def test_when_webex_is_down_it_says_so_in_the_end(stage: Stage, connected: Speaker, word: str) -> None:
    recording = record(stage, connected)
    stage.webex.world.fault("GET", "/meetingTranscripts", status=503, times=None, body="html")
    before = len(connected.heard())
    connected.writes(word.format(recording.id))
    for _ in range(8):
        stage.passes(timedelta(seconds=10))
    assert len(connected.heard()) == before + 1
    connected.last().has("Webex is not answering")


def test_what_was_said_is_found_with_who_when_and_its_neighbours(stage: Stage, connected: Speaker) -> None:
    transcribe(stage, record(stage, connected), *TALK)
    answer = connected.says('find "FREEZE the büdget"')
    answer.has("00:01:02", "Bo Lindqvist:", "We have to freeze the budget.", "Good morning", "Then let us move on.")
    answer.has("1. Weekly sync · Tue 10 Mar, 10:00", "Found 1 time in 1 meeting", "1 meeting searched")
    assert set(answer.buttons) == {"Details", "Get links", "Transcript"}
    connected.presses("Details").has("Weekly sync", "44 min")


def test_the_text_of_an_answer_holds_nothing_of_what_was_said(stage: Stage, connected: Speaker) -> None:
    transcribe(stage, record(stage, connected), *TALK)
    text = connected.says('find "freeze the budget" by bo').text
    assert "Weekly sync" in text
    for word in ("budget", "freeze", "Bo", "Ana"):
        assert word not in text


def test_only_what_somebody_said_is_found_by_name_or_address(stage: Stage, connected: Speaker) -> None:
    transcribe(stage, record(stage, connected), ("Ana Ruiz", 1, "A budget"), ("Bo Lindqvist", 9, "No budget"))
    connected.says('find "budget" by bo').has("Found 1 time", "No budget")
    connected.says('find "budget" by ana@example.com').has("Found 1 time", "A budget")
    connected.says('find "budget" by me').has("Found 1 time", "A budget")
    connected.says('find "budget" by carla').has("It was not said")


def test_the_exact_phrase_stands_before_its_words_and_the_newer_before_the_older(
    stage: Stage, connected: Speaker
) -> None:
    for topic, ago, text in (
        ("Old exact", 9 * DAY, "the budget freeze"),
        ("New words", DAY, "freeze it, the budget"),
        ("New exact", 3 * DAY, "a budget freeze"),
    ):
        transcribe(stage, record(stage, connected, topic, ago), ("Ana Ruiz", 1, text))
    answer = connected.says("find budget freeze")
    assert [title.split(" · ")[0] for title in answer.choices] == ["1. New exact", "2. Old exact", "3. New words"]
    connected.says("show 2").has("Old exact")


def test_many_hits_are_bounded_and_counted(stage: Stage, connected: Speaker) -> None:
    lines = [("Ana Ruiz", 10.0 * at, f"The budget, part {at}.") for at in range(150)]
    transcribe(stage, record(stage, connected), *lines)
    answer = connected.says("find budget").has("Found 150 times in 1 meeting", f"the best {SHOWN} of them")
    assert answer.everything.count("00:0") == SHOWN


def test_neighbouring_hits_repeat_no_sentence(stage: Stage, connected: Speaker) -> None:
    said = ["One.", "The budget, first.", "The freeze of the budget.", "Between.", "A budget freeze.", "Six.", "Seven."]
    lines = [("Ana Ruiz" if at % 2 else "Bo Lindqvist", 10.0 * at, text) for at, text in enumerate(said)]
    transcribe(stage, record(stage, connected), *lines)
    answer = connected.says("find budget").has("Found 3 times in 1 meeting").lacks("Seven.")
    places = [answer.everything.index(text) for text in said[:6]]
    assert places == sorted(places)
    assert [answer.everything.count(text) for text in said[:6]] == [1] * 6
    exact_later = connected.says("find budget freeze").has("Found 2 times", "A budget freeze.")
    assert [exact_later.everything.count(text) for text in said[1:6]] == [1] * 5


def test_all_sites_and_a_year_are_searched_in_windows(stage: Stage, connected: Speaker) -> None:
    other = stage.webex.world.site("acme-eu.webex.com")
    transcribe(stage, record(stage, connected, "There", 200 * DAY, site=other), ("Ana Ruiz", 1, "The budget"))
    transcribe(stage, record(stage, connected, "Here", 300 * DAY), ("Ana Ruiz", 1, "The budget"))
    connected.says("find budget since 2025-03-13").has("There", "Here", "Found 2 times in 2 meetings")
    asked = [call.query for call in stage.webex.world.requests if call.path == "/meetingTranscripts"]
    assert {query["siteUrl"] for query in asked} == {"acme.webex.com", "acme-eu.webex.com"}


def test_more_than_a_hundred_transcripts_of_two_years_are_searched(stage: Stage, connected: Speaker) -> None:
    for number in range(103):
        held = record(stage, connected, f"Talk {number:03}", 700 * DAY if number == 0 else number * timedelta(hours=3))
        transcribe(stage, held, ("Ana Ruiz", 1, "The budget" if number in (0, 102) else "Something else"))
    connected.says("find budget since 2024-03-13").has("Talk 000", "Talk 102", "Found 2 times in 2 meetings")


def test_the_chosen_site_alone_is_searched(stage: Stage, connected: Speaker) -> None:
    other = stage.webex.world.site("acme-eu.webex.com")
    transcribe(stage, record(stage, connected, "There", site=other), ("Ana Ruiz", 1, "The budget"))
    transcribe(stage, record(stage, connected, "Here"), ("Ana Ruiz", 1, "The budget"))
    connected.says("settings site:acme-eu.webex.com")
    connected.says("find budget").has("There").lacks("Here")


def test_without_the_names_of_the_sites_the_default_one_is_searched_and_said(stage: Stage, connected: Speaker) -> None:
    transcribe(stage, record(stage, connected), *TALK)
    stage.webex.world.fault("GET", "/meetingPreferences", status=403, times=None)
    connected.says("find budget").has("We have to freeze", "Webex did not name your sites")


def test_meetings_without_a_transcript_are_named(stage: Stage, connected: Speaker) -> None:
    transcribe(stage, record(stage, connected), *TALK)
    for number in range(6):
        record(stage, connected, f"Silent {number}", (3 + number) * DAY)
    answer = connected.says("find budget").has("6 recordings have no transcript: “Silent 0”", "and 2 more")
    assert "6 recordings have no transcript." in answer.text


def test_a_transcript_without_a_recording_is_found_too(stage: Stage, connected: Speaker) -> None:
    meeting = stage.webex.world.meeting(connected.person, "Unrecorded", START - 2 * DAY)
    stage.webex.world.transcribe(meeting, [("Ana Ruiz", 5, "The budget")])
    answer = connected.says("find budget").has("Unrecorded", "no recording that you can see")
    assert not answer.buttons


def test_nothing_found_says_where_it_looked_and_offers_more(stage: Stage, connected: Speaker) -> None:
    transcribe(stage, record(stage, connected, "Old", 60 * DAY), ("Ana Ruiz", 1, "The budget"))
    connected.says('find "budget" by ana').has("There was nothing to search", "the last 30 days")
    connected.presses("Last 90 days").has("Found 1 time", "Old")


def test_words_without_letters_find_nothing(stage: Stage, connected: Speaker) -> None:
    transcribe(stage, record(stage, connected), *TALK)
    connected.says('find "!!!"').has("There was nothing to search.")


def test_what_could_not_be_read_is_said(stage: Stage, connected: Speaker) -> None:
    transcribe(stage, record(stage, connected, "One", DAY), *TALK)
    transcribe(stage, record(stage, connected, "Two", 2 * DAY), *TALK)
    stage.webex.world.fault("GET", "/meetingTranscripts/", status=404)
    connected.says("find budget").has("Found 1 time", "1 transcript could not be read")


def test_a_site_that_refuses_hides_no_other(stage: Stage, connected: Speaker) -> None:
    stage.webex.world.site("acme-eu.webex.com")
    transcribe(stage, record(stage, connected), *TALK)
    stage.webex.world.fault("GET", "/meetingTranscripts$", status=403)
    connected.says("find budget").has("could not be read")


def test_a_short_pause_is_waited_out(stage: Stage, connected: Speaker) -> None:
    transcribe(stage, record(stage, connected), *TALK)
    stage.webex.world.fault("GET", "/meetingTranscripts/", status=429, retry_after=30)
    connected.says("find budget").has("We have to freeze the budget.")


@pytest.mark.parametrize(("status", "words"), REFUSALS)
def test_each_refusal_of_a_search_is_told_in_words(stage: Stage, connected: Speaker, status: int, words: str) -> None:
    transcribe(stage, record(stage, connected), *TALK)
    fault = stage.webex.world.fault("GET", "/meetingTranscripts/", status=status, times=None)
    connected.says("find budget").has(words).lacks_number(status)
    fault.clear()


def test_it_tells_how_far_it_is(stage: Stage, connected: Speaker) -> None:
    for number in range(20):
        transcribe(stage, record(stage, connected, f"Talk {number}", (1 + number) * DAY), *TALK)
    heard: list[str] = []
    search = Search("budget", None, Period(START - 30 * DAY, START), None, START)
    stage.bot.services.transcripts.find(connected.person.id, search, heard.append)
    assert heard == [f"{2 * tenth} of 20 meetings searched" for tenth in range(1, 11)]


def test_a_colleagues_meetings_are_not_searched(stage: Stage, connected: Speaker, bo: Speaker) -> None:
    transcribe(stage, record(stage, bo, "Private of Bo"), *TALK)
    connected.says("find budget").lacks("Private of Bo", "freeze")
