from datetime import timedelta

import pytest

from simulator.clock import SimClock
from simulator.demo import populate
from simulator.directory import Person
from simulator.world import World
from tests.simulator.speaking import As


@pytest.fixture
def cast(world: World) -> dict[str, Person]:
    populate(world)
    return {person.name.split()[0]: person for person in world.directory.everybody()}


def test_the_demo_has_its_cast_and_two_spaces(speak: As, cast: dict[str, Person]) -> None:
    assert list(cast) == ["Ana", "Bo", "Chen", "Dana", "Ines", "Olof", "RecBot"]
    zones = [person.timezone for person in cast.values()]
    assert zones == [
        "Europe/Madrid",
        "Europe/Stockholm",
        "Asia/Singapore",
        None,
        "Europe/Madrid",
        "Europe/Stockholm",
        None,
    ]
    assert cast["Dana"].org is not cast["Ana"].org
    titles = [room["title"] for room in speak(cast["RecBot"]).items("/rooms")]
    assert titles == ["Project Atlas", "Design crit"]
    for room in speak(cast["Bo"]).items("/rooms"):
        assert speak(cast["Bo"]).items("/messages", roomId=room["id"])


def test_the_demo_has_sixty_days_of_recordings_of_every_kind(
    speak: As, clock: SimClock, cast: dict[str, Person]
) -> None:
    start = (clock.now() - timedelta(days=61)).isoformat()
    window = {"from": start, "to": clock.now().isoformat(), "max": "100"}
    found = {
        one["id"]: (one, speak(person).get(f"/recordings/{one['id']}").json())
        for person in cast.values()
        if not person.is_bot
        for one in speak(person).items("/recordings", **window)
    }
    assert 30 <= len(found) <= 40
    shown = [one for one, _ in found.values()]
    assert {one["format"] for one in shown} == {"MP4", "ARF", "UPLOADED"}
    assert len({one["siteUrl"] for one in shown}) == 3
    assert any(one["topic"].endswith("-2") for one in shown)
    assert any("timeRecorded" not in one for one in shown)
    assert any("<" in one["topic"] for one in shown)
    assert any("temporaryDirectDownloadLinks" not in details for _, details in found.values())
    links = [details.get("temporaryDirectDownloadLinks", {}) for _, details in found.values()]
    assert any(one and "transcriptDownloadLink" not in one for one in links)
    for person in ("Ana", "Bo", "Chen", "Dana"):
        mine = speak(cast[person]).items("/recordings", **window)
        assert any(not one["shareToMe"] for one in mine)


def test_the_demo_has_words_notes_and_guests(speak: As, clock: SimClock, cast: dict[str, Person]) -> None:
    start = (clock.now() - timedelta(days=61)).isoformat()
    window = {"from": start, "to": clock.now().isoformat(), "max": "100"}
    api = speak(cast["Ana"])
    said = api.items("/meetingTranscripts", **window)
    assert len(said) >= 8
    assert api.items("/meetingTranscripts", siteUrl="acme-eu.webex.com", **window)
    snippets = api.items(f"/meetingTranscripts/{said[0]['id']}/snippets", max="100")
    assert any("budget" in one["text"] for one in snippets)
    assert {one["personEmail"] for one in snippets} >= {cast["Ana"].email, cast["Bo"].email}
    recorded = api.items("/meetings", meetingType="meeting", state="ended", hasSummary="true", **window)
    assert len(recorded) >= 4
    (noted,) = api.items("/meetingSummaries", meetingId=recorded[-1]["id"])
    assert "<p>" in noted["notes"]["content"]
    everybody = [
        one
        for meeting in api.items("/meetings", meetingType="meeting", **window)
        if meeting["hostEmail"] == cast["Ana"].email
        for one in api.items("/meetingParticipants", meetingId=meeting["id"], max="100")
    ]
    assert len(everybody) > 30
    assert "" in {one["email"] for one in everybody}


def test_the_demo_has_been_watched(speak: As, clock: SimClock, cast: dict[str, Person]) -> None:
    window = {"from": (clock.now() - timedelta(days=61)).isoformat(), "to": clock.now().isoformat()}
    counted = speak(cast["Ana"]).items("/recordingReport/accessSummary", max="100", **window)
    assert sum(one["viewCount"] for one in counted) > 20
    assert sum(one["downloadCount"] for one in counted) > 5
    assert speak(cast["Bo"]).items("/recordingReport/accessDetail", recordingId=counted[0]["recordingId"])


def test_the_demo_has_dates_to_come(speak: As, cast: dict[str, Person]) -> None:
    window = {"from": "2026-03-02T00:00:00Z", "to": "2026-04-01T00:00:00Z"}
    series = speak(cast["Ana"]).items("/meetings", **window)
    records = {one["title"]: one["enabledAutoRecordMeeting"] for one in series}
    assert records == {
        "Weekly sync": True,
        "Design crit": False,
        "Sales pipeline": False,
        "Atlas go-live rehearsal": False,
    }
    refused = next(one for one in series if one["title"] == "Sales pipeline")
    answer = speak(cast["Ana"]).patch(f"/meetings/{refused['id']}", json={"enabledAutoRecordMeeting": True})
    assert answer.status_code == 400


def test_the_demo_has_a_telephone_and_people_who_may_see_all_of_it(
    speak: As, clock: SimClock, cast: dict[str, Person]
) -> None:
    window = {"from": (clock.now() - timedelta(days=30)).isoformat(), "to": clock.now().isoformat()}
    api = speak(cast["Ana"])
    calls = api.items("/convergedRecordings", **window)
    assert len(calls) == 5
    newest = api.get(f"/convergedRecordings/{calls[0]['id']}").json()["temporaryDirectDownloadLinks"]
    assert len(newest) == 6
    assert "Friday" in api.get(newest["actionItemsDownloadLink"]).text
    assert "credit notes" in speak(None).get(newest["transcriptDownloadLink"]).text
    for mighty in (cast["Ines"], cast["Olof"]):
        all_calls = speak(mighty).items("/admin/convergedRecordings", max="100", **window)
        assert {one["ownerType"] for one in all_calls} == {"user", "place", "callQueue"}
        assert len({one["hostEmail"] for one in speak(mighty).items("/admin/recordings", max="100", **window)}) == 3
        assert api.get("/admin/recordings").status_code == 403


def test_no_call_of_the_demo_is_still_to_come(speak: As, clock: SimClock, world: World) -> None:
    clock.advance(-timedelta(hours=9))  # a quarter past midnight
    populate(world)
    ana = next(one for one in world.directory.everybody() if one.name == "Ana Ruiz")
    window = {"from": (clock.now() - timedelta(days=30)).isoformat(), "to": clock.now().isoformat()}
    assert len(speak(ana).items("/convergedRecordings", **window)) == 5
