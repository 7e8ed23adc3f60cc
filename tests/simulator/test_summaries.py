from datetime import UTC, datetime, timedelta

import pytest

from simulator.clock import SimClock
from simulator.directory import Person
from simulator.series import Meeting
from simulator.summaries import Summary
from simulator.world import World
from tests.simulator.speaking import As, error

START = datetime(2026, 3, 2, 8, 0, 11, tzinfo=UTC)


@pytest.fixture
def meeting(world: World, ana: Person, bo: Person) -> Meeting:
    return world.meeting(ana, "Weekly sync", START, invitees=[bo])


@pytest.fixture
def noted(world: World, meeting: Meeting) -> Summary:
    return world.summarise(meeting, notes_html="<p>We <b>met</b> &amp; left.</p>", action_items=["Bo: write", "Rest"])


def test_notes_are_html_and_action_items_plain(
    speak: As, ana: Person, bo: Person, meeting: Meeting, noted: Summary
) -> None:
    for reader in (ana, bo):
        assert speak(reader).items("/meetingSummaries", meetingId=meeting.id) == [
            {
                "id": noted.id,
                "meetingId": meeting.id,
                "status": "available",
                "notes": {"content": "<p>We <b>met</b> &amp; left.</p>"},
                "actionItems": [{"content": "Bo: write"}, {"content": "Rest"}],
            }
        ]


def test_only_the_id_of_an_ended_meeting_finds_a_summary(
    speak: As, world: World, ana: Person, meeting: Meeting, noted: Summary
) -> None:
    running = world.meeting(ana, "Running", START, timedelta(hours=5))
    for wrong in (meeting.series_id, meeting.scheduled_id, running.id):
        answer = speak(ana).get("/meetingSummaries", params={"meetingId": wrong})
        assert (answer.status_code, error(answer)) == (400, f"Meeting ID '{wrong}' is not allowed for this API.")
    assert speak(ana).get("/meetingSummaries").status_code == 400


def test_without_a_summary_there_is_an_empty_list_or_404(
    speak: As, world: World, ana: Person, dana: Person, meeting: Meeting, noted: Summary
) -> None:
    bare = world.meeting(ana, "Bare", START)
    assert speak(ana).items("/meetingSummaries", meetingId=bare.id) == []
    assert speak(dana).items("/meetingSummaries", meetingId=meeting.id) == []
    world.knobs.nothing_found = "404"
    assert speak(ana).get("/meetingSummaries", params={"meetingId": bare.id}).status_code == 404
    assert speak(dana).get("/meetingSummaries", params={"meetingId": meeting.id}).status_code == 404


def test_the_host_deletes_a_summary_and_guests_do_not(
    speak: As, world: World, ana: Person, bo: Person, dana: Person, meeting: Meeting, noted: Summary
) -> None:
    path = f"/meetingSummaries/{noted.id}"
    assert speak(bo).delete(path).status_code == 403
    assert speak(dana).delete(path).status_code == 404
    assert speak(ana).delete(path).status_code == 204
    assert speak(ana).items("/meetingSummaries", meetingId=meeting.id) == []
    assert speak(ana).delete(path).status_code == 404


def test_the_summary_of_a_running_meeting_waits_for_its_end(
    speak: As, world: World, clock: SimClock, ana: Person
) -> None:
    running = world.meeting(ana, "Running", START, timedelta(hours=2))
    world.summarise(running, "<p>Later</p>")
    clock.advance(timedelta(hours=2))
    assert len(speak(ana).items("/meetingSummaries", meetingId=running.id)) == 1
    world.knobs.rest_lag = timedelta(hours=3)
    assert speak(ana).items("/meetingSummaries", meetingId=running.id) == []


def test_a_recording_leads_to_its_meeting(speak: As, world: World, ana: Person) -> None:
    rec = world.record(ana, "Recorded", START)
    world.summarise(rec, "<p>Notes</p>")
    assert len(speak(ana).items("/meetingSummaries", meetingId=rec.meeting.id)) == 1
