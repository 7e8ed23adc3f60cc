"""Recordings are asked for with both ends of a period, and read whatever may be missing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.errors import NotFound, Unavailable
from core.periods import Period
from core.recordings import Filters, Links, Recording
from tests.webex.wild import Wild
from webex import recordings
from webex.client import Client

MARCH = Period(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
MADE = datetime(2026, 3, 2, 8, 52, 40, tzinfo=UTC)
RECORDED = datetime(2026, 3, 2, 8, 1, 5, tzinfo=UTC)

WHOLE: dict[str, Any] = {
    "id": "0a1b2c3d4e5f40718293a4b5c6d7e8f9",
    "meetingId": "9f8e_I_48",
    "scheduledMeetingId": "9f8e_20260302T080000Z",
    "meetingSeriesId": "9f8e",
    "topic": "Weekly sync",
    "createTime": "2026-03-02T09:52:40+01:00",
    "timeRecorded": "2026-03-02T08:01:05Z",
    "siteUrl": "acme.webex.com",
    "downloadUrl": "https://acme.webex.com/acme/lsr.php?RCID=a",
    "playbackUrl": "https://acme.webex.com/acme/ldr.php?RCID=b",
    "password": "********",
    "format": "MP4",
    "serviceType": "MeetingCenter",
    "durationSeconds": 2637,
    "sizeBytes": 148_022_310,
    "shareToMe": True,
    "status": "deleted",
    "integrationTags": ["sales", 7],
}
BARE = {"id": "b", "createTime": "2026-03-02T08:52:40Z"}


def listed(wild: Wild, client: Client, *items: object) -> list[Recording]:
    wild.says({"items": list(items)})
    return next(recordings.pages(client, MARCH, Filters()))


def test_a_recording_is_read_whole(wild: Wild, client: Client) -> None:
    assert listed(wild, client, WHOLE) == [
        Recording(
            id="0a1b2c3d4e5f40718293a4b5c6d7e8f9",
            topic="Weekly sync",
            created_at=MADE,
            recorded_at=RECORDED,
            length=timedelta(seconds=2637),
            size=148_022_310,
            format="MP4",
            service="MeetingCenter",
            site="acme.webex.com",
            meeting_id="9f8e_I_48",
            scheduled_meeting_id="9f8e_20260302T080000Z",
            series_id="9f8e",
            is_shared_with_me=True,
            status="deleted",
            playback_url="https://acme.webex.com/acme/ldr.php?RCID=b",
            download_url="https://acme.webex.com/acme/lsr.php?RCID=a",
            password="********",
            tags=("sales",),
        )
    ]


def test_a_recording_with_nothing_but_an_id_and_a_date_will_do(wild: Wild, client: Client) -> None:
    assert listed(wild, client, BARE) == [Recording("b", "", MADE)]


@pytest.mark.parametrize("odd", [None, "", [], {}, -1, "javascript:alert(1)", True])
def test_odd_values_are_taken_for_absent(odd: object) -> None:
    names = (
        "timeRecorded", "durationSeconds", "sizeBytes", "integrationTags", "playbackUrl", "downloadUrl",
    )  # fmt: skip
    assert recordings.read({**BARE, **dict.fromkeys(names, odd)}) == Recording("b", "", MADE)


@pytest.mark.parametrize("made", [None, "", "some day", 5])
def test_without_a_readable_time_of_making_the_time_of_recording_serves(
    wild: Wild, client: Client, made: object
) -> None:
    item = {"id": "c", "createTime": made, "timeRecorded": "2026-03-02T08:01:05Z"}
    assert listed(wild, client, item) == [Recording("c", "", RECORDED, RECORDED)]


@pytest.mark.parametrize(
    "item",
    [
        {"createTime": "2026-03-02T08:52:40Z"},
        {"id": "", "createTime": "2026-03-02T08:52:40Z"},
        {"id": "d"},
        {"id": "d", "createTime": "some day"},
        {**WHOLE, "errors": {"topic": {"code": "kms_failure", "reason": "…"}}},
        "text",
        None,
    ],
)
def test_an_item_that_cannot_be_used_is_left_out_and_the_others_stay(wild: Wild, client: Client, item: object) -> None:
    assert [one.id for one in listed(wild, client, item, BARE)] == ["b"]


def test_an_empty_list_of_errors_spoils_nothing(wild: Wild, client: Client) -> None:
    assert [one.id for one in listed(wild, client, {**BARE, "errors": {}})] == ["b"]


def test_both_ends_and_the_largest_page_are_always_asked_for_and_nothing_that_was_not_said(
    wild: Wild, client: Client
) -> None:
    listed(wild, client)
    assert wild.seen[0].path == "/v1/recordings"
    assert wild.seen[0].query == {"from": "2026-03-01T00:00:00Z", "to": "2026-04-01T00:00:00Z", "max": "100"}


def test_filters_go_to_webex_except_those_that_are_matched_here(wild: Wild, client: Client) -> None:
    filters = Filters(
        topic="merger",
        format="mp4",
        type="Training",
        site="acme.webex.com",
        tag="sales",
        meeting="9f8e_I_48",
        host="me",
        status="Deleted",
    )
    wild.says({"items": []})
    assert list(recordings.pages(client, MARCH, filters)) == [[]]
    asked = wild.seen[0].query
    assert {name: asked[name] for name in asked.keys() - {"from", "to", "max"}} == {
        "format": "MP4",
        "serviceType": "TrainingCenter",
        "siteUrl": "acme.webex.com",
        "integrationTag": "sales",
        "meetingId": "9f8e_I_48",
        "status": "deleted",
    }


def test_a_format_that_webex_can_not_be_asked_for_is_left_to_the_caller(wild: Wild, client: Client) -> None:
    wild.says({"items": []})
    next(recordings.pages(client, MARCH, Filters(format="uploaded")))
    assert "format" not in wild.seen[0].query


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("meeting", "MeetingCenter"),
        ("event", "EventCenter"),
        ("support", "SupportCenter"),
        ("EventCenter", "EventCenter"),
    ],
)
def test_a_kind_of_meeting_is_asked_for_in_webexs_words(wild: Wild, client: Client, said: str, asked: str) -> None:
    wild.says({"items": []})
    next(recordings.pages(client, MARCH, Filters(type=said)))
    assert wild.seen[0].query["serviceType"] == asked


def test_details_come_with_fresh_links(wild: Wild, client: Client) -> None:
    links = {
        "recordingDownloadLink": "https://nbr/video",
        "audioDownloadLink": "https://nbr/audio",
        "transcriptDownloadLink": "https://nbr/transcript",
        "expiration": "2026-03-02T12:20:00Z",
    }
    wild.says({**WHOLE, "temporaryDirectDownloadLinks": links})
    found = recordings.details(client, "0a1b")
    assert found.recording == recordings.read(WHOLE)
    expires_at = datetime(2026, 3, 2, 12, 20, tzinfo=UTC)
    assert found.links == Links("https://nbr/video", "https://nbr/audio", "https://nbr/transcript", expires_at)
    assert wild.seen[0].path == "/v1/recordings/0a1b"


def test_one_link_is_enough(wild: Wild, client: Client) -> None:
    links = {"audioDownloadLink": "https://nbr/audio", "expiration": "2026-03-02T12:20:00Z"}
    wild.says({**WHOLE, "temporaryDirectDownloadLinks": links})
    found = recordings.details(client, "0a1b").links
    assert found is not None
    assert (found.video, found.audio, found.transcript) == (None, "https://nbr/audio", None)


@pytest.mark.parametrize(
    "links",
    [
        None,
        [],
        {},
        {"recordingDownloadLink": "https://nbr/video"},
        {"recordingDownloadLink": "https://nbr/video", "expiration": "later"},
        {"expiration": "2026-03-02T12:20:00Z"},
        {"recordingDownloadLink": "file:///etc/passwd", "expiration": "2026-03-02T12:20:00Z"},
    ],
)
def test_links_without_an_end_or_without_a_link_are_none(wild: Wild, client: Client, links: object) -> None:
    wild.says({**WHOLE, "temporaryDirectDownloadLinks": links})
    assert recordings.details(client, "0a1b").links is None


@pytest.mark.parametrize("end", [{}, {"expiration": None}, {"expiration": "later"}])
def test_links_whose_end_webex_does_not_tell_live_three_hours_from_the_call(
    wild: Wild, client: Client, end: dict[str, object]
) -> None:
    wild.says({**WHOLE, "temporaryDirectDownloadLinks": {"recordingDownloadLink": "https://nbr/video", **end}})
    assert recordings.details(client, "0a1b", MADE).links == Links(
        "https://nbr/video", None, None, MADE + timedelta(hours=3)
    )


def test_details_without_an_id_are_no_answer(wild: Wild, client: Client) -> None:
    wild.says({"topic": "Weekly sync"})
    with pytest.raises(Unavailable):
        recordings.details(client, "0a1b")


def test_an_id_with_a_slash_in_it_stays_one_segment(wild: Wild, client: Client) -> None:
    wild.says(None, 404)
    with pytest.raises(NotFound):
        recordings.details(client, "0a/../1b")
    assert wild.seen[0].target == "/v1/recordings/0a%2F..%2F1b"


def test_the_error_about_an_unreadable_recording_shows_no_link(wild: Wild, client: Client) -> None:
    wild.says({"topic": "Weekly sync", "playbackUrl": "https://acme.webex.com/acme/ldr.php?RCID=secret"})
    with pytest.raises(Unavailable) as caught:
        recordings.details(client, "0a1b")
    assert "secret" not in repr(caught.value)


@pytest.mark.parametrize(("comment", "more"), [("", {}), ("case 7", {"comment": "case 7"})])
def test_a_compliance_officer_removes_one_with_a_reason(
    wild: Wild, client: Client, comment: str, more: dict[str, str]
) -> None:
    wild.says(None, 204)
    recordings.remove(client, "0a/1b", "audit", comment)
    assert (wild.seen[0].method, wild.seen[0].target) == ("DELETE", "/v1/recordings/0a%2F1b")
    assert wild.seen[0].json == {"reason": "audit", **more}
