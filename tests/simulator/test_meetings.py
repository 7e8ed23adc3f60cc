import re
from datetime import UTC, datetime, timedelta
from typing import Any

from simulator import Simulator
from simulator.clock import SimClock
from simulator.directory import Person
from simulator.world import World
from tests.simulator.speaking import As, Ear, subscribe

START = datetime(2026, 3, 2, 8, 1, 5, tzinfo=UTC)
COMING = datetime(2026, 3, 4, 14, 0, tzinfo=UTC)


def test_an_ended_meeting_tells_who_hosted_it(speak: As, world: World, ana: Person, bo: Person) -> None:
    rec = world.record(ana, "Weekly sync", START, shared_with=[bo])
    meeting = rec.meeting
    for reader in (ana, bo):
        shown = speak(reader).get(f"/meetings/{meeting.id}").json()
        assert (shown["hostEmail"], shown["hostDisplayName"], shown["hostUserId"]) == (ana.email, ana.name, ana.id)
        assert (shown["meetingType"], shown["state"], shown["title"]) == ("meeting", "ended", "Weekly sync")
        assert (shown["start"], shown["end"]) == ("2026-03-02T08:00:00Z", "2026-03-02T08:46:10Z")
        assert (shown["meetingSeriesId"], shown["scheduledMeetingId"]) == (meeting.series_id, meeting.scheduled_id)


def test_series_and_occurrences_answer_to_their_ids_too(speak: As, world: World, ana: Person) -> None:
    meeting = world.meeting(ana, "Series", START, timedelta(minutes=30))
    api = speak(ana)
    api.headers["timezone"] = "Europe/Madrid"
    series = api.get(f"/meetings/{meeting.series_id}").json()
    assert (series["meetingType"], series["start"]) == ("meetingSeries", "2026-03-02T09:00:00+01:00")
    assert "meetingSeriesId" not in series
    occurrence = api.get(f"/meetings/{meeting.scheduled_id}").json()
    assert (occurrence["meetingType"], occurrence["meetingSeriesId"]) == ("scheduledMeeting", meeting.series_id)


def test_strangers_find_no_meeting(speak: As, world: World, ana: Person, bo: Person) -> None:
    meeting = world.meeting(ana, "Private", START)
    assert speak(bo).get(f"/meetings/{meeting.id}").status_code == 404
    assert speak(ana).get("/meetings/nothing").status_code == 404


def test_a_series_shows_what_its_host_planned(speak: As, sim: Simulator, world: World, ana: Person, bo: Person) -> None:
    series = world.series(ana, "Planning", COMING, auto_record=True, invitees=[bo])
    shown = speak(ana).get(f"/meetings/{series.id}").json()
    assert re.fullmatch(r"2\d{10}", series.number)
    assert shown == {
        "id": series.id,
        "meetingNumber": series.number,
        "title": "Planning",
        "password": series.settings["password"],
        "phoneAndVideoSystemPassword": series.number[:8],
        "meetingType": "meetingSeries",
        "state": "active",
        "timezone": "UTC",
        "start": "2026-03-04T14:00:00Z",
        "end": "2026-03-04T14:45:00Z",
        "recurrence": "FREQ=WEEKLY;INTERVAL=1;COUNT=8",
        "hostUserId": ana.id,
        "hostDisplayName": ana.name,
        "hostEmail": ana.email,
        "hostKey": series.number[-6:],
        "siteUrl": "acme.webex.com",
        "webLink": f"{sim.origin}/acme/j.php?MTID=m{series.id}",
        "sipAddress": f"{series.number}@acme.webex.com",
        "scheduledType": "meeting",
        "enabledAutoRecordMeeting": True,
        "enabledJoinBeforeHost": False,
        "joinBeforeHostMinutes": 0,
        "allowAnyUserToBeCoHost": False,
        "publicMeeting": False,
        "reminderTime": 15,
        "enabledBreakoutSessions": False,
    }
    assert "hostKey" not in speak(bo).get(f"/meetings/{series.id}").json()


def test_rules_are_daily_or_weekly_and_single_dates_have_none(speak: As, world: World, ana: Person) -> None:
    def rule(**plan: Any) -> str | None:
        series = world.series(ana, "Any", COMING, **plan)
        found: str | None = speak(ana).get(f"/meetings/{series.id}").json().get("recurrence")
        return found

    assert rule(every=timedelta(days=14), count=3) == "FREQ=WEEKLY;INTERVAL=2;COUNT=3"
    assert rule(every=timedelta(days=1), count=5) == "FREQ=DAILY;INTERVAL=1;COUNT=5"
    assert rule(count=1) is None


def test_current_turns_a_series_into_its_coming_date(speak: As, world: World, clock: SimClock, ana: Person) -> None:
    series = world.series(ana, "Planning", COMING, count=2)
    api, path = speak(ana), f"/meetings/{series.id}"
    first, second = series.occurrences
    assert api.get(path, params={"current": "true"}).json()["id"] == first.id
    clock.set(COMING + timedelta(hours=1))
    assert api.get(path, params={"current": "true"}).json()["id"] == second.id
    for whole in ({}, {"current": "false"}):
        shown = api.get(path, params=whole).json()
        assert (shown["id"], shown["start"]) == (series.id, "2026-03-04T14:00:00Z")
    clock.set(COMING + timedelta(days=30))
    shown = api.get(path, params={"current": "true"}).json()
    assert (shown["id"], shown["state"]) == (series.id, "expired")
    assert api.get(path, params={"current": "maybe"}).status_code == 400


def test_each_kind_of_meeting_has_its_own_states(speak: As, world: World, clock: SimClock, ana: Person) -> None:
    series = world.series(ana, "Planning", COMING, count=3)
    first, second, third = series.occurrences

    def states() -> list[str]:
        return [speak(ana).get(f"/meetings/{one.id}").json()["state"] for one in (series, first, second, third)]

    assert states() == ["active", "scheduled", "scheduled", "scheduled"]
    clock.set(COMING - timedelta(minutes=10))
    assert states() == ["active", "ready", "scheduled", "scheduled"]
    clock.set(COMING + timedelta(minutes=2))
    meeting = world.meeting(ana, "Planning", clock.now(), timedelta(minutes=30), series_id=series.id)
    assert meeting.scheduled_id == first.id
    assert states() == ["inProgress", "ready", "scheduled", "scheduled"]
    assert speak(ana).get(f"/meetings/{meeting.id}").json()["state"] == "inProgress"
    clock.advance(timedelta(minutes=30))
    assert states() == ["active", "ended", "scheduled", "scheduled"]
    clock.set(COMING + timedelta(days=30))
    assert states() == ["expired", "ended", "missed", "missed"]


def test_what_ended_has_no_number_password_or_plan(speak: As, world: World, ana: Person) -> None:
    absent = {
        "meetingNumber",
        "password",
        "phoneAndVideoSystemPassword",
        "hostKey",
        "enabledAutoRecordMeeting",
        "recurrence",
        "hasRecording",
    }
    rec = world.record(ana, "Over", START)
    assert not absent & set(speak(ana).get(f"/meetings/{rec.meeting.id}").json())


def test_what_goes_on_has_a_number_and_no_end(speak: As, world: World, ana: Person) -> None:
    running = world.meeting(ana, "Running", START, timedelta(hours=5))
    shown = speak(ana).get(f"/meetings/{running.id}").json()
    assert (shown["meetingNumber"], shown["enabledAutoRecordMeeting"]) == (running.series.number, False)
    assert "end" not in shown


def test_what_is_still_to_begin_is_only_a_plan(speak: As, world: World, clock: SimClock, ana: Person) -> None:
    coming = world.meeting(ana, "Coming", COMING)
    assert speak(ana).get(f"/meetings/{coming.id}").status_code == 404
    assert speak(ana).get(f"/meetings/{coming.scheduled_id}").json()["state"] == "scheduled"
    clock.set(COMING)
    assert speak(ana).get(f"/meetings/{coming.id}").json()["state"] == "inProgress"


def test_details_of_an_ended_meeting_may_be_late(speak: As, world: World, clock: SimClock, ana: Person) -> None:
    world.knobs.ended_lag = timedelta(minutes=15)
    meeting = world.end_meeting(world.meeting(ana, "Running", START, timedelta(hours=5)))
    assert speak(ana).get(f"/meetings/{meeting.id}").status_code == 404
    clock.advance(timedelta(minutes=15))
    assert speak(ana).get(f"/meetings/{meeting.id}").json()["end"] == "2026-03-02T09:15:30Z"


def test_the_password_lets_strangers_in(speak: As, world: World, ana: Person, dana: Person) -> None:
    meeting = world.meeting(ana, "Private", START)
    api = speak(dana)
    for one in (meeting.id, meeting.series_id, meeting.scheduled_id):
        assert api.get(f"/meetings/{one}", headers={"password": "wrong"}).status_code == 404
        password = meeting.series.settings["password"]
        assert api.get(f"/meetings/{one}", headers={"password": password}).json()["title"] == "Private"


def test_the_log_of_requests_forgets_passwords(speak: As, world: World, ana: Person) -> None:
    speak(ana).get("/meetings", headers={"password": "Crit-2468"})
    assert "Crit-2468" not in str(vars(world.requests[-1]))


def test_a_host_and_an_invited_see_what_was_held_although_others_were_invited_once(
    speak: As, world: World, ana: Person, bo: Person
) -> None:
    first = world.meeting(ana, "Series", START - timedelta(days=7))
    second = world.meeting(ana, "Series", START, series_id=first.series_id, invitees=[bo])
    assert speak(bo).get(f"/meetings/{first.id}").status_code == 404
    assert speak(bo).get(f"/meetings/{second.id}").status_code == 200
    assert speak(bo).get(f"/meetings/{first.series_id}").status_code == 200
    assert speak(ana).get(f"/meetings/{first.series_id}_I_1").status_code == 404


def test_ends_are_told_once_and_with_the_instance_id(
    speak: As, world: World, clock: SimClock, ear: Ear, ana: Person, bo: Person, dana: Person
) -> None:
    for person in (ana, bo, dana):
        subscribe(speak(person), ear.url, "meetings", "ended")
    running = world.meeting(ana, "Running", START, timedelta(hours=5), invitees=[bo])
    world.meeting(ana, "History", START)
    world.end_meeting(running)
    clock.advance(timedelta(hours=5))
    world.postman.settle(5)
    assert [one["createdBy"] for one in ear.events()] == [ana.id, bo.id]
    assert ear.events()[0]["data"] == {
        "id": running.id,
        "meetingType": "meeting",
        "timezone": "UTC",
        "start": "2026-03-02T08:01:05Z",
        "end": "2026-03-02T09:15:30Z",
        "hostUserId": ana.id,
        "state": "ended",
        "hostEmail": ana.email,
        "siteUrl": "acme.webex.com",
        "orgId": ana.org.uuid,
    }


def test_the_clock_begins_and_ends_meetings_too(
    speak: As, world: World, clock: SimClock, ear: Ear, ana: Person
) -> None:
    for event in ("started", "ended"):
        subscribe(speak(ana), ear.url, "meetings", event)
    meeting = world.meeting(ana, "Coming", clock.now() + timedelta(minutes=5), timedelta(minutes=30))
    clock.advance(timedelta(minutes=5))
    clock.advance(timedelta(minutes=30))
    world.postman.settle(5)
    assert [(one["event"], one["data"]["id"]) for one in ear.events()] == [
        ("started", meeting.id),
        ("ended", meeting.id),
    ]
    assert "end" not in ear.events()[0]["data"]


def test_a_meeting_that_ended_long_ago_can_be_told_of(speak: As, world: World, ear: Ear, ana: Person) -> None:
    rec = world.record(ana, "Recorded", START - timedelta(hours=2))
    subscribe(speak(ana), ear.url, "meetings", "ended", filter=f"meetingNumber={rec.meeting.series.number}")
    assert world.end_meeting(rec) is rec.meeting
    world.postman.settle(5)
    assert ear.events()[0]["data"]["end"] == "2026-03-02T06:46:10Z"


def test_plans_are_told_to_their_people(speak: As, world: World, ear: Ear, ana: Person, bo: Person) -> None:
    subscribe(speak(bo), ear.url, "meetings", filter="meetingType=meetingSeries&state=active")
    world.series(ana, "Without Bo", COMING)
    series = world.series(ana, "With Bo", COMING, invitees=[bo])
    world.postman.settle(5)
    assert [one["data"]["id"] for one in ear.events()] == [series.id]
