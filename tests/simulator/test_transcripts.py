from datetime import UTC, datetime, timedelta

import pytest

from simulator import Simulator
from simulator.clock import SimClock
from simulator.directory import Person
from simulator.series import Meeting
from simulator.transcripts import Transcript
from simulator.world import World
from tests.simulator.speaking import As, Ear, error, subscribe

START = datetime(2026, 3, 2, 8, 0, 11, tzinfo=UTC)
LINES = [
    ("Ana Ruiz", 12.5, "Good morning"),
    ("Guest <1>", 14.0, "Shall we talk\nabout the budget today?"),
    ("Ana Ruiz", 3605.25, "Goodbye"),
]
WHOLE = {"from": "2026-01-01T00:00:00Z", "to": "2026-04-01T00:00:00Z"}


@pytest.fixture
def meeting(world: World, ana: Person, bo: Person) -> Meeting:
    return world.meeting(ana, "Weekly sync", START, invitees=[bo])


@pytest.fixture
def said(world: World, meeting: Meeting) -> Transcript:
    return world.transcribe(meeting, LINES)


def test_a_transcript_shows_what_the_reference_says(
    speak: As, sim: Simulator, ana: Person, meeting: Meeting, said: Transcript
) -> None:
    (shown,) = speak(ana).items("/meetingTranscripts")
    link = f"{sim.url}/meetingTranscripts/{said.id}/download?meetingId={meeting.id}&format="
    assert shown == {
        "id": said.id,
        "siteUrl": "acme.webex.com",
        "startTime": "2026-03-02T08:00:11Z",
        "meetingTopic": "Weekly sync",
        "meetingId": meeting.id,
        "scheduledMeetingId": meeting.scheduled_id,
        "meetingSeriesId": meeting.series_id,
        "hostUserId": ana.id,
        "vttDownloadLink": link + "vtt",
        "txtDownloadLink": link + "txt",
        "status": "available",
    }


def test_host_and_invited_may_read_and_nobody_else(
    speak: As, world: World, ana: Person, bo: Person, dana: Person, said: Transcript
) -> None:
    for reader in (ana, bo):
        assert [one["id"] for one in speak(reader).items("/meetingTranscripts")] == [said.id]
        assert speak(reader).get(f"/meetingTranscripts/{said.id}/snippets").status_code == 200
    assert speak(dana).items("/meetingTranscripts") == []
    for path in ("download", "snippets", f"snippets/{said.snippets[0].id}"):
        assert speak(dana).get(f"/meetingTranscripts/{said.id}/{path}").status_code == 404


def test_without_dates_only_the_last_seven_days_of_transcripts_are_listed(speak: As, world: World, ana: Person) -> None:
    for days in (20, 13, 6):
        world.transcribe(world.meeting(ana, str(days), START - timedelta(days=days)), LINES)
    api = speak(ana)

    def topics(**query: str) -> list[str]:
        return [one["meetingTopic"] for one in api.items("/meetingTranscripts", **query)]

    assert topics() == ["6"]
    assert topics(**{"from": "2026-02-15T00:00:00Z"}) == ["13"]
    assert topics(to="2026-02-12T00:00:00Z") == ["20"]
    assert topics(**WHOLE) == ["6", "13", "20"]
    assert api.get("/meetingTranscripts", params={"from": WHOLE["to"], "to": WHOLE["from"]}).status_code == 400


def test_transcripts_come_from_the_preferred_site_alone_unless_another_is_named(
    speak: As, world: World, ana: Person, bo: Person
) -> None:
    world.site("acme.webex.com")
    europe = world.site("acme-eu.webex.com")
    world.transcribe(world.meeting(ana, "Here", START, invitees=[bo]), LINES)
    world.transcribe(world.meeting(ana, "There", START, site=europe, invitees=[bo]), LINES)

    def topics(person: Person, **query: str) -> list[str]:
        return [one["meetingTopic"] for one in speak(person).items("/meetingTranscripts", **query)]

    assert topics(ana) == ["Here"]
    assert topics(ana, siteUrl="acme-eu.webex.com") == ["There"]
    body = {"siteUrl": "acme-eu.webex.com"}
    assert speak(ana).put("/meetingPreferences/sites?defaultSite=true", json=body).status_code == 200
    assert topics(ana) == ["There"]
    assert topics(bo) == ["Here"]


def test_only_the_id_of_an_ended_meeting_finds_transcripts(
    speak: As, world: World, ana: Person, meeting: Meeting, said: Transcript
) -> None:
    other = world.transcribe(world.meeting(ana, "Other", START), LINES)
    running = world.meeting(ana, "Running", START, timedelta(hours=5))
    api = speak(ana)
    assert [one["id"] for one in api.items("/meetingTranscripts", meetingId=meeting.id)] == [said.id]
    assert len(api.items("/meetingTranscripts")) == 2
    for wrong in (meeting.series_id, meeting.scheduled_id, running.id):
        answer = api.get("/meetingTranscripts", params={"meetingId": wrong})
        assert (answer.status_code, error(answer)) == (400, f"Meeting ID '{wrong}' is not allowed for this API.")
    other.status = "deleted"
    assert len(api.items("/meetingTranscripts")) == 1


def test_window_and_site_count_for_a_single_meeting_too(speak: As, world: World, ana: Person) -> None:
    world.site("acme.webex.com")
    europe = world.site("acme-eu.webex.com")
    old = world.meeting(ana, "Old", START - timedelta(days=20), site=europe)
    said = world.transcribe(old, LINES)
    api = speak(ana)
    assert api.items("/meetingTranscripts", meetingId=old.id) == []
    assert api.items("/meetingTranscripts", meetingId=old.id, **WHOLE) == []
    assert api.items("/meetingTranscripts", meetingId=old.id, siteUrl=europe.url) == []
    found = api.items("/meetingTranscripts", meetingId=old.id, siteUrl=europe.url, **WHOLE)
    assert [one["id"] for one in found] == [said.id]


def test_a_meeting_without_transcript_gives_an_empty_list_or_404(
    speak: As, world: World, ana: Person, meeting: Meeting
) -> None:
    api, query = speak(ana), {"meetingId": meeting.id}
    assert api.items("/meetingTranscripts", **query) == []
    world.knobs.nothing_found = "404"
    assert api.get("/meetingTranscripts", params=query).status_code == 404
    assert api.items("/meetingTranscripts") == []


def test_downloads_need_the_token_unlike_temporary_links(speak: As, ana: Person, said: Transcript) -> None:
    (shown,) = speak(ana).items("/meetingTranscripts")
    assert speak(None).get(shown["vttDownloadLink"]).status_code == 401
    vtt = speak(ana).get(shown["vttDownloadLink"])
    assert vtt.headers["Content-Type"] == "text/vtt;charset=UTF-8"
    assert vtt.text == (
        "WEBVTT\n\n"
        '1 "Ana Ruiz" (1)\n00:00:12.500 --> 00:00:13.900\nGood morning\n\n'
        '2 "Guest <1>" (2)\n00:00:14.000 --> 00:00:17.400\nShall we talk about the budget today?\n\n'
        '3 "Ana Ruiz" (1)\n01:00:05.250 --> 01:00:06.250\nGoodbye\n'
    )
    txt = speak(ana).get(shown["txtDownloadLink"])
    assert txt.headers["Content-Type"] == "text/plain;charset=UTF-8"
    assert txt.text.startswith("Ana Ruiz 00:00:12\nGood morning\n\nGuest <1> 00:00:14\n")


def test_without_a_format_a_download_is_vtt(speak: As, ana: Person, said: Transcript) -> None:
    path = f"/meetingTranscripts/{said.id}/download"
    assert speak(ana).get(path).text.startswith("WEBVTT\n")
    assert speak(ana).get(path, params={"format": "pdf"}).status_code == 400


def test_snippets_tell_who_said_what_and_when(speak: As, ana: Person, said: Transcript) -> None:
    first, second, third = speak(ana).items(f"/meetingTranscripts/{said.id}/snippets")
    assert first == {
        "id": f"{said.id}_00001",
        "text": "Good morning",
        "personName": "Ana Ruiz",
        "personEmail": ana.email,
        "offsetMillisecond": 12500,
        "durationMillisecond": 1400,
    }
    assert (second["personEmail"], second["text"]) == ("", "Shall we talk about the budget today?")
    assert speak(ana).get(f"/meetingTranscripts/{said.id}/snippets/{third['id']}").json() == third
    assert speak(ana).get(f"/meetingTranscripts/{said.id}/snippets/{said.id}_00004").status_code == 404


def test_snippets_may_have_the_other_names_for_their_times(
    speak: As, world: World, ana: Person, said: Transcript
) -> None:
    world.knobs.snippet_fields = "offset"
    first = speak(ana).items(f"/meetingTranscripts/{said.id}/snippets")[0]
    assert (first["offset"], first["duration"]) == (12500, 1400)
    assert not {"offsetMillisecond", "durationMillisecond"} & set(first)


def test_snippets_come_in_pages_of_ten(speak: As, world: World, ana: Person, meeting: Meeting) -> None:
    said = world.transcribe(meeting, [("Ana Ruiz", float(n), f"Sentence {n}") for n in range(25, 0, -1)])
    api, path = speak(ana), f"/meetingTranscripts/{said.id}/snippets"
    texts, answer = [], api.get(path)
    assert len(answer.json()["items"]) == 10
    while "next" in answer.links:
        texts += [one["text"] for one in answer.json()["items"]]
        answer = api.get(answer.links["next"]["url"])
    texts += [one["text"] for one in answer.json()["items"]]
    assert texts == [f"Sentence {n}" for n in range(1, 26)]
    assert len(api.items(path, max="100")) == 25
    assert api.get(path, params={"max": "101"}).status_code == 400


def test_the_host_corrects_a_snippet_and_guests_do_not(
    speak: As, ana: Person, bo: Person, dana: Person, said: Transcript
) -> None:
    path = f"/meetingTranscripts/{said.id}/snippets/{said.snippets[0].id}"
    body = {"text": "Good evening", "reason": "It was late"}
    assert speak(ana).put(path, json=body).json()["text"] == "Good evening"
    assert "Good evening" in speak(bo).get(f"/meetingTranscripts/{said.id}/download").text
    assert speak(bo).put(path, json=body).status_code == 403
    assert speak(dana).put(path, json=body).status_code == 404
    assert speak(ana).put(path, json={"reason": "?"}).status_code == 400


def test_the_host_deletes_a_transcript_for_good(speak: As, ana: Person, bo: Person, said: Transcript) -> None:
    path = f"/meetingTranscripts/{said.id}"
    assert speak(bo).delete(path).status_code == 403
    assert speak(ana).delete(path, json={"comment": "x" * 256}).status_code == 400
    answer = speak(ana).delete(path, json={"reason": "wrong", "comment": "x" * 255})
    assert (answer.status_code, answer.content) == (204, b"")
    assert speak(ana).items("/meetingTranscripts") == []
    assert speak(ana).get(f"{path}/download").status_code == 404
    assert speak(ana).delete(path).status_code == 404


def test_the_timezone_header_reaches_transcripts(speak: As, ana: Person, said: Transcript) -> None:
    api = speak(ana)
    api.headers["timezone"] = "Europe/Madrid"
    assert api.items("/meetingTranscripts")[0]["startTime"] == "2026-03-02T09:00:11+01:00"


def test_host_and_guests_are_told_of_a_transcript(
    speak: As, world: World, ear: Ear, ana: Person, bo: Person, dana: Person, meeting: Meeting
) -> None:
    for person in (ana, bo, dana):
        subscribe(speak(person), ear.url, "meetingTranscripts", filter=f"meetingSeriesId={meeting.series_id}")
    said = world.transcribe(meeting, LINES)
    world.transcribe(world.meeting(ana, "Other series", START), LINES)
    world.postman.settle(5)
    assert [one["createdBy"] for one in ear.events()] == [ana.id, bo.id]
    assert ear.events()[0]["data"] == {"id": said.id, "meetingId": meeting.id}


def test_the_transcript_of_a_running_meeting_waits_for_its_end(
    speak: As, world: World, clock: SimClock, ear: Ear, ana: Person
) -> None:
    running = world.meeting(ana, "Running", START, timedelta(hours=2))
    subscribe(speak(ana), ear.url, "meetingTranscripts")
    said = world.transcribe(running, LINES)
    world.postman.settle(5)
    assert ear.heard == []
    assert speak(ana).items("/meetingTranscripts") == []
    clock.advance(timedelta(hours=2))
    world.postman.settle(5)
    assert [one["data"]["id"] for one in ear.events()] == [said.id]
    assert len(speak(ana).items("/meetingTranscripts", meetingId=running.id)) == 1


def test_transcripts_lag_behind_their_event_as_recordings_do(
    speak: As, world: World, clock: SimClock, ana: Person, said: Transcript
) -> None:
    world.knobs.rest_lag = timedelta(minutes=10)
    assert speak(ana).items("/meetingTranscripts") == []
    clock.advance(timedelta(minutes=10))
    assert len(speak(ana).items("/meetingTranscripts")) == 1


def test_the_temporary_link_of_a_recording_gives_the_same_words(speak: As, world: World, ana: Person) -> None:
    rec = world.record(ana, "Weekly sync-1", START, transcript=False)
    again = world.record(ana, "Weekly sync-2", START, meeting=rec.meeting)
    world.transcribe(rec, LINES)

    def words(recording_id: str) -> str:
        links = speak(ana).get(f"/recordings/{recording_id}").json()["temporaryDirectDownloadLinks"]
        return speak(None).get(links["transcriptDownloadLink"]).text

    assert "Shall we talk about the budget today?" in words(rec.id)
    assert "Today is about Weekly sync-2." in words(again.id)
    world.transcribe(rec.meeting, [("Ana Ruiz", 1.0, "Both parts")])
    assert "Both parts" in words(again.id)


def test_a_transcript_of_a_recording_begins_with_it(speak: As, world: World, ana: Person) -> None:
    rec = world.record(ana, "Late", START + timedelta(minutes=10))
    world.transcribe(rec, LINES)
    assert speak(ana).items("/meetingTranscripts")[0]["startTime"] == "2026-03-02T08:10:11Z"
