"""`viewers`, as people use it."""

import csv
from datetime import timedelta
from io import StringIO

import pytest

from tests.dialogues.reading import DAY, HOUR, REFUSALS, content_of, record
from tests.stage import START, Speaker, Stage


@pytest.fixture
def connected(stage: Stage, ana: Speaker) -> Speaker:
    """Ana, after she has connected."""
    ana.connects()
    return ana


def test_it_tells_who_watched_and_downloaded_how_often_and_when_last(
    stage: Stage, connected: Speaker, bo: Speaker
) -> None:
    recording, world = record(stage, connected), stage.webex.world
    world.watch(recording, bo.person, at=START - DAY)
    world.watch(recording, bo.person, downloaded=True, at=START - 3 * HOUR)
    world.watch(recording, connected.person, at=START - 5 * HOUR)
    connected.says("list")
    answer = connected.says("viewers 1")
    answer.has("2 people · watched 3 times · downloaded 1 time", "up to a day of delay")
    answer.has("Bo Lindqvist", "watched 2 times · downloaded 1 time · last Thu 12 Mar, 07:00")
    assert answer.everything.index("Bo Lindqvist") < answer.everything.index("Ana Ruiz")
    assert "Bo" not in answer.text


def test_more_than_a_hundred_looks_are_all_counted(stage: Stage, connected: Speaker, bo: Speaker) -> None:
    recording = record(stage, connected)
    for _ in range(130):
        stage.webex.world.watch(recording, bo.person, at=START - HOUR)
    connected.says(f"viewers {recording.id}").has("1 person · watched 130 times")


def test_many_people_are_counted_and_come_as_a_file_to_the_direct_room(
    stage: Stage, connected: Speaker, bo: Speaker
) -> None:
    recording, world = record(stage, connected), stage.webex.world
    for number in range(39):
        viewer = world.person(f"Viewer {number:02}", f"v{number}@example.com")
        world.watch(recording, viewer, at=START - number * HOUR)
    formula = world.person('=HYPERLINK("https://evil.example","Eve")', "eve@example.com")
    world.watch(recording, formula, downloaded=True, at=START - 3 * DAY)
    space = stage.space("Project X", connected, bo)
    connected.writes(f"viewers {recording.id}", space)
    stage.settle()
    file, card = connected.heard()[-2:]
    card.has("40 people", "Viewer 29", "and 10 more: all of them are in the file above").lacks("Viewer 30")
    assert file.text == "Weekly sync 2026-03-10 viewers.csv"
    head, *people = csv.reader(StringIO(content_of(connected, file)))
    assert head == ["\ufeffName", "E-mail", "Watched", "Downloaded", "Last (Europe/Madrid)"]
    assert people[0] == ["Viewer 00", "v0@example.com", "1", "0", "2026-03-12 10:00"]
    assert len(people) == 40
    assert people[-1][0].startswith("'=HYPERLINK(")
    assert not [heard for heard in stage.heard_in(space) if heard.message.files]


def test_nobody_yet_is_said_in_words(stage: Stage, connected: Speaker) -> None:
    stage.webex.world.knobs.report_lag = DAY
    recording = record(stage, connected)
    stage.webex.world.watch(recording, connected.person)
    connected.says(f"viewers {recording.id}").has("Nobody has watched or downloaded it yet.", "up to a day of delay")


def test_a_number_that_was_not_shown_is_told(connected: Speaker) -> None:
    connected.says("viewers 2").has("Which one is number 2?")


def test_not_connected_it_asks_and_answers_afterwards(stage: Stage, ana: Speaker) -> None:
    recording = record(stage, ana)
    ana.says(f"viewers {recording.id}").has("Please connect")
    ana.connects().has("Nobody has watched")


def test_asked_in_a_space_names_go_to_the_direct_room(stage: Stage, connected: Speaker, bo: Speaker) -> None:
    recording = record(stage, connected)
    carla = stage.webex.world.person("Carla", "carla@example.com")
    stage.webex.world.watch(recording, carla, at=START - HOUR)
    space = stage.space("Project X", connected, bo)
    connected.says(f"viewers {recording.id}", space).has("Carla")
    assert not any("Carla" in heard.everything for heard in stage.heard_in(space))


@pytest.mark.parametrize(("status", "words"), REFUSALS)
def test_each_refusal_is_told_in_words(stage: Stage, connected: Speaker, status: int, words: str) -> None:
    recording = record(stage, connected)
    stage.webex.world.fault("GET", "/recordingReport", status=status, times=None)
    connected.says(f"viewers {recording.id}").has(words).lacks_number(status)


def test_a_pause_and_a_breakdown_are_told(stage: Stage, connected: Speaker) -> None:
    recording = record(stage, connected)
    stage.webex.world.fault("GET", "/recordingReport", status=429, retry_after=720)
    connected.says(f"viewers {recording.id}").has("Webex asks for a pause")
    stage.webex.world.fault("GET", "/recordingReport", status=503, times=None)
    connected.writes(f"viewers {recording.id}")
    for _ in range(8):
        stage.passes(timedelta(seconds=10))
    connected.last().has("Webex is not answering")
