from datetime import UTC, datetime
from typing import Any

import pytest

from simulator.archive import Recording
from simulator.directory import Person
from simulator.summaries import Summary
from simulator.transcripts import Transcript
from simulator.world import World
from tests.simulator.speaking import Api, As, error, only

START = datetime(2026, 3, 2, 8, 1, 5, tzinfo=UTC)
SITE = {"siteUrl": "acme.webex.com"}


@pytest.fixture
def rec(world: World, ana: Person) -> Recording:
    return world.record(ana, "Weekly sync", START)


@pytest.fixture
def said(world: World, rec: Recording) -> Transcript:
    return world.transcribe(rec, [("Ana Ruiz", 1.5, "Good morning.")])


@pytest.fixture
def noted(world: World, rec: Recording) -> Summary:
    return world.summarise(rec, "<p>We met.</p>")


@pytest.fixture
def root(world: World, speak: As, ana: Person) -> Api:
    person = world.person("Root", "root@example.com")
    world.make_admin(person)
    areas = ("schedule_read", "transcripts_read", "participants_read", "preferences_read", "preferences_write")
    return speak(only(world, person, *(f"meeting:admin_{area}" for area in areas)))


@pytest.fixture
def officer(world: World, speak: As, ana: Person) -> Api:
    person = world.person("Olga", "olga@example.com")
    world.make_officer(person)
    return speak(only(world, person, "spark-compliance:meetings_read", "spark-compliance:meetings_write"))


def test_officers_read_all_transcripts_of_a_site(
    world: World, officer: Api, root: Api, ana: Person, dana: Person, said: Transcript
) -> None:
    world.transcribe(world.record(dana, "Of another organization", START), [("Dana", 1, "Hello")])
    found = officer.items("/admin/meetingTranscripts", **SITE)
    assert [one["id"] for one in found] == [said.id]
    assert "Good morning." in officer.get(found[0]["vttDownloadLink"]).text
    assert error(officer.get("/admin/meetingTranscripts")) == "siteUrl is required."
    assert officer.get("/admin/meetingTranscripts", params={"siteUrl": "globex.webex.com"}).status_code == 400
    assert root.get("/admin/meetingTranscripts", params=SITE).status_code == 403


def test_officers_delete_others_transcripts_with_a_reason(
    world: World, speak: As, officer: Api, ana: Person, said: Transcript
) -> None:
    path = f"/meetingTranscripts/{said.id}"
    assert error(officer.delete(path)) == "reason is required."
    assert officer.delete(path, json={"reason": "audit"}).status_code == 204
    assert officer.delete(path, json={"reason": "audit"}).status_code == 404
    assert speak(ana).items("/meetingTranscripts") == []
    olga = world.directory.by_email("olga@example.com")
    assert olga is not None
    own = world.transcribe(world.record(olga, "My own", START), [("Olga", 1, "Hm.")])
    assert officer.delete(f"/meetingTranscripts/{own.id}").status_code == 204


def test_administrators_read_transcripts_of_a_host_and_a_meeting(
    root: Api, officer: Api, ana: Person, bo: Person, said: Transcript
) -> None:
    for_ana, path = {"hostEmail": ana.email}, f"/meetingTranscripts/{said.id}/download"
    assert error(root.get("/meetingTranscripts", params=for_ana)) == "meetingId is required with hostEmail."
    found = root.items("/meetingTranscripts", meetingId=said.meeting.id, **for_ana)
    assert [one["id"] for one in found] == [said.id]
    assert root.get(path, params=for_ana).status_code == 200
    assert root.get(path, params={"hostEmail": bo.email}).status_code == 404
    assert root.get(path).status_code == 404
    assert officer.get(path, params=for_ana).status_code == 403


def test_officers_read_summaries_even_deleted_ones(
    world: World, speak: As, officer: Api, root: Api, ana: Person, dana: Person, rec: Recording, noted: Summary
) -> None:
    one: dict[str, Any] = {"meetingId": rec.meeting.id}
    assert [each["status"] for each in officer.items("/admin/meetingSummaries", **one)] == ["available"]
    assert officer.delete(f"/meetingSummaries/{noted.id}").status_code == 204
    assert officer.delete(f"/meetingSummaries/{noted.id}").status_code == 404
    assert speak(ana).items("/meetingSummaries", **one) == []
    assert [each["status"] for each in officer.items("/admin/meetingSummaries", **one)] == ["deleted"]
    assert error(officer.get("/admin/meetingSummaries")) == "meetingId is required."
    theirs = world.summarise(world.record(dana, "Theirs", START), "<p>No.</p>")
    assert officer.items("/admin/meetingSummaries", meetingId=theirs.meeting.id) == []
    for api in (root, speak(ana)):
        assert api.get("/admin/meetingSummaries", params=one).status_code == 403


def test_administrators_read_participants_for_a_host(
    world: World, root: Api, ana: Person, bo: Person, rec: Recording
) -> None:
    world.attend(rec, ana, START)
    query = {"meetingId": rec.meeting.id}
    assert [one["email"] for one in root.items("/meetingParticipants", hostEmail=ana.email, **query)] == [ana.email]
    assert root.get("/meetingParticipants", params=query).status_code == 404
    assert root.get("/meetingParticipants", params=query | {"hostEmail": bo.email}).status_code == 404


def test_administrators_read_meetings_of_a_host(
    root: Api, officer: Api, ana: Person, bo: Person, rec: Recording
) -> None:
    path, for_ana = f"/meetings/{rec.meeting.id}", {"hostEmail": ana.email}
    assert root.get(path, params=for_ana).json()["hostEmail"] == ana.email
    assert root.get(path).status_code == 404
    assert [one["id"] for one in root.items("/meetings", meetingType="meeting", **for_ana)] == [rec.meeting.id]
    assert root.items("/meetings", meetingType="meeting", hostEmail=bo.email) == []
    assert officer.get(path).status_code == 403


def test_administrators_see_and_change_preferences_of_others(
    world: World, root: Api, ana: Person, dana: Person
) -> None:
    world.site("acme.webex.com")
    europe, for_ana = world.site("acme-eu.webex.com"), {"userEmail": ana.email}

    def sites(**query: str) -> dict[str, bool]:
        found = root.get("/meetingPreferences/sites", params=query).json()["sites"]
        return {one["siteUrl"]: one["default"] for one in found}

    change = root.put(
        "/meetingPreferences/sites", params={"defaultSite": "true", **for_ana}, json={"siteUrl": europe.url}
    )
    assert change.json() == {"siteUrl": europe.url, "default": True}
    assert sites(**for_ana) == {"acme.webex.com": False, europe.url: True}
    assert sites() == {"acme.webex.com": True, europe.url: False}
    assert sites(siteUrl=europe.url) == {europe.url: False}
    assert root.get("/meetingPreferences/sites", params={"userEmail": dana.email}).status_code == 404
    path = "/meetingPreferences/schedulingOptions"
    assert root.put(path, params=for_ana, json={"joinBeforeHostMinutes": 5}).status_code == 200
    assert root.get(path, params=for_ana).json()["joinBeforeHostMinutes"] == 5
    assert root.get(path).json()["joinBeforeHostMinutes"] != 5
