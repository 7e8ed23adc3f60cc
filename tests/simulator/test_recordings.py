import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from simulator import Simulator
from simulator.clock import SimClock
from simulator.directory import Person
from simulator.world import World
from tests.simulator.speaking import As, Ear, error, subscribe

NOW = datetime(2026, 3, 2, 9, 15, 30, 123000, tzinfo=UTC)
START = datetime(2026, 3, 2, 8, 1, 5, tzinfo=UTC)


def topics(items: list[dict[str, Any]]) -> list[str]:
    return [one["topic"] for one in items]


def test_a_recording_shows_what_the_reference_says(speak: As, sim: Simulator, world: World, ana: Person) -> None:
    world.site("acme.webex.com")
    rec = world.record(ana, "Weekly sync", START, tags=["sales"])
    (shown,) = speak(ana).items("/recordings")
    series = rec.meeting.series_id
    assert re.fullmatch("[0-9a-f]{32}", shown["id"])
    assert re.fullmatch("[0-9a-f]{32}", series)
    assert re.fullmatch(series + r"_I_\d{18}", shown["meetingId"])
    key = re.escape(f"{sim.origin}/acme")
    assert re.fullmatch(key + r"/lsr\.php\?RCID=[0-9a-f]{32}", shown.pop("downloadUrl"))
    assert re.fullmatch(key + r"/ldr\.php\?RCID=[0-9a-f]{32}", shown.pop("playbackUrl"))
    assert shown == {
        "id": rec.id,
        "meetingId": rec.meeting.id,
        "scheduledMeetingId": f"{series}_20260302T080000Z",
        "meetingSeriesId": series,
        "topic": "Weekly sync",
        "createTime": "2026-03-02T08:51:05Z",
        "timeRecorded": "2026-03-02T08:01:05Z",
        "siteUrl": "acme.webex.com",
        "password": "********",
        "format": "MP4",
        "serviceType": "MeetingCenter",
        "durationSeconds": 2640,
        "sizeBytes": 148_022_310,
        "shareToMe": False,
        "integrationTags": ["sales"],
        "status": "available",
    }


def test_recordings_are_for_hosts_and_those_they_are_shared_with(
    speak: As, world: World, ana: Person, bo: Person, dana: Person
) -> None:
    rec = world.record(ana, "Weekly sync", START, shared_with=[bo])
    (bos,) = speak(bo).items("/recordings")
    assert bos["shareToMe"] is True
    assert not {"hostEmail", "hostDisplayName"} & set(bos)
    assert speak(bo).get(f"/recordings/{rec.id}").json()["shareToMe"] is True
    assert speak(dana).items("/recordings") == []
    assert speak(dana).get(f"/recordings/{rec.id}").status_code == 404


def test_the_newest_file_comes_first_whatever_was_recorded_first(speak: As, world: World, ana: Person) -> None:
    world.record(ana, "slow", START - timedelta(hours=9), processed_after=timedelta(hours=10))
    world.record(ana, "late", START)
    world.record(ana, "early", START - timedelta(days=1))
    assert topics(speak(ana).items("/recordings")) == ["slow", "late", "early"]
    created = [one["createTime"] for one in speak(ana).items("/recordings")]
    assert created == sorted(created, reverse=True)


def test_without_dates_only_the_last_seven_days_are_listed(speak: As, world: World, ana: Person) -> None:
    for days in (1, 6, 8, 13, 20):
        world.record(ana, str(days), NOW - timedelta(days=days), processed_after=timedelta(hours=1))
    api = speak(ana)
    assert topics(api.items("/recordings")) == ["1", "6"]
    # `from` alone reaches seven days on, not until now; `to` alone seven days back.
    assert topics(api.items("/recordings", **{"from": "2026-02-15T00:00:00Z"})) == ["13"]
    assert topics(api.items("/recordings", to="2026-02-18T00:00:00Z")) == ["13"]
    whole = {"from": "2026-01-01T00:00:00Z", "to": "2026-04-01T00:00:00Z"}
    assert topics(api.items("/recordings", **whole)) == ["1", "6", "8", "13", "20"]


def test_from_is_inclusive_and_to_exclusive(speak: As, world: World, ana: Person) -> None:
    world.record(ana, "Edge", START, processed_after=timedelta(minutes=50))
    edge, before = "2026-03-02T08:51:05Z", "2026-03-02T08:51:04Z"
    api = speak(ana)
    assert topics(api.items("/recordings", **{"from": edge, "to": "2026-03-03T00:00:00Z"})) == ["Edge"]
    assert topics(api.items("/recordings", **{"from": before, "to": edge})) == []


def test_dates_take_any_iso_form_and_naive_ones_count_in_the_header_zone(speak: As, world: World, ana: Person) -> None:
    world.record(ana, "Edge", START, processed_after=timedelta(minutes=50))
    api = speak(ana)
    window = {"from": "2026-03-02T09:51:05+01:00", "to": "2026-03-02T09:51:06+01:00"}
    assert topics(api.items("/recordings", **window)) == ["Edge"]
    naive = {"from": "2026-03-02T16:51:05", "to": "2026-03-02T16:51:06"}
    assert topics(api.items("/recordings", **naive)) == []
    api.headers["timezone"] = "Asia/Singapore"
    assert topics(api.items("/recordings", **naive)) == ["Edge"]
    assert topics(api.items("/recordings", **{"from": "2026-03-02", "to": "2026-03-03"})) == ["Edge"]


@pytest.mark.parametrize(
    "query",
    [
        {"from": "yesterday"},
        {"to": "2026-13-01"},
        {"from": "2026-03-02T00:00:00 01:00"},  # a plus that was not encoded
        {"from": "2026-03-02T00:00:01Z", "to": "2026-03-02T00:00:00Z"},
        {"max": "101"},
        {"max": "0"},
        {"format": "UPLOADED"},
        {"format": "mp4"},
        {"serviceType": "Party"},
        {"status": "lost"},
    ],
)
def test_malformed_questions_are_refused(speak: As, ana: Person, query: dict[str, str]) -> None:
    assert speak(ana).get("/recordings", params=query).status_code == 400


def test_more_than_a_hundred_may_be_clamped_instead(speak: As, world: World, ana: Person) -> None:
    world.knobs.max_over_100 = "clamp"
    assert speak(ana).get("/recordings", params={"max": "101"}).status_code == 200


def test_pages_have_ten_items_unless_asked(speak: As, world: World, ana: Person) -> None:
    for n in range(12):
        world.record(ana, str(n), START - timedelta(hours=n))
    first = speak(ana).get("/recordings")
    assert len(first.json()["items"]) == 10
    second = speak(ana).get(first.links["next"]["url"])
    assert topics(second.json()["items"]) == ["10", "11"]
    assert "Link" not in second.headers


def test_filters_narrow_the_list(speak: As, world: World, ana: Person) -> None:
    europe = world.site("acme-eu.webex.com")
    world.site("acme.webex.com", default=True)
    world.record(ana, "Plain", START)
    world.record(ana, "Old format", START, format="ARF")
    world.record(ana, "Event", START, service_type="EventCenter")
    world.record(ana, "Europe", START, site=europe)
    world.record(ana, "Tagged", START, tags=["sales"])
    api = speak(ana)
    assert topics(api.items("/recordings", format="ARF")) == ["Old format"]
    assert topics(api.items("/recordings", serviceType="EventCenter")) == ["Event"]
    assert topics(api.items("/recordings", siteUrl="acme-eu.webex.com")) == ["Europe"]
    assert topics(api.items("/recordings", integrationTag="sales")) == ["Tagged"]
    assert topics(api.items("/recordings", topic="LD FOR")) == ["Old format"]
    assert len(api.items("/recordings", unheard="of")) == 5
    world.knobs.topic_match = "exact"
    assert topics(api.items("/recordings", topic="ld for")) == []
    assert topics(api.items("/recordings", topic="old format")) == ["Old format"]


def test_a_meeting_goes_by_three_ids_and_then_the_site_counts_no_more_but_the_window_does(
    speak: As, world: World, ana: Person
) -> None:
    first = world.meeting(ana, "Series", START - timedelta(days=14))
    second = world.meeting(ana, "Series", START, series_id=first.series_id)
    world.record(ana, "old", first.start, meeting=first)
    world.record(ana, "new-1", second.start, meeting=second)
    world.record(ana, "new-2", second.start + timedelta(minutes=20), meeting=second)
    world.record(ana, "other", START)
    api = speak(ana)
    for key in (second.id, second.scheduled_id, second.series_id):
        found = api.items("/recordings", meetingId=key, siteUrl="elsewhere.webex.com")
        assert topics(found) == ["new-2", "new-1"]
    whole = {"from": "2026-01-01T00:00:00Z", "to": "2026-04-01T00:00:00Z"}
    assert topics(api.items("/recordings", meetingId=first.series_id, **whole)) == ["new-2", "new-1", "old"]
    assert api.items("/recordings", meetingId="nothing") == []


def test_the_bin_belongs_to_the_host_and_purged_ones_to_compliance_officers(
    speak: As, world: World, ana: Person, bo: Person
) -> None:
    rec = world.record(ana, "Binned", START, shared_with=[bo])
    rec.status = "deleted"
    assert speak(ana).items("/recordings") == []
    assert topics(speak(ana).items("/recordings", status="deleted")) == ["Binned"]
    assert speak(bo).items("/recordings", status="deleted") == []
    assert speak(ana).get(f"/recordings/{rec.id}").json()["status"] == "deleted"
    assert speak(ana).get("/recordings", params={"status": "purged"}).status_code == 403
    rec.status = "purged"
    assert speak(ana).get(f"/recordings/{rec.id}").status_code == 404


def test_naming_a_host_is_for_administrators(speak: As, world: World, ana: Person) -> None:
    rec = world.record(ana, "Mine", START)
    for path in ("/recordings", f"/recordings/{rec.id}"):
        assert speak(ana).get(path, params={"hostEmail": ana.email}).status_code == 403


def test_people_without_a_webex_site_have_no_recordings(speak: As, world: World) -> None:
    guest = world.person("Guest", email="guest@example.com", has_meetings=False)
    for path in ("/recordings", "/recordings/0a1b", "/meetingPreferences/sites"):
        assert speak(guest).get(path).status_code == 403


def test_the_timezone_header_renders_times_with_an_offset(speak: As, world: World, ana: Person) -> None:
    rec = world.record(ana, "Weekly sync", START.astimezone(timezone(timedelta(hours=-3))))
    api = speak(ana)
    api.headers["timezone"] = "Europe/Madrid"
    shown = api.get(f"/recordings/{rec.id}").json()
    assert (shown["createTime"], shown["timeRecorded"]) == ("2026-03-02T09:51:05+01:00", "2026-03-02T09:01:05+01:00")
    assert shown["temporaryDirectDownloadLinks"]["expiration"] == "2026-03-02T13:15:30+01:00"
    for wrong in ("Mars/Olympus", "Europe", "/etc/passwd"):
        api.headers["timezone"] = wrong
        assert api.get("/recordings").status_code == 400


def test_details_carry_links_for_three_hours_and_lists_never_do(
    speak: As, sim: Simulator, world: World, ana: Person
) -> None:
    rec = world.record(ana, "Weekly sync", START)
    api = speak(ana)
    assert "temporaryDirectDownloadLinks" not in api.items("/recordings")[0]
    links = api.get(f"/recordings/{rec.id}").json()["temporaryDirectDownloadLinks"]
    assert set(links) == {"recordingDownloadLink", "audioDownloadLink", "transcriptDownloadLink", "expiration"}
    assert links["expiration"] == "2026-03-02T12:15:30Z"
    assert links["recordingDownloadLink"].startswith(f"{sim.origin}/nbr/MultiThreadDownloadServlet?siteid=")
    assert links["audioDownloadLink"].endswith("&mediaType=1")
    assert links["transcriptDownloadLink"].endswith("&mediaType=2")
    again = api.get(f"/recordings/{rec.id}").json()["temporaryDirectDownloadLinks"]
    assert again["recordingDownloadLink"] != links["recordingDownloadLink"]


def test_what_is_not_there_is_absent_and_not_null(speak: As, world: World, ana: Person) -> None:
    kept = world.record(ana, "Kept", START, prevent_download=True)
    mute = world.record(ana, "Mute", START, transcript=False, omit=["timeRecorded", "meetingSeriesId"])
    bare = world.record(ana, "Bare", START, omit=["temporaryDirectDownloadLinks"])
    api = speak(ana)
    assert not {"downloadUrl", "temporaryDirectDownloadLinks", "integrationTags"} & set(
        api.get(f"/recordings/{kept.id}").json()
    )
    shown = api.get(f"/recordings/{mute.id}").json()
    assert "transcriptDownloadLink" not in shown["temporaryDirectDownloadLinks"]
    assert not {"timeRecorded", "meetingSeriesId"} & set(shown)
    assert "temporaryDirectDownloadLinks" not in api.get(f"/recordings/{bare.id}").json()


def test_the_site_header_of_details_must_be_the_recordings_own(speak: As, world: World, ana: Person) -> None:
    rec = world.record(ana, "Here", START)
    api = speak(ana)
    assert api.get(f"/recordings/{rec.id}", headers={"siteUrl": rec.site_url}).status_code == 200
    assert api.get(f"/recordings/{rec.id}", headers={"siteUrl": "x.webex.com"}).status_code == 404


def test_unknown_recordings_are_not_found(speak: As, ana: Person) -> None:
    answer = speak(ana).get("/recordings/0a1b2c3d4e5f40718293a4b5c6d7e8f9")
    assert (answer.status_code, error(answer)) == (404, "The requested resource could not be found.")


def test_host_and_guests_are_told_when_a_recording_is_ready(
    speak: As, world: World, ear: Ear, ana: Person, bo: Person, dana: Person
) -> None:
    for person in (ana, bo, dana):
        subscribe(speak(person), ear.url, "recordings")
    rec = world.record(ana, "Weekly sync", START, shared_with=[bo])
    world.postman.settle(5)
    assert [one["createdBy"] for one in ear.events()] == [ana.id, bo.id]
    event = ear.events()[0]
    assert "actorId" not in event
    assert event["data"] == {
        "id": rec.id,
        "meetingId": rec.meeting.id,
        "scheduledMeetingId": rec.meeting.scheduled_id,
        "meetingSeriesId": rec.meeting.series_id,
        "topic": "Weekly sync",
        "createTime": "2026-03-02T08:51:05Z",
        "siteUrl": "acme.webex.com",
        "hostUserId": ana.id,
        "hostEmail": ana.email,
    }


def test_recording_events_are_filtered_by_meeting(speak: As, world: World, ear: Ear, ana: Person) -> None:
    meeting = world.meeting(ana, "Series", START)
    subscribe(speak(ana), ear.url, "recordings", filter=f"meetingSeriesId={meeting.series_id}")
    world.record(ana, "Other", START)
    rec = world.record(ana, "This", START, meeting=meeting)
    world.postman.settle(5)
    assert [one["data"]["id"] for one in ear.events()] == [rec.id]


def test_a_recording_in_the_making_appears_and_is_announced_when_its_time_comes(
    speak: As, world: World, clock: SimClock, ear: Ear, ana: Person
) -> None:
    api = speak(ana)
    subscribe(api, ear.url, "recordings")
    rec = world.record(ana, "Going on", NOW, processed_after=timedelta(minutes=50))
    world.postman.settle(5)
    assert ear.heard == []
    assert api.get(f"/recordings/{rec.id}").status_code == 404
    clock.advance(timedelta(minutes=51))
    world.postman.settle(5)
    assert len(ear.heard) == 1
    assert api.get(f"/recordings/{rec.id}").status_code == 200
    assert topics(api.items("/recordings")) == ["Going on"]
    clock.advance(1)
    world.postman.settle(5)
    assert len(ear.heard) == 1


def test_lists_may_lag_behind_the_event(speak: As, world: World, clock: SimClock, ear: Ear, ana: Person) -> None:
    world.knobs.rest_lag = timedelta(minutes=10)
    api = speak(ana)
    subscribe(api, ear.url, "recordings")
    rec = world.record(ana, "Fresh", NOW - timedelta(minutes=50))
    world.postman.settle(5)
    assert len(ear.heard) == 1
    assert api.get(f"/recordings/{rec.id}").status_code == 404
    assert api.items("/recordings") == []
    clock.advance(timedelta(minutes=10))
    assert topics(api.items("/recordings")) == ["Fresh"]
