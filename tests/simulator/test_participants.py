from datetime import UTC, datetime, timedelta

import pytest

from simulator.attendance import Device
from simulator.clock import SimClock
from simulator.directory import Person
from simulator.series import Meeting
from simulator.world import World
from tests.simulator.speaking import Api, As, Ear, error, subscribe

START = datetime(2026, 3, 2, 8, 0, 11, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def meeting(world: World, ana: Person, bo: Person) -> Meeting:
    return world.meeting(ana, "Weekly sync", START, invitees=[bo])


@pytest.fixture
def running(world: World, ana: Person, bo: Person) -> Meeting:
    return world.meeting(ana, "Running", START, timedelta(hours=2), invitees=[bo])


def names(api: Api, **query: str) -> list[str]:
    return [one["displayName"] for one in api.items("/meetingParticipants", **query)]


def test_a_participant_shows_what_the_reference_says(
    speak: As, world: World, ana: Person, bo: Person, meeting: Meeting
) -> None:
    phone = Device("phone", "pstn", START + 2 * MINUTE, START + 5 * MINUTE)
    came = world.attend(meeting, bo, START + MINUTE, START + 9 * MINUTE, devices=["mac", phone])
    (shown,) = speak(ana).items("/meetingParticipants", meetingId=meeting.id)
    devices = shown.pop("devices")
    assert shown == {
        "id": came.id,
        "host": False,
        "coHost": False,
        "email": bo.email,
        "displayName": bo.name,
        "invitee": True,
        "muted": True,
        "meetingStartTime": "2026-03-02T08:00:11Z",
        "video": "off",
        "state": "end",
        "joinedTime": "2026-03-02T08:01:11Z",
        "leftTime": "2026-03-02T08:09:11Z",
        "siteUrl": "acme.webex.com",
        "meetingId": meeting.id,
        "hostEmail": ana.email,
    }
    assert came.id.startswith(f"{meeting.id}_")
    assert [{k: v for k, v in one.items() if k != "correlationId"} for one in devices] == [
        {
            "deviceType": "mac",
            "audioType": "voip",
            "joinedTime": "2026-03-02T08:01:11Z",
            "leftTime": "2026-03-02T08:09:11Z",
            "durationSecond": 480,
        },
        {
            "deviceType": "phone",
            "audioType": "pstn",
            "joinedTime": "2026-03-02T08:02:11Z",
            "leftTime": "2026-03-02T08:05:11Z",
            "durationSecond": 180,
            "callType": "callIn",
        },
    ]


def test_only_the_host_may_list_participants(
    speak: As, ana: Person, bo: Person, dana: Person, meeting: Meeting
) -> None:
    for path, verb in (("/meetingParticipants", "GET"), ("/meetingParticipants/query", "POST")):
        query = {"meetingId": meeting.id}
        body = {"emails": [bo.email]} if verb == "POST" else None
        assert speak(ana).request(verb, path, params=query, json=body).status_code == 200
        assert speak(bo).request(verb, path, params=query, json=body).status_code == 403
        assert speak(dana).request(verb, path, params=query, json=body).status_code == 404
        assert speak(ana).request(verb, path, json=body).status_code == 400


def test_guests_may_have_no_address_or_another_one(speak: As, world: World, ana: Person, meeting: Meeting) -> None:
    world.attend(meeting, ana, START, email="ana.home@private.example")
    world.attend(meeting, "Conference room", START + MINUTE)
    world.attend(meeting, "Kim", START + 2 * MINUTE, email="kim@client.example")
    found = speak(ana).items("/meetingParticipants", meetingId=meeting.id)
    assert [one["email"] for one in found] == ["ana.home@private.example", "", "kim@client.example"]
    assert [one["host"] for one in found] == [True, False, False]
    assert [one["invitee"] for one in found] == [True, False, False]


def test_while_a_meeting_goes_on_the_time_of_leaving_is_missing_or_in_1970(
    speak: As, world: World, clock: SimClock, ana: Person, bo: Person, running: Meeting
) -> None:
    world.attend(running, ana, START)
    world.attend(running, bo, START, START + 5 * MINUTE)
    api = speak(ana)
    there, gone = api.items("/meetingParticipants", meetingId=running.id)
    assert "leftTime" not in there
    assert "leftTime" not in there["devices"][0]
    assert (there["state"], there["video"], there["orgId"]) == ("joined", "on", ana.org.id)
    assert (gone["state"], gone["leftTime"]) == ("end", "2026-03-02T08:05:11Z")
    world.knobs.unknown_left_time = "1970"
    there = api.items("/meetingParticipants", meetingId=running.id)[0]
    assert there["leftTime"] == there["devices"][0]["leftTime"] == "1970-01-01T00:00:00.000Z"
    clock.advance(timedelta(hours=2))
    there = api.items("/meetingParticipants", meetingId=running.id)[0]
    assert there["leftTime"] == "2026-03-02T10:00:11Z"


def test_who_has_not_come_yet_is_not_there(
    speak: As, world: World, clock: SimClock, ana: Person, running: Meeting
) -> None:
    world.attend(running, "Late", clock.now() + MINUTE)
    assert names(speak(ana), meetingId=running.id) == []
    clock.advance(MINUTE)
    assert names(speak(ana), meetingId=running.id) == ["Late"]


def test_a_series_means_its_last_meeting_within_a_month(speak: As, world: World, ana: Person) -> None:
    old = world.meeting(ana, "Series", START - timedelta(days=60))
    last = world.meeting(ana, "Series", START - timedelta(days=40), series_id=old.series_id)
    for meeting, name in ((old, "Old"), (last, "Last")):
        world.attend(meeting, name, meeting.start)
    api = speak(ana)
    assert api.get("/meetingParticipants", params={"meetingId": old.series_id}).status_code == 404
    start = "2026-01-01T00:00:00Z"
    assert names(api, meetingId=old.series_id, meetingStartTimeFrom=start) == ["Last"]
    assert names(api, meetingId=old.series_id, meetingStartTimeTo="2026-01-10T00:00:00Z") == ["Old"]
    assert names(api, meetingId=old.scheduled_id, meetingStartTimeFrom=start) == ["Old"]
    assert names(api, meetingId=old.id) == ["Old"]


def test_the_time_of_joining_narrows_the_list(speak: As, world: World, ana: Person, meeting: Meeting) -> None:
    for n in range(3):
        world.attend(meeting, str(n), START + n * MINUTE)
    api = speak(ana)
    edge = "2026-03-02T08:01:11Z"
    assert names(api, meetingId=meeting.id, joinTimeFrom=edge) == ["1", "2"]
    assert names(api, meetingId=meeting.id, joinTimeTo=edge) == ["0"]
    assert names(api, meetingId=meeting.id, joinTimeTo="2026-03-20T00:00:00Z") == []
    wide = {"joinTimeFrom": "2026-01-01T00:00:00Z", "joinTimeTo": "2026-04-02T00:00:00Z"}
    answer = api.get("/meetingParticipants", params={"meetingId": meeting.id, **wide})
    assert (answer.status_code, "90 days" in error(answer)) == (400, True)
    turned = {"joinTimeFrom": wide["joinTimeTo"], "joinTimeTo": wide["joinTimeFrom"]}
    assert api.get("/meetingParticipants", params={"meetingId": meeting.id, **turned}).status_code == 400


def test_a_query_asks_for_some_addresses(speak: As, world: World, ana: Person, bo: Person, meeting: Meeting) -> None:
    for n, person in enumerate((ana, bo)):
        world.attend(meeting, person, START + n * MINUTE)

    def found(**body: object) -> list[str]:
        answer = speak(ana).post("/meetingParticipants/query", params={"meetingId": meeting.id}, json=body)
        return [one["displayName"] for one in answer.json()["items"]]

    assert found(emails=["BO@example.com", "nobody@example.com"]) == [bo.name]
    assert found(emails=[ana.email, bo.email], joinTimeFrom="2026-03-02T08:01:00Z") == [bo.name]
    assert found() == [ana.name, bo.name]
    path = f"/meetingParticipants/query?meetingId={meeting.id}"
    assert speak(ana).post(path, json={"emails": "bo"}).status_code == 400
    assert speak(ana).post(path, json={"joinTimeTo": "soon"}).status_code == 400


def test_nobody_attends_a_breakout_session(speak: As, world: World, ana: Person, meeting: Meeting) -> None:
    world.attend(meeting, ana, START)
    assert names(speak(ana), meetingId=meeting.id, breakoutSessionId="b1") == []


def test_participants_come_in_pages(speak: As, world: World, ana: Person, meeting: Meeting) -> None:
    for n in range(12):
        world.attend(meeting, str(n), START + n * MINUTE)
    assert len(names(speak(ana), meetingId=meeting.id)) == 10
    assert len(names(speak(ana), meetingId=meeting.id, max="100")) == 12


def test_the_host_hears_of_coming_and_going_while_it_goes_on(
    speak: As, world: World, clock: SimClock, ear: Ear, ana: Person, bo: Person, meeting: Meeting, running: Meeting
) -> None:
    for person in (ana, bo):
        for event in ("joined", "left"):
            subscribe(speak(person), ear.url, "meetingParticipants", event, filter=f"hostPersonId={ana.id}")
    world.attend(meeting, bo, START, START + MINUTE)
    came = world.attend(running, bo, clock.now() + MINUTE, clock.now() + 2 * MINUTE)
    clock.advance(MINUTE)
    clock.advance(MINUTE)
    world.postman.settle(5)
    assert [(one["event"], one["createdBy"]) for one in ear.events()] == [("joined", ana.id), ("left", ana.id)]
    assert ear.events()[0]["data"] == {"id": came.id, "meetingId": running.id, "state": "joined"}
