"""`summary`, as people use it."""

from datetime import timedelta

import pytest

from tests.dialogues.reading import DAY, REFUSALS, content_of, hears_all, record
from tests.stage import Speaker, Stage

NOTES = "<h3>Topics</h3><p>The <b>budget</b> &amp; the plan</p><ul><li>Ana asks</li><li>Bo answers</li></ul>"


@pytest.fixture
def connected(stage: Stage, ana: Speaker) -> Speaker:
    """Ana, after she has connected."""
    ana.connects()
    return ana


def test_notes_and_action_items_stand_on_a_card(stage: Stage, connected: Speaker) -> None:
    stage.webex.world.summarise(record(stage, connected), NOTES, ["Ana sends the figures"])
    connected.says("list")
    answer = connected.says("summary 1")
    answer.has("Weekly sync", "Topics", "Ana asks", "Action items", "Ana sends the figures").lacks("<b>", "<li>")
    assert "1 action item" in answer.text
    assert "figures" not in answer.text
    assert "budget" not in answer.text


def test_what_is_unsafe_in_notes_never_reaches_a_card(stage: Stage, connected: Speaker) -> None:
    unsafe = "<script>alert(1)</script><a href='https://evil.example/x'>the minutes</a><img src=x onerror=y>"
    stage.webex.world.summarise(record(stage, connected), unsafe)
    connected.says("latest")
    connected.says("summary 1").has("the minutes").lacks("evil.example", "alert", "onerror")


def test_long_notes_come_as_a_file_too(stage: Stage, connected: Speaker) -> None:
    notes = "".join(f"<p>{'A long sentence about everything. ' * 8} Part {at}.</p>" for at in range(60))
    stage.webex.world.summarise(record(stage, connected), notes, ["Bo calls"])
    connected.says("latest")
    file, card = hears_all(connected, "summary 1")
    assert file.text == "Weekly sync 2026-03-10 notes.txt"
    assert "Part 59." in content_of(connected, file)
    assert "Bo calls" in content_of(connected, file)
    card.has("Part 1.", "all of it is in the file above").lacks("Part 59.")


@pytest.mark.parametrize("nothing", ["empty", "404"])
def test_no_notes_are_said_in_words(stage: Stage, connected: Speaker, nothing: str) -> None:
    stage.webex.world.knobs.nothing_found = nothing  # type: ignore[assignment]  # one of those it takes
    record(stage, connected)
    connected.says("latest")
    connected.says("summary 1").has("There are no AI notes.", "switched on")


def test_a_recording_of_no_meeting_says_so(stage: Stage, connected: Speaker) -> None:
    record(stage, connected, omit=("meetingId",))
    connected.says("latest")
    connected.says("summary 1").has("does not tell which meeting")


def test_a_number_that_was_not_shown_is_told(connected: Speaker) -> None:
    connected.says("summary 2").has("Which one is number 2?")


def test_not_connected_it_asks_and_answers_afterwards(stage: Stage, ana: Speaker) -> None:
    recording = record(stage, ana)
    stage.webex.world.summarise(recording, NOTES)
    ana.says(f"summary {recording.id}").has("Please connect")
    ana.connects().has("Ana asks")


def test_asked_in_a_space_the_notes_go_to_the_direct_room(stage: Stage, connected: Speaker, bo: Speaker) -> None:
    stage.webex.world.summarise(record(stage, connected), NOTES)
    connected.says("latest")
    space = stage.space("Project X", connected, bo)
    connected.says("summary 1", space).has("Ana asks")
    assert not any("Ana asks" in heard.everything for heard in stage.heard_in(space))


@pytest.mark.parametrize(("status", "words"), [*REFUSALS[:2], (404, "There are no AI notes.")])
def test_each_refusal_is_told_in_words(stage: Stage, connected: Speaker, status: int, words: str) -> None:
    recording = record(stage, connected, ago=9 * DAY)
    stage.webex.world.fault("GET", "/meetingSummaries", status=status, times=None)
    connected.says(f"summary {recording.id}").has(words).lacks_number(status)


def test_a_pause_and_a_breakdown_are_told(stage: Stage, connected: Speaker) -> None:
    recording = record(stage, connected)
    stage.webex.world.fault("GET", "/meetingSummaries", status=429, retry_after=720)
    connected.says(f"summary {recording.id}").has("Webex asks for a pause")
    stage.webex.world.fault("GET", "/meetingSummaries", status=503, times=None)
    connected.writes(f"summary {recording.id}")
    for _ in range(8):
        stage.passes(timedelta(seconds=10))
    connected.last().has("Webex is not answering")
