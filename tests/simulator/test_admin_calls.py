from datetime import UTC, datetime, timedelta

import pytest

from simulator.calls import CallRecording, Notes, Telephone
from simulator.clock import SimClock
from simulator.directory import Person
from simulator.world import World
from tests.simulator.speaking import Api, As, Ear, error, only, subscribe

START = datetime(2026, 3, 2, 8, 0, 12, tzinfo=UTC)
CALLS, ALL = "/convergedRecordings", "/admin/convergedRecordings"


@pytest.fixture
def root(world: World, ana: Person, speak: As) -> Api:
    """An administrator of calling, whose token is for nothing else."""
    person = world.person("Root", "root@example.com")
    world.make_admin(person, meetings=False)
    return speak(only(world, person, "spark-admin:recordings_read", "spark-admin:recordings_write"))


@pytest.fixture
def officer(world: World, ana: Person, speak: As) -> Api:
    person = world.person("Olga", "olga@example.com")
    world.make_officer(person)
    return speak(only(world, person, "spark-compliance:recordings_read", "spark-compliance:recordings_write"))


@pytest.fixture
def rang(world: World, ana: Person) -> CallRecording:
    return world.call(ana, START, notes=Notes(short="Short"))


@pytest.fixture
def reception(world: World, ana: Person) -> Telephone:
    return world.telephone("Reception", "place")


def move(api: Api, action: str, *calls: CallRecording, **more: object) -> int:
    body = ({"recordingIds": [one.id for one in calls]} if calls else {}) | more
    return api.post(f"{CALLS}/{action}", json=body).status_code


def test_the_list_is_of_everybody_and_filtered_by_owner(
    world: World, root: Api, officer: Api, bo: Person, dana: Person, reception: Telephone, rang: CallRecording
) -> None:
    world.call(bo, START - timedelta(hours=1), topic="Bo's")
    desk = world.call(reception, START - timedelta(hours=2), topic="Desk")
    world.call(dana, START, topic="Of another organization")
    for api in (root, officer):
        assert [one["topic"] for one in api.items(ALL)] == ["Call with +34911223344", "Bo's", "Desk"]
    assert [one["topic"] for one in root.items(ALL, ownerEmail=bo.email.upper())] == ["Bo's"]
    (shown,) = root.items(ALL, ownerId=reception.uuid)
    assert (shown["ownerType"], "ownerEmail" in shown) == ("place", False)
    assert [one["topic"] for one in root.items(ALL, ownerType="place", topic="desk")] == ["Desk"]
    assert root.get(f"{CALLS}/{desk.id}/metadata").json()["serviceData"]["calledParty"]["actor"] == {
        "type": "place",
        "id": reception.uuid,
    }


def test_the_list_is_of_thirty_days_at_most_and_of_the_purged_for_officers(
    world: World, speak: As, root: Api, officer: Api, bo: Person, rang: CallRecording
) -> None:
    world.calls.move([rang], "purged")
    answer = root.get(ALL, params={"from": "2026-01-30T00:00:00Z", "to": "2026-03-02T00:00:00Z"})
    assert (answer.status_code, "30 days" in error(answer)) == (400, True)
    assert [one["id"] for one in officer.items(ALL, status="purged")] == [rang.id]
    assert root.get(ALL, params={"status": "purged"}).status_code == 403
    world.knobs.purged_calls = "restorable"
    assert [one["status"] for one in root.items(ALL, status="purged")] == ["purged"]
    assert speak(bo).get(ALL).status_code == 403


def test_administrators_get_no_links_unless_the_blog_is_right(
    world: World, speak: As, root: Api, officer: Api, bo: Person, dana: Person, rang: CallRecording
) -> None:
    path = f"{CALLS}/{rang.id}"
    assert "temporaryDirectDownloadLinks" not in root.get(path).json()
    short = officer.get(path).json()["temporaryDirectDownloadLinks"]["shortNotesDownloadLink"]
    assert [api.get(short).status_code for api in (officer, root, speak(bo))] == [200, 403, 403]
    world.knobs.admin_call_links = True
    short = root.get(path).json()["temporaryDirectDownloadLinks"]["shortNotesDownloadLink"]
    assert [api.get(short).status_code for api in (officer, root, speak(bo))] == [200, 200, 403]
    theirs = world.call(dana, START)
    assert [api.get(f"{CALLS}/{theirs.id}").status_code for api in (root, officer, speak(bo))] == [404, 404, 404]
    locked = world.call(bo, START, prevent_download=True)
    assert "temporaryDirectDownloadLinks" not in officer.get(f"{CALLS}/{locked.id}").json()


def test_administrators_own_calls_have_links(world: World, speak: As, ana: Person, rang: CallRecording) -> None:
    world.make_admin(ana)
    assert "temporaryDirectDownloadLinks" in speak(ana).get(f"{CALLS}/{rang.id}").json()


def test_administrators_move_anybodys_calls(
    world: World, root: Api, officer: Api, ana: Person, bo: Person, dana: Person, rang: CallRecording
) -> None:
    bos, theirs = world.call(bo, START), world.call(dana, START)
    assert move(officer, "softDelete", rang) == 403
    assert move(root, "softDelete", rang, bos) == 204
    assert move(root, "softDelete", theirs) == 404
    assert move(root, "restore", rang, ownerEmail=ana.email) == 400
    assert move(root, "restore", restoreAll=True) == 400
    assert move(root, "restore", restoreAll=True, ownerEmail=dana.email) == 404
    assert move(root, "restore", restoreAll=True, ownerEmail=ana.email) == 204
    assert (rang.status, bos.status) == ("available", "deleted")
    assert move(root, "purge", bos) == 204
    assert root.get(f"{CALLS}/{bos.id}").status_code == 404
    assert officer.get(f"{CALLS}/{bos.id}").json()["status"] == "purged"


def test_administrators_name_no_owner_for_their_own(world: World, speak: As, ana: Person, rang: CallRecording) -> None:
    world.make_admin(ana)
    assert move(speak(ana), "softDelete", trashAll=True) == 204
    assert move(speak(ana), "restore", restoreAll=True, ownerEmail=ana.email) == 204
    assert rang.status == "available"


def test_a_purge_is_final_unless_the_blog_is_right(
    world: World, speak: As, clock: SimClock, root: Api, officer: Api, ana: Person, rang: CallRecording
) -> None:
    world.calls.move([rang], "purged")
    assert [move(api, "restore", rang) for api in (root, officer, speak(ana))] == [404, 403, 404]
    world.knobs.purged_calls = "restorable"
    assert root.get(f"{CALLS}/{rang.id}").json()["status"] == "purged"
    assert move(speak(ana), "restore", rang) == 404
    assert move(root, "purge", rang) == 404
    assert move(root, "restore", rang) == 204
    assert speak(ana).get(f"{CALLS}/{rang.id}").json()["status"] == "available"
    world.calls.move([rang], "purged")
    assert move(officer, "restore", rang) == 204
    world.calls.move([rang], "purged")
    assert rang.purged_at == clock.now()
    rang.purged_at -= timedelta(days=30)
    assert move(root, "restore", rang) == 404


def test_calls_are_reassigned_one_by_one_or_all_of_an_owner(
    world: World, speak: As, ear: Ear, root: Api, ana: Person, bo: Person, reception: Telephone, rang: CallRecording
) -> None:
    subscribe(speak(bo), ear.url, "convergedRecordings", "all")
    desk, other = world.call(reception, START), world.call(ana, START)

    def give(**body: object) -> int:
        return root.post(f"{CALLS}/reassign", json={"reassignOwnerEmail": bo.email, **body}).status_code

    assert give(recordingIds=[rang.id]) == 204
    assert (rang.owner, rang.owner_type, other.owner) == (bo, "user", ana)
    assert speak(ana).get(f"{CALLS}/{rang.id}").status_code == 404
    assert give(ownerID=reception.uuid) == 204
    assert (desk.owner, desk.owner_type) == (bo, "user")
    world.knobs.reassign_status = 200
    assert give(ownerEmail=ana.email, recordingIds=[other.id]) == 200
    world.postman.settle(5)
    assert [(one["event"], one["data"]["ownerId"]) for one in ear.events()] == [("updated", bo.uuid)] * 3
    assert len(speak(bo).items(CALLS)) == 3


def test_what_can_not_be_reassigned(
    world: World, speak: As, root: Api, officer: Api, ana: Person, bo: Person, dana: Person, rang: CallRecording
) -> None:
    path = f"{CALLS}/reassign"
    for body, status in (
        ({}, 400),
        ({"reassignOwnerEmail": bo.email}, 400),
        ({"recordingIds": [rang.id]}, 400),
        ({"reassignOwnerEmail": bo.email, "recordingIds": ["x"] * 101}, 400),
        ({"reassignOwnerEmail": dana.email, "recordingIds": [rang.id]}, 404),
        ({"reassignOwnerEmail": bo.email, "recordingIds": [rang.id, "x"]}, 404),
        ({"reassignOwnerEmail": bo.email, "ownerEmail": bo.email}, 404),
        ({"reassignOwnerEmail": ana.email, "ownerEmail": bo.email, "recordingIds": [rang.id]}, 404),
    ):
        assert root.post(path, json=body).status_code == status, body
    for api in (officer, speak(ana)):
        assert api.post(path, json={"reassignOwnerEmail": bo.email, "recordingIds": [rang.id]}).status_code == 403
    world.calls.move([rang], "purged")
    assert root.post(path, json={"reassignOwnerEmail": bo.email, "recordingIds": [rang.id]}).status_code == 404
    assert rang.owner is ana


def test_officers_delete_for_everybody_officers_included(
    world: World, speak: As, ear: Ear, root: Api, officer: Api, ana: Person, dana: Person, rang: CallRecording
) -> None:
    subscribe(speak(ana), ear.url, "convergedRecordings", "deleted")
    path = f"{CALLS}/{rang.id}"
    audio = officer.get(path).json()["temporaryDirectDownloadLinks"]["audioDownloadLink"]
    for api in (root, speak(ana)):
        assert api.delete(path, json={"reason": "audit"}).status_code == 403
    assert error(officer.delete(path)) == "reason is required."
    assert officer.delete(path, json={"reason": "audit", "comment": "x" * 256}).status_code == 400
    assert officer.delete(path, json={"reason": "audit", "comment": "x" * 255}).status_code == 204
    assert officer.get(path).status_code == 404
    assert officer.items(ALL, status="purged") == []
    assert speak(None).get(audio).status_code == 403
    assert officer.delete(f"{CALLS}/{world.call(dana, START).id}", json={"reason": "audit"}).status_code == 404
    world.postman.settle(5)
    assert [one["data"]["id"] for one in ear.events()] == [rang.id]


def test_officers_delete_the_purged_silently_and_their_own_without_a_reason(
    world: World, speak: As, ear: Ear, officer: Api, ana: Person, rang: CallRecording
) -> None:
    world.calls.move([rang], "purged")
    subscribe(speak(ana), ear.url, "convergedRecordings", "deleted")
    audio = officer.get(f"{CALLS}/{rang.id}").json()["temporaryDirectDownloadLinks"]["audioDownloadLink"]
    assert speak(None).get(audio).status_code == 200
    assert officer.delete(f"{CALLS}/{rang.id}", json={"reason": "audit"}).status_code == 204
    olga = world.directory.by_email("olga@example.com")
    assert olga is not None
    assert officer.delete(f"{CALLS}/{world.call(olga, START).id}").status_code == 204
    world.postman.settle(5)
    assert ear.heard == []
