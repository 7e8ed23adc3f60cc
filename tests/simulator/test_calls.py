from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from simulator import Simulator
from simulator.calls import CallRecording, Notes
from simulator.clock import SimClock
from simulator.directory import Person
from simulator.world import World
from tests.simulator.speaking import As, Ear, error, subscribe

START = datetime(2026, 3, 2, 8, 0, 12, tzinfo=UTC)
NOTES = Notes(short="<p>Short &amp; sweet</p>", suggested="<p>Long</p>", action_items="Ring back")
SAID = [("Ana Ruiz", 1.0, "Hello?"), ("Somebody", 2.5, "Wrong number.")]


@pytest.fixture
def rang(world: World, ana: Person) -> CallRecording:
    return world.call(ana, START, transcript=SAID, notes=NOTES)


def test_a_call_is_shown_whole(speak: As, ana: Person, rang: CallRecording) -> None:
    whole = {
        "id": rang.id,
        "topic": "Call with +34911223344",
        "createTime": "2026-03-02T08:05:12Z",
        "timeRecorded": "2026-03-02T08:00:12Z",
        "format": "MP3",
        "serviceType": "calling",
        "durationSeconds": 245,
        "sizeBytes": 980112,
        "status": "available",
        "ownerId": ana.uuid,
        "ownerEmail": ana.email,
        "ownerType": "user",
        "storageRegion": "DE",
        "serviceData": {"locationId": "loc-1", "callSessionId": rang.session_id},
    }
    api = speak(ana)
    assert api.items("/convergedRecordings") == [whole]
    details = api.get(f"/convergedRecordings/{rang.id}").json()
    links = details.pop("temporaryDirectDownloadLinks")
    assert details == whole
    assert set(links) == {
        "audioDownloadLink",
        "transcriptDownloadLink",
        "suggestedNotesDownloadLink",
        "shortNotesDownloadLink",
        "actionItemsDownloadLink",
        "expiration",
    }
    assert links["expiration"] == "2026-03-02T12:15:30Z"
    madrid = api.get(f"/convergedRecordings/{rang.id}", headers={"timezone": "Europe/Madrid"}).json()
    assert madrid["timeRecorded"] == "2026-03-02T09:00:12+01:00"


def test_calls_are_their_owners_alone(
    speak: As, world: World, ana: Person, bo: Person, bot: Person, rang: CallRecording
) -> None:
    world.call(world.telephone("Reception"), START)
    assert len(speak(ana).items("/convergedRecordings")) == 1
    assert speak(bo).items("/convergedRecordings") == []
    for path in (f"/convergedRecordings/{rang.id}", f"/convergedRecordings/{rang.id}/metadata"):
        assert speak(bo).get(path).status_code == 404
        assert speak(bot).get(path).status_code == 403
    assert speak(bot).get("/convergedRecordings").status_code == 403


def test_lists_go_by_the_time_of_the_file_newest_first_and_in_pages(speak: As, world: World, ana: Person) -> None:
    for hours in (1, 30, 24 * 6, 24 * 8):
        world.call(ana, START - timedelta(hours=hours), topic=str(hours))
    api = speak(ana)
    assert [one["topic"] for one in api.items("/convergedRecordings")] == ["1", "30", "144"]
    first = api.get("/convergedRecordings", params={"max": 2})
    assert [one["topic"] for one in first.json()["items"]] == ["1", "30"]
    assert [one["topic"] for one in api.get(first.links["next"]["url"]).json()["items"]] == ["144"]
    # From is inclusive, to is not.
    made = (START - timedelta(hours=30) + timedelta(minutes=5)).isoformat()
    assert [one["topic"] for one in api.items("/convergedRecordings", **{"from": made, "to": START.isoformat()})] == [
        "1",
        "30",
    ]
    assert [one["topic"] for one in api.items("/convergedRecordings", to=made)] == ["144", "192"]


def test_windows_longer_than_thirty_days_and_pages_over_a_hundred_are_refused(
    speak: As, world: World, ana: Person
) -> None:
    api, query = speak(ana), {"from": "2026-01-30T00:00:00Z", "to": "2026-03-02T00:00:00Z"}
    answer = api.get("/convergedRecordings", params=query)
    assert (answer.status_code, error(answer)) == (400, "The interval between 'from' and 'to' must be within 30 days.")
    world.knobs.longest_calls_window = None
    assert api.get("/convergedRecordings", params=query).status_code == 200
    assert api.get("/convergedRecordings", params={"max": 101}).status_code == 400


def test_lists_are_filtered(speak: As, world: World, ana: Person) -> None:
    world.call(ana, START, topic="Plain")
    world.call(
        ana,
        START,
        topic="QUEUE, the loud one",
        owner_type="callQueue",
        region="US",
        location="loc-2",
        service_type="customerAssist",
        format="MP4",
    )
    api = speak(ana)
    for query in (
        {"topic": "queue"},
        {"ownerType": "callQueue"},
        {"storageRegion": "US"},
        {"locationId": "loc-2"},
        {"serviceType": "customerAssist"},
        {"format": "MP4"},
    ):
        assert [one["topic"] for one in api.items("/convergedRecordings", **query)] == ["QUEUE, the loud one"]
    for name in ("ownerType", "storageRegion", "serviceType", "format", "status"):
        assert api.get("/convergedRecordings", params={name: "purged"}).status_code == 400


def test_what_webex_may_leave_out(speak: As, world: World, ana: Person) -> None:
    bare = world.call(ana, START, omit=["timeRecorded", "serviceData"], notes=Notes(short="x"))
    details = speak(ana).get(f"/convergedRecordings/{bare.id}").json()
    assert not {"timeRecorded", "serviceData"} & set(details)
    assert set(details["temporaryDirectDownloadLinks"]) == {"audioDownloadLink", "shortNotesDownloadLink", "expiration"}
    locked = world.call(ana, START, prevent_download=True)
    nothing = world.call(ana, START, omit=["temporaryDirectDownloadLinks"])
    for one in (locked, nothing):
        assert "temporaryDirectDownloadLinks" not in speak(ana).get(f"/convergedRecordings/{one.id}").json()


def test_files_open_without_a_token_and_for_three_hours(
    speak: As, clock: SimClock, ana: Person, rang: CallRecording
) -> None:
    links = speak(ana).get(f"/convergedRecordings/{rang.id}").json()["temporaryDirectDownloadLinks"]
    audio, said = (speak(None).get(links[f"{kind}DownloadLink"]) for kind in ("audio", "transcript"))
    assert (audio.headers["Content-Type"], audio.content[:2]) == ("audio/mpeg", b"\xff\xfb")
    assert said.text.startswith("WEBVTT")
    assert "Wrong number." in said.text
    for kind in ("audio", "transcript"):
        login = speak(ana).get(links[f"{kind}DownloadLink"])
        assert (login.status_code, login.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    clock.advance(timedelta(hours=3))
    assert speak(None).get(links["audioDownloadLink"]).status_code == 403
    assert speak(ana).get(links["shortNotesDownloadLink"]).status_code == 403


def test_notes_open_with_the_owners_token_alone(
    speak: As, sim: Simulator, world: World, ana: Person, bo: Person, rang: CallRecording
) -> None:
    links = speak(ana).get(f"/convergedRecordings/{rang.id}").json()["temporaryDirectDownloadLinks"]
    short, actions = links["shortNotesDownloadLink"], links["actionItemsDownloadLink"]
    assert (speak(ana).get(short).text, speak(ana).get(actions).text) == ("<p>Short &amp; sweet</p>", "Ring back")
    assert speak(ana).get(short).headers["Content-Type"] == "text/html;charset=UTF-8"
    assert speak(ana).get(actions).headers["Content-Type"] == "text/plain;charset=UTF-8"
    assert speak(bo).get(short).status_code == 403
    assert speak(None).get(short).status_code == 401
    world.knobs.notes_without_token = "html"
    page = speak(None).get(short)
    assert (page.status_code, "<html" in page.text) == (200, True)
    odd = world.call(ana, START, notes=Notes(short='{"notes": []}'))
    links = speak(ana).get(f"/convergedRecordings/{odd.id}").json()["temporaryDirectDownloadLinks"]
    assert speak(ana).get(links["shortNotesDownloadLink"]).json() == {"notes": []}
    bare = world.call(ana, START)
    audio = speak(ana).get(f"/convergedRecordings/{bare.id}").json()["temporaryDirectDownloadLinks"]
    forged = audio["audioDownloadLink"].replace("/audio?", "/shortNotes?")
    assert speak(ana).get(forged).status_code == 404


def test_metadata_tells_who_called_whom(speak: As, world: World, ana: Person, rang: CallRecording) -> None:
    path = f"/convergedRecordings/{rang.id}/metadata"
    short, whole = speak(ana).get(path).json(), speak(ana).get(path, params={"showAllTypes": "true"}).json()
    assert (short["ownerName"], short["orgId"]) == ("Ana Ruiz", ana.org.uuid)
    data = short["serviceData"]
    assert data["callingParty"] == {"number": "+34911223344"}
    assert data["calledParty"]["actor"] == {"type": "user", "id": ana.uuid, "email": ana.email}
    assert data["session"] == {"startTime": "2026-03-02T08:00:12Z", "stopTime": "2026-03-02T08:04:17Z"}
    assert "redirectInfo" not in data
    assert set(data["callActivity"][0]) == {"timeStamp"}
    assert "redirectedCall" in whole["serviceData"]
    assert {"mediaStreams", "participants"} < set(whole["serviceData"]["callActivity"][0])
    assert whole["serviceData"]["callId"] == data["callId"]
    out = world.call(ana, START, name="Müller & Söhne", incoming=False)
    called = speak(ana).get(f"/convergedRecordings/{out.id}/metadata").json()["serviceData"]
    assert (called["personality"], called["calledParty"]["name"]) == ("originator", "Müller & Söhne")
    none = world.call(ana, START, metadata=False)
    answer = speak(ana).get(f"/convergedRecordings/{none.id}/metadata")
    assert (answer.status_code, answer.content) == (204, b"")


def do(speak: As, who: Person, action: str, *calls: CallRecording, **more: Any) -> int:
    body = ({"recordingIds": [one.id for one in calls]} if calls else {}) | more
    answer = speak(who).post(f"/convergedRecordings/{action}", json=body)
    assert (answer.status_code == 204) == (answer.content == b"")
    return answer.status_code


def test_into_the_bin_out_of_it_and_away_for_good(speak: As, ana: Person, bo: Person, rang: CallRecording) -> None:
    api = speak(ana)
    assert do(speak, bo, "softDelete", rang) == 404
    assert do(speak, ana, "restore", rang) == 404
    assert do(speak, ana, "softDelete", rang) == 204
    assert do(speak, ana, "softDelete", rang) == 404
    assert api.items("/convergedRecordings") == []
    assert [one["status"] for one in api.items("/convergedRecordings", status="deleted")] == ["deleted"]
    assert do(speak, ana, "restore", rang) == 204
    links = api.get(f"/convergedRecordings/{rang.id}").json()["temporaryDirectDownloadLinks"]
    assert do(speak, ana, "softDelete", rang) == 204
    assert do(speak, ana, "purge", rang) == 204
    assert api.get(f"/convergedRecordings/{rang.id}").status_code == 404
    assert api.items("/convergedRecordings", status="deleted") == []
    assert speak(None).get(links["audioDownloadLink"]).status_code == 403


@pytest.mark.parametrize(
    ("action", "name"), [("softDelete", "trashAll"), ("restore", "restoreAll"), ("purge", "purgeAll")]
)
def test_all_goes_without_ids_and_without_an_owner(
    speak: As, world: World, ana: Person, bo: Person, rang: CallRecording, action: str, name: str
) -> None:
    others = world.call(bo, START)
    for one in (rang, others):
        one.status = "available" if action == "softDelete" else "deleted"
    before = rang.status
    for wrong in ({}, {name: False}, {name: "yes"}, {name: True, "recordingIds": [rang.id]}, {"recordingIds": "x"}):
        assert do(speak, ana, action, **wrong) == 400
    assert do(speak, ana, action, rang, ownerEmail=ana.email) == 400
    assert do(speak, ana, action, **{name: True, "ownerEmail": ana.email}) == 400
    assert do(speak, ana, action, recordingIds=["x"] * 101) == 400
    assert do(speak, ana, action, rang, others) == 404
    assert (rang.status, others.status) == (before, before)
    assert do(speak, ana, action, **{name: True}) == 204
    assert (rang.status != before, others.status) == (True, before)


def test_webhooks_tell_owners_of_new_renamed_and_purged_calls(
    speak: As, world: World, clock: SimClock, ear: Ear, ana: Person, bo: Person
) -> None:
    subscribe(speak(ana), ear.url, "convergedRecordings", "all")
    subscribe(speak(bo), ear.url, "convergedRecordings", "all")
    subscribe(speak(ana), ear.url, "convergedRecordings", "created", filter="locationId=loc-2")
    rang = world.call(ana, clock.now(), notes=NOTES)
    world.postman.settle(5)
    assert ear.heard == []
    clock.advance(timedelta(minutes=5))
    world.rename_call(rang, "The plumber")
    assert do(speak, ana, "softDelete", rang) == 204
    assert do(speak, ana, "purge", rang) == 204
    world.postman.settle(5)
    assert [(one["event"], one["createdBy"]) for one in ear.events()] == [
        ("created", ana.id),
        ("updated", ana.id),
        ("deleted", ana.id),
    ]
    assert ear.events()[0]["data"] == {
        "id": rang.id,
        "ownerId": ana.uuid,
        "ownerEmail": ana.email,
        "ownerType": "user",
        "serviceType": "calling",
        "storageRegion": "DE",
    }


def test_lists_may_trail_behind_the_webhook(speak: As, world: World, clock: SimClock, ana: Person) -> None:
    world.knobs.rest_lag = timedelta(minutes=2)
    rang = world.call(ana, clock.now())
    clock.advance(timedelta(minutes=6))
    assert speak(ana).get(f"/convergedRecordings/{rang.id}").status_code == 404
    clock.advance(timedelta(minutes=2))
    assert speak(ana).get(f"/convergedRecordings/{rang.id}").status_code == 200
