from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from simulator.clock import SimClock
from simulator.directory import Person
from simulator.spaces import Space
from simulator.world import World
from tests.simulator.speaking import As, error

START = datetime(2026, 3, 2, 8, 1, 5, tzinfo=UTC)
COMING = datetime(2026, 3, 4, 14, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ENDED = {"meetingType": "meeting", "state": "ended"}


def titles(speak: As, who: Person, **query: Any) -> list[str]:
    return [one["title"] for one in speak(who).items("/meetings", **query)]


def test_plans_are_listed_for_the_week_to_come_and_meetings_for_the_week_gone(
    speak: As, world: World, clock: SimClock, ana: Person
) -> None:
    for days in (-20, -8, -3, 3, 8, 20):
        if days > 0:
            world.series(ana, str(days), clock.now() + days * DAY, count=1)
        else:
            world.meeting(ana, str(days), clock.now() + days * DAY)
    assert titles(speak, ana) == titles(speak, ana, meetingType="meetingSeries") == ["3"]
    assert titles(speak, ana, meetingType="scheduledMeeting") == ["3"]
    assert titles(speak, ana, meetingType="meeting") == ["-3"]
    # One end given: seven days from there, for plans as for meetings.
    assert titles(speak, ana, **{"from": "2026-03-10T00:00:00Z"}) == ["8"]
    assert titles(speak, ana, to="2026-03-13T00:00:00Z") == ["8"]
    assert titles(speak, ana, meetingType="meeting", **{"from": "2026-02-20T00:00:00Z"}) == ["-8"]
    assert titles(speak, ana, meetingType="meeting", to="2026-02-13T00:00:00Z") == ["-20"]
    whole = {"from": "2026-01-01T00:00:00Z", "to": "2026-05-01T00:00:00Z"}
    assert titles(speak, ana, meetingType="meeting", **whole) == ["-20", "-8", "-3"]
    assert speak(ana).get("/meetings", params={"from": whole["to"], "to": whole["from"]}).status_code == 400


def test_a_series_is_listed_when_any_part_of_it_lies_in_the_window(speak: As, world: World, ana: Person) -> None:
    world.series(ana, "Long", COMING - 30 * DAY, every=30 * DAY, count=12)
    week = {"from": "2026-03-10T00:00:00Z", "to": "2026-03-17T00:00:00Z"}
    assert titles(speak, ana, **week) == ["Long"]
    assert titles(speak, ana, meetingType="scheduledMeeting", **week) == []
    assert titles(speak, ana, **{"from": "2027-03-10T00:00:00Z"}) == []


def test_listed_series_have_the_times_of_their_current_date(speak: As, world: World, ana: Person) -> None:
    world.series(ana, "Weekly", COMING - 14 * DAY)

    def start(**query: str) -> str:
        (shown,) = speak(ana).items("/meetings", **query)
        found: str = shown["start"]
        return found

    assert start() == start(current="true") == "2026-03-04T14:00:00Z"
    assert start(current="false") == "2026-02-18T14:00:00Z"


def test_hosts_and_the_invited_see_meetings_in_lists(
    speak: As, world: World, ana: Person, bo: Person, dana: Person
) -> None:
    world.series(ana, "Plan", COMING, invitees=[bo])
    world.meeting(ana, "Held", START, invitees=[bo])
    for kind, title in (("meetingSeries", "Plan"), ("scheduledMeeting", "Plan"), ("meeting", "Held")):
        assert titles(speak, ana, meetingType=kind) == titles(speak, bo, meetingType=kind) == [title]
        assert titles(speak, dana, meetingType=kind) == []


def test_recorded_meetings_are_found_and_stay_found_after_deletion(
    speak: As, world: World, clock: SimClock, ana: Person
) -> None:
    rec = world.record(ana, "Recorded", START)
    world.record(ana, "In the making", START, processed_after=timedelta(hours=9))
    bare = world.meeting(ana, "Bare", START - DAY)
    world.summarise(bare, "<p>Notes</p>")
    said = world.transcribe(bare, [("Ana Ruiz", 1.0, "Hello")])
    assert titles(speak, ana, hasRecording="true", **ENDED) == ["Recorded"]
    assert titles(speak, ana, hasRecording="false", **ENDED) == ["Bare", "In the making"]
    assert titles(speak, ana, hasTranscription="true", hasSummary="true", **ENDED) == ["Bare"]
    assert titles(speak, ana, hasTranscription="true", hasRecording="true", **ENDED) == []
    rec.status = "purged"
    said.status = "deleted"
    assert titles(speak, ana, hasRecording="true", **ENDED) == ["Recorded"]
    assert titles(speak, ana, hasTranscription="true", **ENDED) == ["Bare"]


@pytest.mark.parametrize("name", ["hasChat", "hasClosedCaption", "hasPolls", "hasQA", "hasSlido"])
def test_nobody_chats_polls_or_asks_here(speak: As, world: World, ana: Person, name: str) -> None:
    world.meeting(ana, "Held", START)
    assert titles(speak, ana, **{name: "true"}, **ENDED) == []
    assert titles(speak, ana, **{name: "false"}, **ENDED) == ["Held"]


def test_only_lists_tell_what_is_left_of_a_meeting(speak: As, world: World, ana: Person) -> None:
    rec = world.record(ana, "Recorded", START)
    world.meeting(ana, "Running", START, timedelta(hours=5))
    recorded, running = speak(ana).items("/meetings", meetingType="meeting")
    assert {name: value for name, value in recorded.items() if name.startswith("has")} == {
        "hasChat": False,
        "hasRecording": True,
        "hasTranscription": False,
        "hasSummary": False,
        "hasClosedCaption": False,
        "hasPolls": False,
        "hasQA": False,
        "hasSlido": False,
    }
    assert "hasRecording" not in running
    assert "hasRecording" not in speak(ana).get(f"/meetings/{rec.meeting.id}").json()


@pytest.mark.parametrize("query", [{}, {"meetingType": "meeting"}, {"state": "ended"}, {"meetingSeriesId": "0a1b"}])
def test_what_is_left_can_only_be_asked_of_ended_meetings(speak: As, ana: Person, query: dict[str, str]) -> None:
    answer = speak(ana).get("/meetings", params={"hasRecording": "true", **query})
    assert (answer.status_code, error(answer)) == (
        400,
        "has… parameters need meetingType=meeting and state=ended.",
    )


def test_states_belong_to_their_kind(speak: As, world: World, ana: Person) -> None:
    world.meeting(ana, "Over", START)
    world.meeting(ana, "Running", START, timedelta(hours=5))
    world.series(ana, "Plan", COMING, count=1)
    assert titles(speak, ana, meetingType="meeting", state="inProgress") == ["Running"]
    assert titles(speak, ana, **ENDED) == ["Over"]
    assert titles(speak, ana, state="active") == ["Plan"]
    assert titles(speak, ana, state="expired") == []
    assert titles(speak, ana, meetingType="scheduledMeeting", state="scheduled") == ["Plan"]
    for kind, state in (("meeting", "missed"), ("meetingSeries", "ended"), ("scheduledMeeting", "active")):
        assert speak(ana).get("/meetings", params={"meetingType": kind, "state": state}).status_code == 400
    assert speak(ana).get("/meetings", params={"meetingType": "party"}).status_code == 400


def test_a_number_finds_the_current_date_or_the_whole_series_whatever_else_is_asked(
    speak: As, world: World, clock: SimClock, ana: Person
) -> None:
    series = world.series(ana, "Plan", COMING + 60 * DAY)
    ignored = {
        "from": "2026-01-01T00:00:00Z",
        "to": "2026-01-02T00:00:00Z",
        "meetingType": "meeting",
        "state": "ended",
        "siteUrl": "elsewhere.webex.com",
        "max": "1",
    }
    (date,) = speak(ana).items("/meetings", meetingNumber=series.number, **ignored)
    assert (date["id"], date["meetingType"]) == (series.occurrences[0].id, "scheduledMeeting")
    (whole,) = speak(ana).items("/meetings", meetingNumber=series.number, current="false")
    assert (whole["id"], whole["meetingType"]) == (series.id, "meetingSeries")
    clock.set(COMING + 365 * DAY)
    (over,) = speak(ana).items("/meetings", meetingNumber=series.number)
    assert (over["id"], over["state"]) == (series.id, "expired")
    assert speak(ana).items("/meetings", meetingNumber="123") == []


def test_a_web_link_finds_the_same(speak: As, world: World, ana: Person) -> None:
    series = world.series(ana, "Plan", COMING)
    world.series(ana, "Other", COMING)
    link = speak(ana).get(f"/meetings/{series.id}").json()["webLink"]
    (date,) = speak(ana).items("/meetings", webLink=link)
    assert date["id"] == series.occurrences[0].id
    (whole,) = speak(ana).items("/meetings", webLink=link, current="false")
    assert whole["id"] == series.id


def test_strangers_need_the_password_for_a_number(speak: As, world: World, ana: Person, dana: Person) -> None:
    series = world.series(ana, "Plan", COMING)
    api = speak(dana)
    assert api.items("/meetings", meetingNumber=series.number) == []
    api.headers["password"] = series.settings["password"]
    assert len(api.items("/meetings", meetingNumber=series.number)) == 1


def test_a_space_has_no_meetings_and_strangers_no_space(speak: As, ana: Person, dana: Person, room: Space) -> None:
    assert titles(speak, ana, roomId=room.id) == []
    assert speak(dana).get("/meetings", params={"roomId": room.id}).status_code == 404


def test_number_link_and_space_exclude_each_other(speak: As, ana: Person) -> None:
    answer = speak(ana).get("/meetings", params={"meetingNumber": "123", "webLink": "https://acme.webex.com/x"})
    assert (answer.status_code, error(answer)) == (400, "meetingNumber, webLink and roomId are mutually exclusive.")


def test_a_series_lists_its_dates_and_its_meetings(speak: As, world: World, clock: SimClock, ana: Person) -> None:
    series = world.series(ana, "Weekly", COMING - 14 * DAY, count=4)
    first, second, third, fourth = series.occurrences
    held = [world.meeting(ana, "Weekly", one.start, series_id=series.id) for one in (first, second)]
    world.meeting(ana, "Other", START)
    api = speak(ana)

    def ids(**query: Any) -> list[str]:
        return [one["id"] for one in api.items("/meetings", meetingSeriesId=series.id, **query)]

    # Dates of the week to come and meetings of the week gone; the number, site and link count no more.
    assert ids(meetingNumber="1", siteUrl="elsewhere.webex.com", webLink="x") == [held[1].id, third.id]
    whole = {"from": "2026-01-01T00:00:00Z", "to": "2026-05-01T00:00:00Z"}
    assert ids(meetingType="meeting", **whole) == [one.id for one in held]
    assert ids(meetingType="scheduledMeeting", **whole) == [first.id, second.id, third.id, fourth.id]
    assert ids(state="ended", **whole) == [first.id, held[0].id, second.id, held[1].id]
    assert ids(**ENDED, hasRecording="true", **whole) == []
    for wrong in (third.id, "0a1b"):
        assert api.get("/meetings", params={"meetingSeriesId": wrong}).status_code == 404
    query = {"meetingSeriesId": series.id, "meetingType": "meetingSeries"}
    assert api.get("/meetings", params=query).status_code == 400


def test_changed_dates_can_be_asked_for(speak: As, world: World, ana: Person) -> None:
    series = world.series(ana, "Daily", COMING, every=DAY, count=3)
    path = f"/meetings/{series.occurrences[1].id}"
    assert speak(ana).patch(path, json={"title": "Special", "sendEmail": False}).status_code == 200
    kind = {"meetingType": "scheduledMeeting"}
    assert titles(speak, ana, isModified="true", **kind) == ["Special"]
    assert titles(speak, ana, isModified="false", **kind) == ["Daily", "Daily"]
    assert titles(speak, ana, **kind) == ["Daily", "Special", "Daily"]


def test_site_type_and_tag_narrow_the_list(speak: As, world: World, ana: Person) -> None:
    world.site("acme.webex.com")
    europe = world.site("acme-eu.webex.com")
    here = world.series(ana, "Here", COMING)
    world.series(ana, "There", COMING + DAY, site=europe)
    world.meeting(ana, "Held there", START, site=europe)
    assert titles(speak, ana) == ["Here", "There"]
    assert titles(speak, ana, siteUrl=europe.url) == ["There"]
    assert titles(speak, ana, siteUrl=europe.url, meetingType="meeting") == ["Held there"]
    assert titles(speak, ana, scheduledType="meeting") == ["Here", "There"]
    assert titles(speak, ana, scheduledType="webinar") == []
    assert speak(ana).get("/meetings", params={"scheduledType": "party"}).status_code == 400
    tags = {"integrationTags": ["sales"], "sendEmail": False}
    assert speak(ana).patch(f"/meetings/{here.id}", json=tags).status_code == 200
    assert titles(speak, ana, integrationTag="sales") == ["Here"]


def test_meetings_come_in_pages_of_ten(speak: As, world: World, ana: Person) -> None:
    for n in range(12):
        world.series(ana, f"{n:02}", COMING + timedelta(hours=n), count=1)
    first = speak(ana).get("/meetings")
    assert len(first.json()["items"]) == 10
    second = speak(ana).get(first.links["next"]["url"]).json()["items"]
    assert [one["title"] for one in second] == ["10", "11"]
    assert speak(ana).get("/meetings", params={"max": "101"}).status_code == 400
    assert len(titles(speak, ana, max="100")) == 12


def test_naming_a_host_and_having_no_site_are_refused(speak: As, world: World, ana: Person) -> None:
    guest = world.person("Guest", email="guest@example.com", has_meetings=False)
    assert speak(ana).get("/meetings", params={"hostEmail": ana.email}).status_code == 403
    assert speak(guest).get("/meetings").status_code == 403
