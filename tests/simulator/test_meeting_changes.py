import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

from simulator.clock import SimClock
from simulator.directory import Person
from simulator.knobs import Knobs
from simulator.series import Series
from simulator.world import World
from tests.simulator.speaking import As, Ear, error, subscribe

START = datetime(2026, 3, 2, 8, 1, 5, tzinfo=UTC)
COMING = datetime(2026, 3, 4, 14, 0, tzinfo=UTC)
DAY = timedelta(days=1)
JSON, JSON_PATCH = "application/json", "application/json-patch+json"
ON = {"enabledAutoRecordMeeting": True}


@pytest.fixture
def series(world: World, ana: Person, bo: Person) -> Series:
    return world.series(ana, "Weekly", COMING, count=4, invitees=[bo])


def patch(speak: As, who: Person, meeting_id: str, body: Any, kind: str = JSON_PATCH) -> requests.Response:
    return speak(who).patch(f"/meetings/{meeting_id}", data=json.dumps(body), headers={"Content-Type": kind})


def test_automatic_recording_is_switched_on_for_a_series_and_all_its_dates(
    speak: As, ana: Person, series: Series
) -> None:
    answer = patch(speak, ana, series.id, ON)
    assert answer.status_code == 200
    assert (answer.json()["id"], answer.json()["enabledAutoRecordMeeting"]) == (series.id, True)
    shown = speak(ana).items(
        "/meetings", meetingSeriesId=series.id, to="2027-01-01T00:00:00Z", **{"from": "2026-03-01"}
    )
    assert [one["enabledAutoRecordMeeting"] for one in shown] == [True] * 4
    assert not any(one["isModified"] for one in shown)


def test_a_single_date_becomes_an_exception(speak: As, ana: Person, series: Series) -> None:
    first, second, *_ = series.occurrences
    shown = patch(speak, ana, second.id, ON | {"title": "Special"}).json()
    assert (shown["id"], shown["isModified"], shown["title"]) == (second.id, True, "Special")
    assert speak(ana).get(f"/meetings/{first.id}").json()["enabledAutoRecordMeeting"] is False
    assert speak(ana).get(f"/meetings/{series.id}").json()["title"] == "Weekly"


@pytest.mark.parametrize(
    ("knob", "taken", "refused"),
    [("both", [JSON, JSON_PATCH], []), ("json", [JSON], [JSON_PATCH]), ("json-patch", [JSON_PATCH], [JSON])],
)
def test_the_media_type_is_that_of_json_patch_or_plain_json(
    speak: As, world: World, ana: Person, series: Series, knob: Any, taken: list[str], refused: list[str]
) -> None:
    world.knobs.patch_media_type = knob
    for kind in taken:
        assert patch(speak, ana, series.id, ON, kind).status_code == 200
    for kind in [*refused, "text/plain", "application/merge-patch+json"]:
        answer = patch(speak, ana, series.id, ON, kind)
        assert (answer.status_code, error(answer)) == (415, f"Content type '{kind}' not supported")


def test_both_media_types_are_taken_unless_told_otherwise() -> None:
    assert Knobs().patch_media_type == "both"


def test_real_json_patch_operations_are_refused(speak: As, ana: Person, series: Series) -> None:
    operations = [{"op": "replace", "path": "/enabledAutoRecordMeeting", "value": True}]
    assert patch(speak, ana, series.id, operations).status_code == 400


def test_held_meetings_cannot_be_changed(speak: As, world: World, ana: Person) -> None:
    meeting = world.meeting(ana, "Over", START)
    answer = patch(speak, ana, meeting.id, ON)
    assert error(answer) == f"Meeting ID '{meeting.id}' is not allowed for this API."
    assert answer.status_code == 400


def test_what_a_calendar_connector_made_cannot_be_changed(speak: As, world: World, ana: Person) -> None:
    series = world.series(ana, "From the calendar", COMING, calendar_connector=True)
    for one in (series.id, series.occurrences[0].id):
        answer = patch(speak, ana, one, ON)
        assert (answer.status_code, "calendar connector" in error(answer)) == (400, True)
    assert series.settings["enabledAutoRecordMeeting"] is False


def test_nothing_is_changed_while_a_meeting_goes_on(
    speak: As, world: World, clock: SimClock, ana: Person, series: Series
) -> None:
    clock.set(COMING)
    running = world.meeting(ana, "Weekly", COMING, series_id=series.id)
    answer = patch(speak, ana, series.id, ON)
    assert (answer.status_code, error(answer)) == (400, "Meeting is in progress")
    world.end_meeting(running)
    assert patch(speak, ana, series.id, ON).status_code == 200


def test_only_the_host_changes_a_meeting(
    speak: As, world: World, ana: Person, bo: Person, dana: Person, series: Series
) -> None:
    assert patch(speak, bo, series.id, ON).status_code == 403
    world.knobs.not_host = 404
    assert patch(speak, bo, series.id, ON).status_code == 404
    assert patch(speak, dana, series.id, ON).status_code == 404
    assert patch(speak, ana, series.id, ON | {"hostEmail": ana.email}).status_code == 403
    assert patch(speak, ana, "0a1b", ON).status_code == 404


def test_the_invited_are_mailed_unless_that_is_switched_off(
    speak: As, world: World, ana: Person, bo: Person, series: Series
) -> None:
    patch(speak, ana, series.id, ON | {"sendEmail": False})
    assert world.mails == []
    patch(speak, ana, series.id, ON)
    (mail,) = world.mails
    assert (mail.to, mail.kind, mail.about, mail.subject) == (
        bo.email,
        "meeting changed",
        series.id,
        "Meeting changed: Weekly",
    )


@pytest.mark.parametrize(
    "body",
    [
        {"enabledAutoRecordMeeting": "yes"},
        {"sendEmail": "no"},
        {"title": ""},
        {"title": "x" * 129},
        {"title": None},
        {"agenda": "x" * 1301},
        {"password": None},
        {"reminderTime": -1},
        {"reminderTime": True},
        {"joinBeforeHostMinutes": "5"},
        {"integrationTags": "sales"},
        {"integrationTags": ["a", "b", "c", "d"]},
        {"integrationTags": ["x" * 65]},
        {"integrationTags": [7]},
        {"start": "soon"},
        {"start": None},
        {"recurrence": "FREQ=YEARLY"},
        {"timezone": "Mars/Olympus", "start": "2026-03-05T10:00:00"},
    ],
)
def test_odd_changes_are_refused_and_nothing_is_changed(
    speak: As, world: World, ana: Person, series: Series, body: dict[str, Any]
) -> None:
    before = speak(ana).get(f"/meetings/{series.id}").json()
    assert patch(speak, ana, series.id, {"allowAnyUserToBeCoHost": True} | body).status_code == 400
    assert speak(ana).get(f"/meetings/{series.id}").json() == before
    assert world.mails == []


def test_an_agenda_is_set_and_cleared_with_null(speak: As, ana: Person, series: Series) -> None:
    date = series.occurrences[0]
    assert patch(speak, ana, series.id, {"agenda": "1. Talk"}).json()["agenda"] == "1. Talk"
    assert "agenda" not in patch(speak, ana, date.id, {"agenda": None}).json()
    assert speak(ana).get(f"/meetings/{series.occurrences[1].id}").json()["agenda"] == "1. Talk"
    assert "agenda" not in patch(speak, ana, series.id, {"agenda": None}).json()


def test_numbers_and_tags_are_changed_too(speak: As, ana: Person, series: Series) -> None:
    changes = {"reminderTime": 5, "integrationTags": ["a", "b", "x" * 64], "password": "Crit-2468"}
    shown = patch(speak, ana, series.id, changes).json()
    assert {name: shown[name] for name in changes} == changes


def test_a_date_is_moved_and_keeps_its_id(speak: As, ana: Person, series: Series) -> None:
    date = series.occurrences[0]
    shown = patch(speak, ana, date.id, {"start": "2026-03-05T09:30:00+01:00"}).json()
    assert (shown["id"], shown["start"], shown["end"]) == (date.id, "2026-03-05T08:30:00Z", "2026-03-05T09:15:00Z")
    assert shown["isModified"] is True
    shown = patch(speak, ana, date.id, {"end": "2026-03-05T10:00:00Z"}).json()
    assert (shown["start"], shown["end"]) == ("2026-03-05T08:30:00Z", "2026-03-05T10:00:00Z")


def test_moving_a_series_drops_its_exceptions_and_keeps_what_was_held(
    speak: As, world: World, clock: SimClock, ana: Person, series: Series
) -> None:
    first, second, *_ = series.occurrences
    patch(speak, ana, second.id, {"title": "Special"})
    world.meeting(ana, "Weekly", first.start, series_id=series.id)
    clock.set(COMING + timedelta(hours=2))
    body = {"start": "2026-03-10T10:00:00", "end": "2026-03-10T11:00:00", "timezone": "Europe/Madrid"}
    assert patch(speak, ana, series.id, body).status_code == 200
    assert [one.id for one in series.occurrences] == [
        first.id,
        f"{series.id}_20260310T090000Z",
        f"{series.id}_20260317T090000Z",
        f"{series.id}_20260324T090000Z",
        f"{series.id}_20260331T080000Z",  # at ten in Madrid as well: summer time has begun
    ]
    assert speak(ana).get(f"/meetings/{second.id}").status_code == 404
    assert not any(one.is_modified for one in series.occurrences)


def test_a_recurrence_is_changed_and_cleared_with_null(speak: As, ana: Person, series: Series) -> None:
    rule = "FREQ=DAILY;INTERVAL=2;COUNT=3"
    assert patch(speak, ana, series.id, {"recurrence": rule}).json()["recurrence"] == rule
    assert [f"{one.start:%d}" for one in series.occurrences] == ["04", "06", "08"]
    assert "recurrence" not in patch(speak, ana, series.id, {"recurrence": None}).json()
    assert [f"{one.start:%d}" for one in series.occurrences] == ["04"]
    assert patch(speak, ana, series.id, {"start": "2026-03-05T14:00:00Z"}).status_code == 200
    assert [f"{one.start:%d}" for one in series.occurrences] == ["05"]


@pytest.mark.parametrize("body", [{"start": "2026-03-02T09:00:00Z"}, {"end": "2026-03-02T09:00:00Z"}])
def test_nothing_is_moved_into_the_past(speak: As, ana: Person, series: Series, body: dict[str, str]) -> None:
    answer = patch(speak, ana, series.id, body)
    assert (answer.status_code, error(answer)) == (400, "Parameter 'start' or 'end' is before current time")


def test_a_meeting_ends_after_it_starts(speak: As, ana: Person, series: Series) -> None:
    body = {"start": "2026-03-05T09:00:00Z", "end": "2026-03-05T09:00:00Z"}
    assert patch(speak, ana, series.id, body).status_code == 400


def test_unknown_attributes_are_warned_of(speak: As, ana: Person, series: Series) -> None:
    answer = patch(speak, ana, series.id, ON | {"colour": "red"})
    assert answer.status_code == 200
    assert "1001" in answer.headers["Warning"]
    assert "Warning" not in patch(speak, ana, series.id, ON).headers


def test_put_is_the_older_way_and_wants_title_and_times(speak: As, ana: Person, series: Series) -> None:
    body = {"title": "New", "start": "2026-03-05T14:00:00Z", "end": "2026-03-05T15:00:00Z", "sendEmail": False}
    path = f"/meetings/{series.id}"
    shown = speak(ana).put(path, json=body | ON).json()
    assert (shown["title"], shown["enabledAutoRecordMeeting"], shown["start"]) == ("New", True, body["start"])
    for name in ("title", "start", "end"):
        assert speak(ana).put(path, json={key: body[key] for key in body if key != name}).status_code == 400
    assert speak(ana).put(path, data=b"{}", headers={"Content-Type": JSON_PATCH}).status_code == 415


def test_changes_are_told_to_host_and_invited(
    speak: As, world: World, ear: Ear, ana: Person, bo: Person, series: Series
) -> None:
    for person in (ana, bo):
        subscribe(speak(person), ear.url, "meetings", "updated")
    patch(speak, ana, series.id, ON)
    patch(speak, ana, series.occurrences[1].id, ON)
    world.postman.settle(5)
    assert [(one["createdBy"], one["data"]["meetingType"]) for one in ear.events()] == [
        (ana.id, "meetingSeries"),
        (bo.id, "meetingSeries"),
        (ana.id, "scheduledMeeting"),
        (bo.id, "scheduledMeeting"),
    ]
