"""`record`, as people use it."""

from datetime import timedelta
from typing import Any

import pytest

from simulator.series import Series
from tests.dialogues.changing import DAY, allow_changes
from tests.stage import START, Speaker, Stage


@pytest.fixture
def host(stage: Stage, ana: Speaker) -> Speaker:
    """Ana, who has allowed what changes something."""
    return allow_changes(stage, ana)


def series(stage: Stage, who: Speaker, title: str, begins: timedelta = DAY, **more: Any) -> Series:
    """A weekly meeting from that long after the stage's start on."""
    return stage.webex.world.series(who.person, title, START + begins, **more)


def is_recorded(one: Series) -> bool:
    """How its switch stands."""
    return bool(one.settings["enabledAutoRecordMeeting"])


def patches(stage: Stage) -> list[tuple[str, int]]:
    """The media types of the changes that were asked for, and how each ended."""
    calls = [call for call in stage.webex.world.requests if call.method == "PATCH"]
    return [(call.headers["Content-Type"], call.status) for call in calls]


def test_the_series_one_hosts_are_listed_with_their_switch(stage: Stage, host: Speaker, bo: Speaker) -> None:
    series(stage, host, "Later", 3 * DAY, auto_record=True)
    series(stage, host, "Sooner", 1 * DAY)
    series(stage, host, "Far away", 40 * DAY)
    series(stage, bo, "Of Bo", 1 * DAY, invitees=[host.person])
    answer = host.says("record").has("2 meetings that you host").lacks("Of Bo", "Far away")
    sooner, later = answer.choices
    assert sooner.startswith("Sooner · Fri 13 Mar, 10:00 · not recorded")
    assert later.startswith("Later · Sun 15 Mar, 10:00 · recorded by itself")
    assert answer.buttons == ["Record it", "Do not record it"]
    answer.has("can be changed only there")


def test_more_than_a_hundred_series_are_read_page_by_page(stage: Stage, host: Speaker) -> None:
    for number in range(103):
        series(stage, host, f"Series {number:03}", DAY + number * timedelta(minutes=30))
    host.says("record").has("103 meetings that you host", "Series 000")
    assert len([call for call in stage.webex.world.requests if call.path == "/meetings"]) == 2


def test_without_a_series_it_says_so(host: Speaker) -> None:
    host.says("record").has("nothing to switch")


def test_a_switch_is_turned_by_a_button_and_mails_nobody(stage: Stage, host: Speaker, bo: Speaker) -> None:
    weekly = series(stage, host, "Weekly sync", invitees=[bo.person])
    host.says("record")
    host.presses("Record it").has("Automatic recording is on", "Weekly sync", "Nobody was mailed")
    assert is_recorded(weekly)
    host.presses("Switch it off again").has("Automatic recording is off")
    assert not is_recorded(weekly)
    assert not stage.webex.world.mails


def test_the_first_time_a_consent_is_asked_for_and_the_question_goes_on(stage: Stage, ana: Speaker) -> None:
    weekly = series(stage, ana, "Weekly sync")
    ana.connects()
    ana.says("record")
    ana.presses("Record it").has("May I do a little more?", "switch automatic recording")
    ana.connects().has("Automatic recording is on", "Weekly sync")
    assert is_recorded(weekly)


@pytest.mark.parametrize(
    ("takes", "asked"),
    [
        ("both", [("application/json-patch+json", 200)]),
        ("json-patch", [("application/json-patch+json", 200)]),
        ("json", [("application/json-patch+json", 415), ("application/json", 200)]),
    ],
)
def test_webex_gets_the_media_type_that_it_takes(
    stage: Stage, host: Speaker, takes: Any, asked: list[tuple[str, int]]
) -> None:
    weekly = series(stage, host, "Weekly sync")
    stage.webex.world.knobs.patch_media_type = takes
    host.says(f"record on {weekly.id}").has("Automatic recording is on")
    assert patches(stage) == asked


@pytest.mark.parametrize("not_host", [403, 404])
def test_somebody_elses_series_can_not_be_switched(stage: Stage, host: Speaker, bo: Speaker, not_host: Any) -> None:
    stage.webex.world.knobs.not_host = not_host
    theirs = series(stage, bo, "Of Bo", invitees=[host.person])
    host.says(f"record on {theirs.id}").has("Only its host")
    assert not is_recorded(theirs)


def test_what_a_calendar_made_can_not_be_switched(stage: Stage, host: Speaker) -> None:
    outlook = series(stage, host, "From Outlook", calendar_connector=True)
    host.says(f"record on {outlook.id}").has("made by a calendar")


def test_a_meeting_that_is_going_on_is_left_alone(stage: Stage, host: Speaker) -> None:
    weekly = series(stage, host, "Weekly sync", timedelta(minutes=-5))
    stage.webex.world.meeting(host.person, "Weekly sync", START - timedelta(minutes=5), series_id=weekly.id)
    host.says(f"record on {weekly.id}").has("going on right now")


def test_what_was_held_is_no_series(stage: Stage, host: Speaker) -> None:
    held = stage.webex.world.meeting(host.person, "Held", START - DAY)
    stage.webex.world.forget_requests()
    host.says(f"record on {held.id}").has("series")
    assert not patches(stage)


def test_a_refusal_is_told_in_words(stage: Stage, host: Speaker) -> None:
    weekly = series(stage, host, "Weekly sync")
    stage.webex.world.fault("PATCH", "/meetings/", status=429, times=None, retry_after="900")
    host.says(f"record on {weekly.id}").has("Webex asks for a pause")
    assert not is_recorded(weekly)


def test_a_change_that_is_tried_again_is_made_once(stage: Stage, host: Speaker) -> None:
    weekly = series(stage, host, "Weekly sync")
    stage.webex.world.fault("GET", f"/meetings/{weekly.id}", status=502)
    host.writes(f"record on {weekly.id}")
    stage.settle()
    stage.passes(timedelta(seconds=5))
    host.last().has("Automatic recording is on")
    assert len(patches(stage)) == 1
