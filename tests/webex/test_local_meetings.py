"""What belongs to meetings and recordings, against a local Webex: what the modules make of one that answers back."""

from datetime import timedelta
from typing import Literal

import pytest
import requests

from core.errors import BadRequest, Forbidden, NotFound, RateLimited
from core.meetings import Meeting
from core.participants import Participant
from core.periods import Period
from core.recordings import Filters, Status
from core.summaries import Summary
from core.transcripts import Transcript
from core.views import View
from simulator import Simulator
from simulator.archive import Recording
from simulator.directory import Person
from simulator.series import Meeting as Held
from tests.webex.conftest import NOON
from webex import bin, meetings, participants, recordings, sharing, summaries, transcripts, views
from webex.client import Client, FixedBearer
from webex.transport import Transport

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
WEEK, YEAR = Period(NOON - 7 * DAY, NOON), Period(NOON - 364 * DAY, NOON)
AHEAD = Period(NOON, NOON + 30 * DAY)
LINES = [("Ana Ruiz", 1.5, "Good morning, shall we start?"), ("Bo", 64.25, "Yes: the café contract, “naïve” or not.")]


@pytest.fixture
def bo(sim: Simulator) -> Person:
    return sim.world.person("Bo", "bo@example.com")


@pytest.fixture
def as_bo(sim: Simulator, session: requests.Session, bo: Person) -> Client:
    return Client(Transport(session, sim.url), FixedBearer(bo.token))


@pytest.fixture
def held(sim: Simulator, ana: Person, bo: Person) -> Held:
    """A meeting of Ana's two months ago, with Bo."""
    return sim.world.meeting(ana, "Weekly sync", NOON - 60 * DAY, invitees=[bo])


def around(meeting: Held) -> Period:
    return Period(meeting.start - DAY, meeting.end + DAY)


def ids(client: Client, status: Status) -> list[str]:
    found = recordings.pages(client, YEAR, Filters(status=status))
    return [one.id for page in found for one in page]


def test_a_transcript_is_found_by_its_meeting_although_that_was_long_ago(
    sim: Simulator, as_ana: Client, held: Held
) -> None:
    made = sim.world.transcribe(held, LINES)
    sim.world.transcribe(sim.world.meeting(held.host, "Another", held.start + DAY), LINES)
    expected = Transcript(made.id, held.id, "Weekly sync", held.start, held.site_url)
    assert transcripts.of_meeting(as_ana, held.id, around(held)) == [expected]
    assert transcripts.of_meeting(as_ana, held.id, WEEK) == []


def test_a_guest_finds_the_transcript_too(sim: Simulator, as_bo: Client, held: Held) -> None:
    made = sim.world.transcribe(held, LINES)
    assert [one.id for one in transcripts.of_meeting(as_bo, held.id, around(held))] == [made.id]


def test_transcripts_are_found_on_the_site_that_is_named(sim: Simulator, as_ana: Client, ana: Person) -> None:
    sim.world.site("acme.webex.com")
    other = sim.world.site("acme-eu.webex.com")
    meeting = sim.world.meeting(ana, "Weekly sync", NOON - DAY, site=other)
    sim.world.transcribe(meeting, LINES)
    assert list(transcripts.pages(as_ana, WEEK, None)) == [[]]
    assert transcripts.of_meeting(as_ana, meeting.id, WEEK) == []
    assert [[one.site for one in page] for page in transcripts.pages(as_ana, WEEK, other.url)] == [[other.url]]
    assert [one.site for one in transcripts.of_meeting(as_ana, meeting.id, WEEK, other.url)] == [other.url]


def test_transcripts_are_read_over_all_pages(sim: Simulator, as_ana: Client, ana: Person) -> None:
    sim.world.knobs.empty_first_page = True
    meetings_ = [sim.world.meeting(ana, f"Standup {n}", NOON - DAY - n * MINUTE, MINUTE) for n in range(101)]
    made = [sim.world.transcribe(meeting, LINES).id for meeting in meetings_]
    assert [one.id for page in transcripts.pages(as_ana, WEEK, None) for one in page] == made


@pytest.mark.parametrize("answer", ["empty", "404"])
def test_a_meeting_without_a_transcript_or_a_summary_has_none(
    sim: Simulator, as_ana: Client, held: Held, answer: Literal["empty", "404"]
) -> None:
    sim.world.knobs.nothing_found = answer
    assert transcripts.of_meeting(as_ana, held.id, around(held)) == []
    assert summaries.of_meeting(as_ana, held.id) is None


def test_the_id_of_a_series_finds_neither_transcript_nor_summary(as_ana: Client, held: Held) -> None:
    with pytest.raises(BadRequest):
        transcripts.of_meeting(as_ana, held.series_id, around(held))
    with pytest.raises(BadRequest):
        summaries.of_meeting(as_ana, held.series_id)


def test_a_transcript_is_downloaded_in_both_formats(sim: Simulator, as_ana: Client, held: Held) -> None:
    made = sim.world.transcribe(held, LINES)
    vtt = transcripts.download(as_ana, made.id, held.id, "vtt")
    assert vtt.startswith("WEBVTT\n")
    assert "00:01:04.250 --> " in vtt
    txt = transcripts.download(as_ana, made.id, held.id, "txt")
    assert "WEBVTT" not in txt
    assert all(line in text for text in (vtt, txt) for _, _, line in LINES)


def test_a_transcript_of_strangers_is_not_found(sim: Simulator, session: requests.Session, held: Held) -> None:
    made = sim.world.transcribe(held, LINES)
    cy = sim.world.person("Cy", "cy@example.com")
    as_cy = Client(Transport(session, sim.url), FixedBearer(cy.token))
    with pytest.raises(NotFound):
        transcripts.download(as_cy, made.id, held.id, "txt")
    with pytest.raises(NotFound):
        transcripts.snippets(as_cy, made.id)


def test_a_rate_limit_on_a_download_is_one(sim: Simulator, as_ana: Client, held: Held) -> None:
    made = sim.world.transcribe(held, LINES)
    sim.world.fault("GET", f"/meetingTranscripts/{made.id}/download", 429, retry_after=7, body="html")
    with pytest.raises(RateLimited) as caught:
        transcripts.download(as_ana, made.id, held.id, "txt")
    assert caught.value.after == 7


@pytest.mark.parametrize("fields", ["offsetMillisecond", "offset"])
def test_snippets_tell_the_same_times_by_either_name(
    sim: Simulator, as_ana: Client, held: Held, fields: Literal["offsetMillisecond", "offset"]
) -> None:
    made = sim.world.transcribe(held, LINES)
    sim.world.knobs.snippet_fields = fields
    said = [(one.speaker, one.at.total_seconds(), one.text) for one in transcripts.snippets(as_ana, made.id)]
    assert said == LINES


def test_snippets_are_read_over_all_pages_past_an_empty_one(sim: Simulator, as_ana: Client, held: Held) -> None:
    made = sim.world.transcribe(held, [("Bo", float(n), f"Point {n}.") for n in range(205)])
    sim.world.knobs.empty_first_page = True
    found = transcripts.snippets(as_ana, made.id)
    assert [one.text for one in found] == [f"Point {n}." for n in range(205)]
    assert {one.speaker_email for one in found} == {"bo@example.com"}


def test_the_host_is_told_who_was_there(sim: Simulator, as_ana: Client, held: Held, bo: Person) -> None:
    end = held.start + 45 * MINUTE
    sim.world.attend(held, held.host, held.start)
    sim.world.attend(held, bo, held.start + MINUTE, held.start + 31 * MINUTE)
    sim.world.attend(held, "Guest", held.start + 2 * MINUTE)
    expected = [
        Participant("Ana Ruiz", "ana@example.com", True, held.start, end),
        Participant("Bo", "bo@example.com", False, held.start + MINUTE, held.start + 31 * MINUTE),
        Participant("Guest", "", False, held.start + 2 * MINUTE, end),
    ]
    assert participants.of_meeting(as_ana, held.id, around(held)) == expected
    assert participants.of_meeting(as_ana, held.id) == expected
    assert participants.of_meeting(as_ana, held.id, YEAR) == expected
    assert participants.of_meeting(as_ana, held.id, WEEK) == []


def test_a_guest_is_not_told_who_was_there(as_bo: Client, held: Held) -> None:
    with pytest.raises(Forbidden):
        participants.of_meeting(as_bo, held.id)


@pytest.mark.parametrize("left", ["absent", "1970"])
def test_who_is_still_there_has_not_left(
    sim: Simulator, as_ana: Client, ana: Person, left: Literal["absent", "1970"]
) -> None:
    sim.world.knobs.unknown_left_time = left
    running = sim.world.meeting(ana, "Standup", NOON - 10 * MINUTE)
    sim.world.attend(running, ana, running.start)
    assert [one.left_at for one in participants.of_meeting(as_ana, running.id)] == [None]


def test_more_than_a_hundred_participants_are_all_told(sim: Simulator, as_ana: Client, held: Held) -> None:
    for n in range(101):
        sim.world.attend(held, f"Guest {n}", held.start)
    assert len(participants.of_meeting(as_ana, held.id, around(held))) == 101


def test_a_summary_is_found_until_it_is_deleted(sim: Simulator, as_ana: Client, held: Held) -> None:
    made = sim.world.summarise(held, "<h1>Launch</h1>", ["Ana books the room."])
    assert summaries.of_meeting(as_ana, held.id) == Summary(made.id, "<h1>Launch</h1>", ("Ana books the room.",))
    as_ana.delete(f"/meetingSummaries/{made.id}")
    assert summaries.of_meeting(as_ana, held.id) is None


def test_recordings_go_into_the_bin_and_out_of_it_and_away_for_good(
    sim: Simulator, as_ana: Client, ana: Person
) -> None:
    one, two = (sim.world.record(ana, topic, NOON - DAY) for topic in ("One", "Two"))
    bin.soft_delete(as_ana, [one.id], one.site_url)
    assert (ids(as_ana, Status.AVAILABLE), ids(as_ana, Status.DELETED)) == ([two.id], [one.id])
    bin.restore(as_ana, [one.id], one.site_url)
    assert ids(as_ana, Status.DELETED) == []
    bin.soft_delete(as_ana, [one.id, two.id], None)
    bin.purge(as_ana, [one.id], None)
    assert ids(as_ana, Status.DELETED) == [two.id]
    with pytest.raises(NotFound):
        recordings.details(as_ana, one.id)


def test_a_bin_that_is_not_named_by_its_recordings_is_not_emptied(sim: Simulator, as_ana: Client, ana: Person) -> None:
    made = sim.world.record(ana, "One", NOON - DAY)
    bin.soft_delete(as_ana, [made.id], made.site_url)
    bin.purge(as_ana, [], made.site_url)
    bin.restore(as_ana, [], made.site_url)
    assert ids(as_ana, Status.DELETED) == [made.id]


def test_more_than_a_hundred_recordings_are_moved(sim: Simulator, as_ana: Client, ana: Person) -> None:
    made = [sim.world.record(ana, f"Standup {n}", NOON - DAY) for n in range(101)]
    bin.soft_delete(as_ana, [one.id for one in made], made[0].site_url)
    assert ids(as_ana, Status.AVAILABLE) == []
    assert len(ids(as_ana, Status.DELETED)) == 101


def test_recordings_of_another_site_or_host_are_not_moved(
    sim: Simulator, as_ana: Client, ana: Person, bo: Person
) -> None:
    sim.world.site("acme.webex.com")
    far = sim.world.record(ana, "Far", NOON - DAY, site=sim.world.site("acme-eu.webex.com"))
    shared = sim.world.record(bo, "Shared", NOON - DAY, shared_with=[ana])
    with pytest.raises(BadRequest):
        bin.soft_delete(as_ana, [far.id], None)
    with pytest.raises(Forbidden):
        bin.soft_delete(as_ana, [shared.id], shared.site_url)
    bin.soft_delete(as_ana, [far.id], far.site_url)
    assert ids(as_ana, Status.DELETED) == [far.id]


@pytest.fixture
def recorded(sim: Simulator, ana: Person) -> Recording:
    return sim.world.record(ana, "Weekly sync", NOON - DAY)


def test_access_is_given_and_taken_without_a_mail(
    sim: Simulator, as_ana: Client, as_bo: Client, recorded: Recording
) -> None:
    sharing.change(as_ana, recorded.id, add=["bo@example.com", "new@example.com"], remove=[])
    assert ids(as_bo, Status.AVAILABLE) == [recorded.id]
    sharing.change(as_ana, recorded.id, add=[], remove=["bo@example.com"])
    assert ids(as_bo, Status.AVAILABLE) == []
    assert sim.world.mails == []


def test_access_is_given_with_a_mail_on_request(sim: Simulator, as_ana: Client, recorded: Recording) -> None:
    sharing.change(as_ana, recorded.id, add=["new@example.com"], remove=[], send_email=True)
    assert [mail.to for mail in sim.world.mails] == ["new@example.com"]


def test_access_is_given_to_more_than_a_hundred(sim: Simulator, as_ana: Client, recorded: Recording) -> None:
    people = [sim.world.person(f"P {n}", f"p{n}@example.com") for n in range(101)]
    sharing.change(as_ana, recorded.id, add=[one.email for one in people], remove=["p0@example.com"])
    assert recorded.shared_with == {one.id for one in people[1:]}


def test_what_was_only_shared_is_not_passed_on(
    sim: Simulator, as_ana: Client, as_bo: Client, recorded: Recording
) -> None:
    sharing.change(as_ana, recorded.id, add=["bo@example.com"], remove=[])
    with pytest.raises(Forbidden):
        sharing.change(as_bo, recorded.id, add=["new@example.com"], remove=[])
    with pytest.raises(BadRequest):
        sharing.change(as_ana, recorded.id, add=["nobody"], remove=[])


def test_views_tell_who_watched_and_who_downloaded(
    sim: Simulator, as_ana: Client, recorded: Recording, bo: Person
) -> None:
    sim.world.watch(recorded, bo, at=NOON - 2 * MINUTE)
    sim.world.watch(recorded, recorded.host, downloaded=True, at=NOON - MINUTE)
    assert views.of_recording(as_ana, recorded.id) == [
        View("Ana Ruiz", "ana@example.com", NOON - MINUTE, True, True),
        View("Bo", "bo@example.com", NOON - 2 * MINUTE, True, False),
    ]


def test_views_of_a_recording_of_strangers_are_not_found(as_bo: Client, recorded: Recording) -> None:
    with pytest.raises(NotFound):
        views.of_recording(as_bo, recorded.id)


def test_a_meeting_is_found_by_each_of_its_ids(as_ana: Client, held: Held) -> None:
    found = [meetings.meeting(as_ana, one) for one in (held.series_id, held.scheduled_id, held.id)]
    assert [one.kind for one in found] == ["meetingSeries", "scheduledMeeting", "meeting"]
    assert {one.series_id for one in found} == {held.series_id}
    assert found[2] == Meeting(
        id=held.id,
        title="Weekly sync",
        kind="meeting",
        state="ended",
        start=held.start,
        end=held.end,
        series_id=held.series_id,
        site=held.site_url,
        host_name="Ana Ruiz",
        host_email="ana@example.com",
    )


def test_a_number_finds_the_series_also_when_it_is_over(as_ana: Client, held: Held) -> None:
    found = meetings.by_number(as_ana, held.series.number)
    assert [(one.id, one.state, one.number) for one in found] == [(held.series_id, "expired", held.series.number)]
    assert meetings.by_number(as_ana, "1") == []


def test_series_to_come_are_found_further_ahead_than_a_week(
    sim: Simulator, as_ana: Client, ana: Person, held: Held
) -> None:
    soon = sim.world.series(ana, "Retro", NOON + 20 * DAY, auto_record=True)
    found = meetings.series(as_ana, AHEAD)
    assert [(one.id, one.is_recorded_by_itself) for one in found] == [(soon.id, True)]


def test_what_is_over_is_found_over_all_pages_with_whether_it_was_recorded(
    sim: Simulator, as_ana: Client, ana: Person, held: Held
) -> None:
    made = [sim.world.record(ana, f"Standup {n}", NOON - 40 * DAY + n * MINUTE) for n in range(101)]
    found = {one.id: one.was_recorded for one in meetings.ended(as_ana, YEAR)}
    assert [found[one.meeting.id] for one in made] == [True] * 101
    assert made[0].meeting.id not in {one.id for one in meetings.ended(as_ana, WEEK)}


@pytest.mark.parametrize("takes", ["both", "json-patch", "json"])
def test_recording_is_switched_on_and_off_without_a_mail_whatever_media_type_is_taken(
    sim: Simulator, as_ana: Client, ana: Person, bo: Person, takes: Literal["both", "json-patch", "json"]
) -> None:
    sim.world.knobs.patch_media_type = takes
    series = sim.world.series(ana, "Retro", NOON + DAY, invitees=[bo])
    assert meetings.set_recording(as_ana, series.id, True).is_recorded_by_itself is True
    assert meetings.meeting(as_ana, series.id).is_recorded_by_itself is True
    assert meetings.set_recording(as_ana, series.occurrences[0].id, False).is_recorded_by_itself is False
    assert sim.world.mails == []


def test_recording_is_not_switched_for_what_was_held_or_by_guests_or_past_a_calendar(
    sim: Simulator, as_ana: Client, as_bo: Client, ana: Person, held: Held
) -> None:
    with pytest.raises(BadRequest) as caught:
        meetings.set_recording(as_ana, held.id, True)
    assert caught.value.status == 400
    with pytest.raises(Forbidden):
        meetings.set_recording(as_bo, held.series_id, True)
    with pytest.raises(BadRequest):
        meetings.set_recording(as_ana, sim.world.series(ana, "Synced", NOON + DAY, calendar_connector=True).id, True)


def test_the_bot_itself_is_refused_everything_about_meetings(
    sim: Simulator, session: requests.Session, held: Held
) -> None:
    as_bot = Client(Transport(session, sim.url), FixedBearer(sim.world.bot("RecBot", "recbot@webex.bot").token))
    for ask in (
        lambda: list(transcripts.pages(as_bot, WEEK, None)),
        lambda: participants.of_meeting(as_bot, held.id),
        lambda: summaries.of_meeting(as_bot, held.id),
        lambda: views.of_recording(as_bot, "0a"),
        lambda: meetings.meeting(as_bot, held.id),
        lambda: bin.purge(as_bot, ["0a"], None),
    ):
        with pytest.raises(Forbidden):
            ask()
