"""Meetings are found by ID, by number and by period, and told to record themselves."""

from datetime import UTC, datetime
from typing import Any

import pytest

from core.errors import BadRequest, Forbidden, NotFound, Unavailable
from core.meetings import Meeting
from core.periods import Period
from tests.webex.wild import Wild
from webex import meetings
from webex.client import Client

MARCH = Period(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
ENDS = {"from": "2026-03-01T00:00:00Z", "to": "2026-04-01T00:00:00Z", "max": "100"}
SERIES: dict[str, Any] = {
    "id": "9f8e",
    "meetingNumber": "25501234567",
    "title": "Weekly sync",
    "password": "hunter2",
    "meetingType": "meetingSeries",
    "state": "active",
    "start": "2026-03-02T09:00:00+01:00",
    "end": "2026-03-02T09:45:00+01:00",
    "hostDisplayName": "Ana Ruiz",
    "hostEmail": "ana@example.com",
    "hostKey": "123456",
    "siteUrl": "acme.webex.com",
    "enabledAutoRecordMeeting": False,
}
READ = Meeting(
    id="9f8e",
    title="Weekly sync",
    kind="meetingSeries",
    state="active",
    number="25501234567",
    start=datetime(2026, 3, 2, 8, tzinfo=UTC),
    end=datetime(2026, 3, 2, 8, 45, tzinfo=UTC),
    series_id="9f8e",
    site="acme.webex.com",
    host_name="Ana Ruiz",
    host_email="ana@example.com",
    is_recorded_by_itself=False,
)


def read(wild: Wild, client: Client, item: object) -> Meeting:
    wild.says(item)
    return meetings.meeting(client, "9f8e")


def test_a_meeting_is_read_whole_but_for_its_secrets(wild: Wild, client: Client) -> None:
    found = read(wild, client, SERIES)
    assert found == READ
    assert "hunter2" not in repr(found)
    assert (wild.seen[0].path, wild.seen[0].query) == ("/v1/meetings/9f8e", {})


@pytest.mark.parametrize("meeting_id", ["9f8e", "9f8e_20260302T080000Z", "9f8e_I_48"])
def test_a_meeting_with_nothing_but_an_id_will_do_and_tells_its_series(
    wild: Wild, client: Client, meeting_id: str
) -> None:
    assert read(wild, client, {"id": meeting_id}) == Meeting(meeting_id, "", "", series_id="9f8e")


def test_the_series_that_webex_names_is_the_one(wild: Wild, client: Client) -> None:
    assert read(wild, client, {"id": "9f8e_I_48", "meetingSeriesId": "7777"}).series_id == "7777"


@pytest.mark.parametrize("odd", [None, "", [], 1, "on"])
def test_odd_values_are_taken_for_absent(wild: Wild, client: Client, odd: object) -> None:
    names = ("start", "end", "enabledAutoRecordMeeting")
    found = read(wild, client, {"id": "9f8e", "title": [odd], "siteUrl": {}, **dict.fromkeys(names, odd)})
    assert found == Meeting("9f8e", "", "", series_id="9f8e")


@pytest.mark.parametrize("item", [None, [], {}, {"id": ""}, {"id": 7, "title": "Weekly sync"}])
def test_an_answer_without_an_id_is_no_answer(wild: Wild, client: Client, item: object) -> None:
    with pytest.raises(Unavailable):
        read(wild, client, item)


def test_a_meeting_that_is_unknown_is_not_found(wild: Wild, client: Client) -> None:
    wild.says(None, 404)
    with pytest.raises(NotFound):
        meetings.meeting(client, "9f/8e")
    assert wild.seen[0].target == "/v1/meetings/9f%2F8e"


def test_a_number_finds_its_series_also_when_it_is_over(wild: Wild, client: Client) -> None:
    wild.says({"items": [SERIES, {"title": "without an ID"}]})
    assert meetings.by_number(client, "25501234567") == [READ]
    assert (wild.seen[0].path, wild.seen[0].query) == (
        "/v1/meetings",
        {"meetingNumber": "25501234567", "current": "false"},
    )


def test_an_unknown_number_finds_nothing(wild: Wild, client: Client) -> None:
    wild.says(None, 404)
    wild.says({"items": []})
    assert meetings.by_number(client, "1") == []
    assert meetings.by_number(client, "1") == []


def test_series_are_asked_for_in_their_period_over_all_pages(wild: Wild, client: Client) -> None:
    wild.says({"items": [SERIES]}, Link=f'<{wild.base_url}/meetings?cursor=b>; rel="next"')
    wild.says({"items": [{"id": ""}, {**SERIES, "id": "8888"}]})
    assert [one.id for one in meetings.series(client, MARCH)] == ["9f8e", "8888"]
    assert wild.seen[0].path == "/v1/meetings"
    assert wild.seen[0].query == {**ENDS, "meetingType": "meetingSeries"}


@pytest.mark.parametrize("recorded", [True, False, None])
def test_of_what_is_over_it_is_told_whether_it_was_recorded(wild: Wild, client: Client, recorded: bool | None) -> None:
    wild.says({"items": [{"id": "9f8e_I_48", "meetingType": "meeting", "state": "ended", "hasRecording": recorded}]})
    expected = Meeting("9f8e_I_48", "", "meeting", "ended", series_id="9f8e", was_recorded=recorded)
    assert meetings.ended(client, MARCH) == [expected]
    assert wild.seen[0].query == {**ENDS, "meetingType": "meeting", "state": "ended"}


@pytest.mark.parametrize("list_", [meetings.series, meetings.ended])
def test_a_list_that_is_none_is_not_taken_for_an_empty_one(wild: Wild, client: Client, list_: Any) -> None:
    wild.says({"meetings": []})
    wild.says(None, 404)
    with pytest.raises(Unavailable):
        list_(client, MARCH)
    with pytest.raises(NotFound):
        list_(client, MARCH)


@pytest.mark.parametrize("is_on", [True, False])
def test_recording_is_switched_as_documented_and_nobody_is_mailed(wild: Wild, client: Client, is_on: bool) -> None:
    wild.says({**SERIES, "enabledAutoRecordMeeting": is_on})
    assert meetings.set_recording(client, "9f/8e", is_on).is_recorded_by_itself is is_on
    seen = wild.seen[0]
    assert (seen.method, seen.target) == ("PATCH", "/v1/meetings/9f%2F8e")
    assert seen.headers["Content-Type"] == "application/json-patch+json"
    assert seen.json == {"enabledAutoRecordMeeting": is_on, "sendEmail": False}


def test_a_webex_that_does_not_take_the_documented_media_type_gets_the_usual_one(wild: Wild, client: Client) -> None:
    wild.says({"message": "Content type 'application/json-patch+json' not supported"}, 415)
    wild.says({**SERIES, "enabledAutoRecordMeeting": True})
    assert meetings.set_recording(client, "9f8e", True).is_recorded_by_itself
    assert [seen.headers["Content-Type"] for seen in wild.seen] == ["application/json-patch+json", "application/json"]
    assert wild.seen[0].json == wild.seen[1].json


def test_a_webex_that_takes_neither_media_type_is_asked_no_third_time(wild: Wild, client: Client) -> None:
    wild.says(None, 415)
    wild.says(None, 415)
    with pytest.raises(BadRequest):
        meetings.set_recording(client, "9f8e", True)
    assert len(wild.seen) == 2


@pytest.mark.parametrize(("status", "error"), [(400, BadRequest), (403, Forbidden), (404, NotFound)])
def test_a_refusal_is_not_asked_again(wild: Wild, client: Client, status: int, error: type[Exception]) -> None:
    wild.says({"message": "Meeting ID '9f8e_I_48' is not allowed for this API."}, status)
    with pytest.raises(error):
        meetings.set_recording(client, "9f8e_I_48", True)
    assert len(wild.seen) == 1


@pytest.mark.parametrize("meeting_id", ["", ".", ".."])
def test_an_id_that_is_none_reaches_nobody(wild: Wild, client: Client, meeting_id: str) -> None:
    with pytest.raises(NotFound):
        meetings.set_recording(client, meeting_id, True)
    assert not wild.seen
