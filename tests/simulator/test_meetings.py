from datetime import UTC, datetime, timedelta

from simulator.directory import Person
from simulator.world import World
from tests.simulator.speaking import As, error

START = datetime(2026, 3, 2, 8, 1, 5, tzinfo=UTC)


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


def test_people_see_the_sites_of_their_organization(speak: As, world: World, ana: Person, dana: Person) -> None:
    world.site("acme.webex.com")
    world.site("acme-eu.webex.com")
    assert speak(ana).get("/meetingPreferences/sites").json() == {
        "sites": [
            {"siteUrl": "acme.webex.com", "default": True},
            {"siteUrl": "acme-eu.webex.com", "default": False},
        ]
    }
    assert speak(dana).get("/meetingPreferences/sites").json() == {"sites": []}
    world.site("new.webex.com", default=True)
    sites = speak(ana).get("/meetingPreferences/sites").json()["sites"]
    assert [site["siteUrl"] for site in sites if site["default"]] == ["new.webex.com"]


def test_the_sites_of_others_are_for_administrators(speak: As, ana: Person, bo: Person) -> None:
    for query in ({"userEmail": bo.email}, {"siteUrl": "acme.webex.com"}):
        answer = speak(ana).get("/meetingPreferences/sites", params=query)
        assert answer.status_code == 403
        assert error(answer) == "Not permitted to view or change other user's preferences."


def test_a_recording_makes_a_site_when_there_is_none(speak: As, world: World, ana: Person) -> None:
    assert world.record(ana, "First", START).site_url == "acme.webex.com"
    assert len(speak(ana).get("/meetingPreferences/sites").json()["sites"]) == 1
