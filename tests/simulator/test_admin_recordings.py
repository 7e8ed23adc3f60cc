from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest

from simulator.archive import Recording
from simulator.clock import SimClock
from simulator.directory import Person
from simulator.world import World
from tests.simulator.speaking import As, Ear, error, only, subscribe

START = datetime(2026, 3, 2, 8, 1, 5, tzinfo=UTC)


@pytest.fixture
def root(world: World, ana: Person) -> Person:
    """An administrator of meetings."""
    person = world.person("Root", "root@example.com")
    world.make_admin(person, calling=False)
    return person


@pytest.fixture
def officer(world: World, ana: Person) -> Person:
    person = world.person("Olga", "olga@example.com")
    world.make_officer(person)
    return person


@pytest.fixture
def rec(world: World, ana: Person, bo: Person) -> Recording:
    return world.record(ana, "Weekly sync", START, shared_with=[bo])


def test_the_list_is_of_everybody_with_hosts_and_without_passwords(
    speak: As, world: World, bo: Person, dana: Person, root: Person, rec: Recording
) -> None:
    world.record(bo, "Bo's", START - timedelta(hours=1))
    world.record(dana, "Of another organization", START)
    items = speak(root).items("/admin/recordings")
    assert [(one["topic"], one["hostEmail"], one["hostDisplayName"]) for one in items] == [
        ("Weekly sync", "ana@example.com", "Ana Ruiz"),
        ("Bo's", "bo@example.com", "Bo Lindqvist"),
    ]
    assert not {"password", "shareToMe"} & set(items[0])
    assert speak(bo).get("/admin/recordings").status_code == 403
    assert speak(dana).get("/admin/recordings").status_code == 403


def test_the_list_is_of_one_site_and_thirty_days_unless_a_meeting_is_named(
    speak: As, world: World, ana: Person, root: Person, rec: Recording
) -> None:
    europe = world.site("acme-eu.webex.com")
    there = world.record(ana, "Europe", START - timedelta(days=60), site=europe)
    api, window = speak(root), {"from": "2026-01-01T00:00:00Z", "to": "2026-01-31T00:00:00Z"}
    assert [one["topic"] for one in api.items("/admin/recordings")] == ["Weekly sync"]
    assert api.items("/admin/recordings", **window) == []
    assert [one["topic"] for one in api.items("/admin/recordings", siteUrl=europe.url, **window)] == ["Europe"]
    answer = api.get("/admin/recordings", params=window | {"to": "2026-01-31T00:00:01Z"})
    assert (answer.status_code, "30 days" in error(answer)) == (400, True)
    assert api.get("/admin/recordings", params={"siteUrl": "globex.webex.com"}).status_code == 400
    elsewhere = {"siteUrl": rec.site_url, "from": "2020-01-01T00:00:00Z"}
    assert [one["id"] for one in api.items("/admin/recordings", meetingId=there.meeting.series_id, **elsewhere)] == [
        there.id
    ]


def test_the_list_is_filtered_and_knows_the_purged(speak: As, world: World, bo: Person, root: Person) -> None:
    for status in ("available", "deleted", "purged"):
        world.record(bo, f"Now {status}", START).status = status
    api = speak(root)
    for status in ("available", "deleted", "purged"):
        assert [one["topic"] for one in api.items("/admin/recordings", status=status)] == [f"Now {status}"]
    assert api.items("/admin/recordings", topic="later") == []
    assert api.get("/admin/recordings", params={"format": "MP3"}).status_code == 400


def test_administrators_act_for_the_host_they_name(
    speak: As, world: World, ana: Person, bo: Person, root: Person, rec: Recording
) -> None:
    token = only(world, root, "meeting:admin_recordings_read", "meeting:admin_recordings_write")
    api, for_ana, path = speak(token), {"hostEmail": ana.email}, f"/recordings/{rec.id}"
    assert api.get(path).status_code == 404
    assert api.items("/recordings") == []
    assert [one["shareToMe"] for one in api.items("/recordings", **for_ana)] == [False]
    assert [one["shareToMe"] for one in api.items("/recordings", hostEmail=bo.email)] == [True]
    details = api.get(path, params=for_ana).json()
    assert "recordingDownloadLink" in details["temporaryDirectDownloadLinks"]
    body = {"recordingIds": [rec.id]}
    for action, status in (("softDelete", "deleted"), ("restore", "available"), ("softDelete", "deleted")):
        assert api.post(f"/recordings/{action}", params=for_ana, json=body).status_code == 204
        assert rec.status == status
    assert api.post("/recordings/restore", params={"hostEmail": bo.email}, json=body).status_code in (403, 404)
    assert api.post("/recordings/restore", params=for_ana, json={"restoreAll": True}).status_code == 204
    share = {"addEmails": [root.email], "sendEmail": False}
    assert api.post(f"{path}/accessList", params=for_ana, json=share).status_code == 204
    assert speak(root).get(path).status_code == 200
    assert api.delete(path, params=for_ana).status_code == 204
    assert api.get(path, params=for_ana).status_code == 404


def test_hosts_of_nowhere_and_of_others_are_not_found(
    speak: As, world: World, dana: Person, root: Person, rec: Recording
) -> None:
    guest = world.person("Guest", email="guest@example.com", has_meetings=False)
    for email, status in ((dana.email, 404), ("nobody@example.com", 404), (guest.email, 403)):
        assert speak(root).get("/recordings", params={"hostEmail": email}).status_code == status


def test_naming_a_host_takes_the_role(
    speak: As, world: World, ana: Person, bo: Person, officer: Person, rec: Recording
) -> None:
    answers: tuple[Literal[400, 403], ...] = (400, 403)
    for status in answers:
        world.knobs.host_email_refused = status
        for who in (bo, officer):
            for path in ("/recordings", f"/recordings/{rec.id}"):
                assert speak(who).get(path, params={"hostEmail": ana.email}).status_code == status
        assert speak(bo).get("/meetingSummaries", params={"hostEmail": ana.email}).status_code == status


def test_administrators_delete_for_good_by_id(
    speak: As, ear: Ear, world: World, ana: Person, bo: Person, root: Person, officer: Person, rec: Recording
) -> None:
    subscribe(speak(ana), ear.url, "recordings", "deleted")
    path = f"/admin/recordings/{rec.id}"
    assert speak(bo).delete(path).status_code == 403
    assert speak(officer).delete(path).status_code == 403
    answer = speak(root).delete(path)
    assert (answer.status_code, answer.content) == (204, b"")
    assert speak(root).delete(path).status_code == 404
    world.postman.settle(5)
    assert [one["data"]["id"] for one in ear.events()] == [rec.id]
    assert speak(ana).get(f"/recordings/{rec.id}").status_code == 404
    assert speak(officer).get(f"/recordings/{rec.id}").json()["status"] == "purged"


def test_officers_see_everything_even_when_it_is_gone(
    speak: As, world: World, clock: SimClock, ana: Person, dana: Person, officer: Person, rec: Recording
) -> None:
    theirs = world.record(dana, "Of another organization", START)
    api, path = speak(only(world, officer, "spark-compliance:meetings_read")), f"/recordings/{rec.id}"
    assert [one["hostEmail"] for one in api.items("/admin/recordings")] == [ana.email]
    assert "shareToMe" not in api.get(path).json()
    assert api.get(f"/recordings/{theirs.id}").status_code == 404
    before = api.get(path).json()["temporaryDirectDownloadLinks"]["recordingDownloadLink"]
    assert speak(ana).delete(path).status_code == 204
    assert api.items("/recordings", status="purged", meetingId=rec.meeting.id)[0]["id"] == rec.id
    assert api.get("/recordings", params={"status": "purged"}).status_code == 400
    assert speak(ana).get("/recordings", params={"status": "purged"}).status_code == 403
    assert [one["id"] for one in api.items("/admin/recordings", status="purged")] == [rec.id]
    after = api.get(path).json()["temporaryDirectDownloadLinks"]["recordingDownloadLink"]
    assert [speak(None).get(link).status_code for link in (before, after)] == [200, 200]
    clock.advance(timedelta(hours=3))
    assert speak(None).get(after).status_code == 403


def test_officers_get_the_recording_alone_where_downloading_is_prevented(
    speak: As, world: World, ana: Person, officer: Person
) -> None:
    locked = world.record(ana, "Locked", START, prevent_download=True)
    links = speak(officer).get(f"/recordings/{locked.id}").json()["temporaryDirectDownloadLinks"]
    assert set(links) == {"recordingDownloadLink", "expiration"}
    assert speak(None).get(links["recordingDownloadLink"]).status_code == 200
    assert "temporaryDirectDownloadLinks" not in speak(ana).get(f"/recordings/{locked.id}").json()


def test_officers_delete_what_is_others_with_a_reason(
    speak: As, world: World, ana: Person, officer: Person, rec: Recording
) -> None:
    own = world.record(officer, "My own", START)
    api, path = speak(officer), f"/recordings/{rec.id}"
    assert error(api.delete(path)) == "reason is required."
    assert api.delete(path, json={"reason": "audit", "comment": "x" * 256}).status_code == 400
    assert api.delete(path, json={"reason": "audit", "comment": "x" * 255}).status_code == 204
    assert api.delete(path, json={"reason": "audit"}).status_code == 404
    assert speak(ana).get(path).status_code == 404
    assert api.get(path).json()["status"] == "purged"
    assert api.delete(f"/recordings/{own.id}").status_code == 204
    bin_only = speak(only(world, officer, "spark-compliance:meetings_write"))
    assert bin_only.post("/recordings/softDelete", json={"recordingIds": [rec.id]}).status_code == 403


def test_who_is_both_acts_as_an_administrator_where_a_host_is_named(
    speak: As, world: World, ana: Person, officer: Person, rec: Recording
) -> None:
    world.make_admin(officer)
    api, path, for_ana = speak(officer), f"/recordings/{rec.id}", {"hostEmail": ana.email}
    assert api.get(path, params=for_ana).json()["shareToMe"] is False
    assert api.delete(path, params=for_ana).status_code == 204
    assert api.get(path, params=for_ana).status_code == 404
    assert api.get(path).json()["status"] == "purged"


def test_what_was_shared_from_another_organization_an_officer_sees_as_anybody_does(
    speak: As, world: World, dana: Person, officer: Person
) -> None:
    shared = world.record(dana, "Theirs", START, shared_with=[officer])
    assert speak(officer).get(f"/recordings/{shared.id}").status_code == 200
    world.archive.move([shared], "purged")
    assert speak(officer).get(f"/recordings/{shared.id}").status_code == 404


def test_lists_may_be_asked_for_with_a_body(
    speak: As, world: World, ana: Person, bo: Person, root: Person, rec: Recording
) -> None:
    for n in range(2):
        world.record(ana, f"Part {n}", START - timedelta(minutes=n + 1))
    first = speak(ana).post("/recordings/query", json={"max": 2, "topic": "", "status": "available"})
    assert [one["topic"] for one in first.json()["items"]] == ["Weekly sync", "Part 0"]
    second = speak(ana).post(first.links["next"]["url"], json={"max": 2})
    assert [one["topic"] for one in second.json()["items"]] == ["Part 1"]
    assert speak(ana).post("/recordings/query", json={"max": 101}).status_code == 400
    assert speak(bo).post("/recordings/query", json={"hostEmail": ana.email}).status_code == 403
    assert len(speak(root).post("/recordings/query", json={"hostEmail": ana.email}).json()["items"]) == 3
    body = {"meetingId": rec.meeting.id}
    assert [one["hostEmail"] for one in speak(root).post("/admin/recordings/query", json=body).json()["items"]] == [
        ana.email
    ]
    assert speak(ana).post("/admin/recordings/query", json=body).status_code == 403


def test_administrators_see_who_watched_a_hosts_recordings(
    speak: As, world: World, ana: Person, bo: Person, root: Person, rec: Recording
) -> None:
    world.watch(rec, bo)
    api, for_ana = speak(only(world, root, "meeting:admin_recordings_read")), {"hostEmail": ana.email}
    assert [one["viewCount"] for one in api.items("/recordingReport/accessSummary", **for_ana)] == [1]
    watched = api.items("/recordingReport/accessDetail", recordingId=rec.id, **for_ana)
    assert [one["email"] for one in watched] == [bo.email]
    assert api.get("/recordingReport/accessDetail", params={"recordingId": rec.id}).status_code == 404
