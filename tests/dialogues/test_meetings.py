"""`meeting 123456789`, as people use it."""

from datetime import timedelta

import pytest

from tests.dialogues.reading import DAY, REFUSALS, record
from tests.stage import START, Speaker, Stage

WEEK = timedelta(days=7)


@pytest.fixture
def connected(stage: Stage, ana: Speaker) -> Speaker:
    """Ana, after she has connected."""
    ana.connects()
    stage.webex.world.forget_requests()
    return ana


def held(stage: Stage, host: Speaker, title: str, *weeks_ago: int) -> str:
    """A series with recordings, that many weeks before the stage's start; its number."""
    first = START - max(weeks_ago) * WEEK
    series = stage.webex.world.series(host.person, title, first, count=max(weeks_ago) + 4)
    for ago in weeks_ago:
        at = START - ago * WEEK
        meeting = stage.webex.world.meeting(host.person, title, at, series_id=series.id)
        record(stage, host, f"{title} {ago} weeks ago", ago * WEEK, meeting=meeting)
    return series.number


def test_a_number_lists_what_was_recorded_of_its_series_with_numbers(stage: Stage, connected: Speaker) -> None:
    number = held(stage, connected, "Weekly sync", 1, 2, 40)
    record(stage, connected, "Another meeting")
    answer = connected.says(f"meeting {number}").has("Weekly sync", "3 recordings").lacks("Another meeting")
    assert [title.split(" · ")[0] for title in answer.choices] == [
        "1. Weekly sync 1 weeks ago",
        "2. Weekly sync 2 weeks ago",
        "3. Weekly sync 40 weeks ago",
    ]
    connected.says("show 3").has("40 weeks ago")


def test_more_goes_on_in_the_series(stage: Stage, connected: Speaker) -> None:
    number = held(stage, connected, "Weekly sync", *range(1, 14))
    record(stage, connected, "Another meeting", 100 * DAY)
    connected.says(f"meeting {number}").has("1 to 10 of 13")
    second = connected.presses("More")
    assert next(iter(second.choices)).split(" · ")[0] == "11. Weekly sync 11 weeks ago"
    second.lacks("Another meeting")


def test_the_year_is_asked_for_in_windows(stage: Stage, connected: Speaker) -> None:
    number = held(stage, connected, "Weekly sync", 1)
    stage.webex.world.forget_requests()
    connected.says(f"meeting {number}")
    asked = [call.query for call in stage.webex.world.requests if call.path == "/recordings"]
    assert len(asked) == 13
    assert len({query["meetingId"] for query in asked}) == 1


def test_a_series_without_recordings_says_so(stage: Stage, connected: Speaker) -> None:
    series = stage.webex.world.series(connected.person, "Never recorded", START - WEEK)
    connected.says(f"meeting {series.number}").has("Never recorded", "I found no recordings")


def test_an_unknown_number_says_so(stage: Stage, connected: Speaker, bo: Speaker) -> None:
    connected.says("meeting 25509999999").has("I know no such meeting", "25509999999")
    private = stage.webex.world.series(bo.person, "Private of Bo", START - WEEK)
    connected.says(f"meeting {private.number}").has("I know no such meeting").lacks("Private of Bo")


def test_not_connected_it_asks_and_answers_afterwards(stage: Stage, ana: Speaker) -> None:
    number = held(stage, ana, "Weekly sync", 1)
    ana.says(f"meeting {number}").has("Please connect")
    ana.connects().has("Weekly sync 1 weeks ago")


def test_asked_in_a_space_it_is_answered_in_the_direct_room(stage: Stage, connected: Speaker, bo: Speaker) -> None:
    number = held(stage, connected, "Weekly sync", 1)
    space = stage.space("Project X", connected, bo)
    connected.says(f"meeting {number}", space).has("Weekly sync")
    assert not any("Weekly sync" in heard.everything for heard in stage.heard_in(space))


@pytest.mark.parametrize(("status", "words"), [*REFUSALS[:2], (404, "I know no such meeting")])
def test_each_refusal_is_told_in_words(stage: Stage, connected: Speaker, status: int, words: str) -> None:
    stage.webex.world.fault("GET", "/meetings", status=status, times=None)
    connected.says("meeting 25501234567").has(words)


def test_a_pause_and_a_breakdown_are_told(stage: Stage, connected: Speaker) -> None:
    stage.webex.world.fault("GET", "/meetings", status=429, retry_after=720)
    connected.says("meeting 25501234567").has("Webex asks for a pause")
    stage.webex.world.fault("GET", "/meetings", status=503, times=None)
    connected.writes("meeting 25501234567")
    for _ in range(8):
        stage.passes(timedelta(seconds=10))
    connected.last().has("Webex is not answering")
