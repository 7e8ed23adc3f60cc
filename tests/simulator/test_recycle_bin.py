from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import pytest

from simulator.archive import Recording
from simulator.directory import Person
from simulator.world import World
from tests.simulator.speaking import As, Ear, error, subscribe

START = datetime(2026, 3, 2, 8, 1, 5, tzinfo=UTC)
BULK = ("softDelete", "restore", "purge")


@pytest.fixture
def rec(world: World, ana: Person, bo: Person) -> Recording:
    return world.record(ana, "Weekly sync", START, shared_with=[bo])


def bulk(action: str, *recordings: Recording, **more: Any) -> tuple[str, dict[str, Any]]:
    return f"/recordings/{action}", {"recordingIds": [one.id for one in recordings], **more}


def do(speak: As, who: Person, action: str, *recordings: Recording, **more: Any) -> int:
    path, body = bulk(action, *recordings, **more)
    answer = speak(who).post(path, json=body)
    assert (answer.status_code == 204) == (answer.content == b"")
    return answer.status_code


def test_into_the_bin_out_of_it_and_away_for_good(speak: As, ana: Person, rec: Recording) -> None:
    assert do(speak, ana, "softDelete", rec) == 204
    assert speak(ana).get(f"/recordings/{rec.id}").json()["status"] == "deleted"
    assert speak(ana).items("/recordings") == []
    assert len(speak(ana).items("/recordings", status="deleted")) == 1
    assert do(speak, ana, "restore", rec) == 204
    assert len(speak(ana).items("/recordings")) == 1
    assert do(speak, ana, "softDelete", rec) == 204
    assert do(speak, ana, "purge", rec) == 204
    assert speak(ana).get(f"/recordings/{rec.id}").status_code == 404
    assert speak(ana).items("/recordings", status="deleted") == []
    assert do(speak, ana, "restore", rec) == 404


def test_what_is_in_the_wrong_state_is_not_found(speak: As, ana: Person, rec: Recording) -> None:
    assert do(speak, ana, "restore", rec) == 404
    assert do(speak, ana, "purge", rec) == 404
    assert do(speak, ana, "softDelete", rec) == 204
    assert do(speak, ana, "softDelete", rec) == 404


def test_moving_to_the_bin_tells_nobody_and_purging_does(
    speak: As, world: World, ear: Ear, ana: Person, bo: Person, rec: Recording
) -> None:
    for person in (ana, bo):
        subscribe(speak(person), ear.url, "recordings", "all")
    for action in ("softDelete", "restore", "softDelete"):
        assert do(speak, ana, action, rec) == 204
    world.postman.settle(5)
    assert ear.heard == []
    assert do(speak, ana, "purge", rec) == 204
    world.postman.settle(5)
    assert [(one["event"], one["createdBy"]) for one in ear.events()] == [("deleted", ana.id), ("deleted", bo.id)]
    assert ear.events()[0]["data"]["id"] == rec.id


def test_guests_lose_sight_of_what_is_in_the_bin(speak: As, ana: Person, bo: Person, rec: Recording) -> None:
    do(speak, ana, "softDelete", rec)
    assert speak(bo).items("/recordings") == []
    assert speak(bo).get(f"/recordings/{rec.id}").status_code == 404
    assert speak(ana).get(f"/recordings/{rec.id}").json()["status"] == "deleted"


@pytest.mark.parametrize("action", BULK)
def test_ids_must_be_on_the_preferred_site_unless_another_is_named(
    speak: As, world: World, ana: Person, rec: Recording, action: str
) -> None:
    europe = world.site("acme-eu.webex.com")
    there = world.record(ana, "Europe", START, site=europe)
    for one in (rec, there):
        one.status = "available" if action == "softDelete" else "deleted"
    assert do(speak, ana, action, there) == 400
    assert do(speak, ana, action, rec, siteUrl=europe.url) == 400
    assert do(speak, ana, action, there, siteUrl="globex.webex.com") == 400
    assert do(speak, ana, action, there, siteUrl=europe.url) == 204
    assert do(speak, ana, action, rec) == 204


def test_the_preferred_site_is_the_persons_own_choice(speak: As, world: World, ana: Person) -> None:
    world.site("acme.webex.com")
    there = world.record(ana, "Europe", START, site=world.site("acme-eu.webex.com"))
    speak(ana).put("/meetingPreferences/sites?defaultSite=true", json={"siteUrl": there.site_url})
    assert do(speak, ana, "softDelete", there) == 204


def test_one_wrong_id_and_none_is_moved(speak: As, world: World, ana: Person, bo: Person, rec: Recording) -> None:
    binned = world.record(ana, "Binned", START)
    binned.status = "deleted"
    others = world.record(bo, "Bo's", START)
    assert do(speak, ana, "softDelete", rec, binned) == 404
    assert do(speak, ana, "softDelete", rec, others) == 404
    there = world.record(ana, "Europe", START, site=world.site("acme-eu.webex.com"))
    assert do(speak, ana, "softDelete", rec, there) == 400
    assert (rec.status, there.status) == ("available", "available")


def test_only_hosts_move_recordings_and_guests_get_403_or_404(
    speak: As, world: World, bo: Person, dana: Person, rec: Recording
) -> None:
    answers: tuple[Literal[403, 404], ...] = (403, 404)
    for status in answers:
        world.knobs.not_host = status
        assert do(speak, bo, "softDelete", rec) == status
        assert speak(bo).delete(f"/recordings/{rec.id}").status_code == status
    assert do(speak, dana, "softDelete", rec) == 404
    assert speak(dana).delete(f"/recordings/{rec.id}").status_code == 404
    assert rec.status == "available"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"recordingIds": []},
        {"recordingIds": "0a1b"},
        {"recordingIds": [7]},
        {"recordingIds": [""]},
        {"recordingIds": ["0a1b"] * 101},
        {"recordingIds": ["0a1b"], "siteUrl": 7},
        [],
    ],
)
@pytest.mark.parametrize("action", BULK)
def test_one_to_a_hundred_ids_are_needed(speak: As, ana: Person, action: str, body: Any) -> None:
    assert speak(ana).post(f"/recordings/{action}", json=body).status_code == 400


def test_a_hundred_ids_go_in_one_call_and_doubles_count_once(speak: As, world: World, ana: Person) -> None:
    many = [world.record(ana, str(n), START - timedelta(minutes=n)) for n in range(50)]
    assert do(speak, ana, "softDelete", *many, *many) == 204
    assert {one.status for one in many} == {"deleted"}


@pytest.mark.parametrize(("action", "name"), [("restore", "restoreAll"), ("purge", "purgeAll")])
def test_all_of_the_bin_goes_without_ids_and_on_one_site_only(
    speak: As, world: World, ana: Person, bo: Person, rec: Recording, action: str, name: str
) -> None:
    there = world.record(ana, "Europe", START, site=world.site("acme-eu.webex.com"))
    others = world.record(bo, "Bo's", START, shared_with=[ana])
    kept = world.record(ana, "Kept", START)
    for one in (rec, there, others):
        one.status = "deleted"
    answer = speak(ana).post(f"/recordings/{action}", json={name: True, "recordingIds": [rec.id]})
    assert (answer.status_code, name in error(answer)) == (400, True)
    assert do(speak, ana, action, **{name: "yes"}) == 400
    assert do(speak, ana, action, **{name: False}) == 400
    assert do(speak, ana, action, **{name: True}) == 204
    expected = "available" if action == "restore" else "purged"
    assert [one.status for one in (rec, there, others, kept)] == [expected, "deleted", "deleted", "available"]


def test_soft_delete_knows_no_all(speak: As, ana: Person, rec: Recording) -> None:
    assert do(speak, ana, "softDelete", trashAll=True) == 400
    assert rec.status == "available"


@pytest.mark.parametrize("status", ["available", "deleted"])
def test_delete_is_permanent_and_past_the_bin(
    speak: As, world: World, ear: Ear, ana: Person, rec: Recording, status: Any
) -> None:
    rec.status = status
    api = speak(ana)
    subscribe(api, ear.url, "recordings", "deleted")
    answer = api.delete(f"/recordings/{rec.id}", json={"reason": "audit", "comment": "x" * 255})
    assert (answer.status_code, answer.content) == (204, b"")
    world.postman.settle(5)
    assert [one["data"]["id"] for one in ear.events()] == [rec.id]
    assert api.items("/recordings", status="deleted") == []
    assert api.get(f"/recordings/{rec.id}").status_code == 404
    assert api.delete(f"/recordings/{rec.id}").status_code == 404


def test_the_body_of_a_deletion_is_optional_but_checked(speak: As, ana: Person, rec: Recording) -> None:
    api, path = speak(ana), f"/recordings/{rec.id}"
    for body in (b"{", b"[]", b'{"reason": 7}', b'{"comment": "' + b"x" * 256 + b'"}'):
        assert api.delete(path, data=body).status_code == 400
    assert api.delete(path).status_code == 204


def test_naming_a_host_and_having_no_site_are_refused(speak: As, world: World, ana: Person, rec: Recording) -> None:
    guest = world.person("Guest", email="guest@example.com", has_meetings=False)
    path, body = bulk("softDelete", rec)
    assert speak(ana).post(path, params={"hostEmail": ana.email}, json=body).status_code == 403
    assert speak(ana).delete(f"/recordings/{rec.id}", params={"hostEmail": ana.email}).status_code == 403
    assert speak(guest).post(path, json=body).status_code == 403


def test_bodies_that_are_not_json_are_unsupported(speak: As, ana: Person) -> None:
    answer = speak(ana).post("/recordings/softDelete", data="recordingIds=0a1b")
    assert answer.status_code == 415


def test_links_of_the_bin_still_work_and_those_of_the_purged_die(speak: As, ana: Person, rec: Recording) -> None:
    links = speak(ana).get(f"/recordings/{rec.id}").json()["temporaryDirectDownloadLinks"]
    do(speak, ana, "softDelete", rec)
    assert speak(None).get(links["audioDownloadLink"]).status_code == 200
    do(speak, ana, "purge", rec)
    assert speak(None).get(links["audioDownloadLink"]).status_code == 403


def test_a_new_topic_is_told_as_an_update(speak: As, world: World, ear: Ear, ana: Person, rec: Recording) -> None:
    subscribe(speak(ana), ear.url, "recordings", "updated")
    world.rename(rec, "Weekly sync, the long one")
    world.postman.settle(5)
    assert [one["data"]["topic"] for one in ear.events()] == ["Weekly sync, the long one"]
    assert speak(ana).items("/recordings")[0]["topic"] == "Weekly sync, the long one"
