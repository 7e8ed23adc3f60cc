"""`participants`, as people use it."""

from datetime import timedelta

import pytest

from tests.dialogues.reading import DAY, HOUR, REFUSALS, content_of, hears_all, record
from tests.stage import START, Speaker, Stage

MINUTE = timedelta(minutes=1)
BEGAN = START - 2 * DAY


@pytest.fixture
def connected(stage: Stage, ana: Speaker) -> Speaker:
    """Ana, after she has connected."""
    ana.connects()
    return ana


def test_it_tells_who_was_there_from_when_to_when_and_how_long(stage: Stage, connected: Speaker, bo: Speaker) -> None:
    recording = record(stage, connected)
    world = stage.webex.world
    world.attend(recording, "Guest", BEGAN + 5 * MINUTE, BEGAN + 15 * MINUTE)
    world.attend(recording, connected.person, BEGAN, BEGAN + 44 * MINUTE)
    world.attend(recording, bo.person, BEGAN + 2 * MINUTE, BEGAN + 10 * MINUTE)
    world.attend(recording, bo.person, BEGAN + 20 * MINUTE, BEGAN + 30 * MINUTE)
    connected.says("list")
    answer = connected.says("participants 1")
    answer.has("3 people were there", "10:00 to 10:44 · 44 min", "10:02 to 10:30 · 18 min · joined 2 times")
    names = [name for name in ("Ana Ruiz (host)", "Bo Lindqvist", "Guest") if name in answer.everything]
    places = [answer.everything.index(name) for name in names]
    assert len(names) == 3
    assert places == sorted(places)
    assert "Bo" not in answer.text
    assert "3 people were there" in answer.text


def test_two_devices_at_once_count_once_and_guests_of_one_name_stay_apart(stage: Stage, connected: Speaker) -> None:
    recording = record(stage, connected)
    for start, end in ((0, 30), (10, 20), (25, 40)):
        stage.webex.world.attend(recording, connected.person, BEGAN + start * MINUTE, BEGAN + end * MINUTE)
    for _ in range(2):
        stage.webex.world.attend(recording, "Guest", BEGAN, BEGAN + MINUTE)
    connected.says("latest")
    connected.says("participants 1").has("3 people were there", "10:00 to 10:40 · 40 min · joined 3 times")


@pytest.mark.parametrize("unknown", ["absent", "1970"])
def test_those_who_are_still_there_are_said_to_be(stage: Stage, connected: Speaker, unknown: str) -> None:
    stage.webex.world.knobs.unknown_left_time = unknown  # type: ignore[assignment]  # one of those it takes
    meeting = stage.webex.world.meeting(connected.person, "Going on", START - HOUR, timedelta(hours=3))
    recording = record(stage, connected, "Going on", HOUR, meeting=meeting, processed_after=10 * MINUTE)
    stage.webex.world.attend(recording, connected.person, START - HOUR)
    connected.says(f"participants {recording.id}").has("09:00 · still there")


def test_a_meeting_of_last_year_is_asked_for_with_its_own_time(stage: Stage, connected: Speaker) -> None:
    recording = record(stage, connected, ago=300 * DAY)
    stage.webex.world.attend(recording, connected.person, START - 300 * DAY, START - 300 * DAY + HOUR)
    connected.says(f"participants {recording.id}").has("1 person was there", "Ana Ruiz (host)")


def test_many_people_are_counted_and_come_as_a_file(stage: Stage, connected: Speaker) -> None:
    recording = record(stage, connected)
    for number in range(120):
        stage.webex.world.attend(recording, f"Guest {number:03}", BEGAN + number * MINUTE / 10, BEGAN + 40 * MINUTE)
    connected.says("latest")
    file, card = hears_all(connected, "participants 1")
    card.has("120 people were there", "Guest 029", "and 90 more").lacks("Guest 030")
    assert file.text == "Weekly sync 2026-03-10 participants.csv"
    head, first, *others = content_of(connected, file).splitlines()
    assert head.startswith("\ufeffName,E-mail,Host,Joined (Europe/Madrid),")
    assert first == "Guest 000,,,2026-03-10 10:00,2026-03-10 10:40,40,1"
    assert len(others) == 119


def test_of_somebody_elses_meeting_only_the_host_may_see_it(stage: Stage, connected: Speaker, bo: Speaker) -> None:
    recording = record(stage, bo, shared_with=[connected.person])
    connected.says(f"participants {recording.id}").has("only to the host of the meeting")


def test_nobody_known_is_said_in_words(stage: Stage, connected: Speaker) -> None:
    recording = record(stage, connected)
    connected.says(f"participants {recording.id}").has("I can’t tell who was there.", "Webex names nobody")
    other = record(stage, connected, omit=("meetingId",))
    connected.says(f"participants {other.id}").has("does not tell which meeting")


def test_a_number_that_was_not_shown_is_told(connected: Speaker) -> None:
    connected.says("participants 2").has("Which one is number 2?")


def test_not_connected_it_asks_and_answers_afterwards(stage: Stage, ana: Speaker) -> None:
    recording = record(stage, ana)
    stage.webex.world.attend(recording, ana.person, BEGAN, BEGAN + HOUR)
    ana.says(f"participants {recording.id}").has("Please connect")
    ana.connects().has("1 person was there")


def test_asked_in_a_space_names_go_to_the_direct_room(stage: Stage, connected: Speaker, bo: Speaker) -> None:
    recording = record(stage, connected)
    stage.webex.world.attend(recording, "Secret guest", BEGAN, BEGAN + HOUR)
    space = stage.space("Project X", connected, bo)
    connected.says(f"participants {recording.id}", space).has("Secret guest")
    assert not any("Secret guest" in heard.everything for heard in stage.heard_in(space))


@pytest.mark.parametrize(
    ("status", "words"), [*REFUSALS[:1], (403, "only to the host"), (404, "I can’t tell who was there.")]
)
def test_each_refusal_is_told_in_words(stage: Stage, connected: Speaker, status: int, words: str) -> None:
    recording = record(stage, connected)
    stage.webex.world.fault("GET", "/meetingParticipants", status=status, times=None)
    connected.says(f"participants {recording.id}").has(words).lacks_number(status)


def test_a_pause_and_a_breakdown_are_told(stage: Stage, connected: Speaker) -> None:
    recording = record(stage, connected)
    stage.webex.world.fault("GET", "/meetingParticipants", status=429, retry_after=720)
    connected.says(f"participants {recording.id}").has("Webex asks for a pause")
    stage.webex.world.fault("GET", "/meetingParticipants", status=503, times=None)
    connected.writes(f"participants {recording.id}")
    for _ in range(8):
        stage.passes(timedelta(seconds=10))
    connected.last().has("Webex is not answering")
