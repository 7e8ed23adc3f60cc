"""Call recordings are asked for with both ends of a period, read whatever may be missing, and never moved all at once
by mistake."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.calls import Call, CallFilters, CallLinks
from core.errors import BadRequest, NotFound, Unavailable
from core.periods import Period
from tests.webex.wild import Wild
from webex import calls
from webex.client import Client

MARCH = Period(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 31, tzinfo=UTC))
MADE = datetime(2026, 3, 2, 10, 5, tzinfo=UTC)
RECORDED = datetime(2026, 3, 2, 10, 0, 12, tzinfo=UTC)
ONE = "7c0d1e2f-3a4b-4c5d-8e6f-708192a3b4c5"

WHOLE: dict[str, Any] = {
    "id": ONE,
    "topic": "Call with +34911223344",
    "createTime": "2026-03-02T10:05:00Z",
    "timeRecorded": "2026-03-02T11:00:12+01:00",
    "format": "MP3",
    "serviceType": "calling",
    "durationSeconds": 245,
    "sizeBytes": 980112,
    "status": "deleted",
    "ownerId": "aa11bb22-0002-4000-8000-0000000000a1",
    "ownerEmail": "ana@example.com",
    "ownerType": "user",
    "storageRegion": "DE",
    "serviceData": {"locationId": "loc-1", "callSessionId": "ses-1"},
}
BARE = {"id": "b", "createTime": "2026-03-02T10:05:00Z"}


def listed(
    wild: Wild, client: Client, *items: object, filters: CallFilters | None = None, is_admin: bool = False
) -> list[Call]:
    wild.says({"items": list(items)})
    return next(calls.pages(client, MARCH, filters or CallFilters(), is_admin=is_admin))


def test_a_call_is_read_whole(wild: Wild, client: Client) -> None:
    assert listed(wild, client, WHOLE) == [
        Call(
            id=ONE,
            topic="Call with +34911223344",
            created_at=MADE,
            recorded_at=RECORDED,
            length=timedelta(seconds=245),
            size=980112,
            format="MP3",
            service="calling",
            status="deleted",
            owner_id="aa11bb22-0002-4000-8000-0000000000a1",
            owner_email="ana@example.com",
            owner_type="user",
            region="DE",
            location_id="loc-1",
        )
    ]


def test_what_another_document_says_of_them_is_taken_too(wild: Wild, client: Client) -> None:
    item = {**BARE, "id": ONE.upper(), "serviceType": "meeting", "format": "MP4", "hostEmail": "bo@example.com"}
    assert listed(wild, client, item) == [Call(ONE, "", MADE, service="meeting", format="MP4")]


@pytest.mark.parametrize("odd", [None, "", [], {}, -1, True])
def test_odd_values_are_taken_for_absent(odd: object) -> None:
    names = ("timeRecorded", "durationSeconds", "sizeBytes", "ownerId", "storageRegion", "serviceData", "topic")
    assert calls.read({**BARE, **dict.fromkeys(names, odd)}) == Call("b", "", MADE)


@pytest.mark.parametrize(
    "item", [{"createTime": "2026-03-02T08:52:40Z"}, {"id": ONE}, {**WHOLE, "errors": {"topic": {}}}, "text", None]
)
def test_an_item_that_cannot_be_used_is_left_out_and_the_others_stay(wild: Wild, client: Client, item: object) -> None:
    assert [one.id for one in listed(wild, client, item, BARE)] == ["b"]


def test_both_ends_and_the_largest_page_are_always_asked_for(wild: Wild, client: Client) -> None:
    listed(wild, client, filters=CallFilters(owner="bo@example.com"))
    assert wild.seen[0].path == "/v1/convergedRecordings"
    assert wild.seen[0].query == {"from": "2026-03-01T00:00:00Z", "to": "2026-03-31T00:00:00Z", "max": "100"}


def test_filters_go_to_webex_in_its_own_spelling(wild: Wild, client: Client) -> None:
    filters = CallFilters("ruiz", "mp3", "CustomerAssist", "Deleted", "virtualline", "de", "loc-1")
    listed(wild, client, filters=filters)
    asked = wild.seen[0].query
    assert {name: asked[name] for name in asked.keys() - {"from", "to", "max"}} == {
        "format": "MP3",
        "serviceType": "customerAssist",
        "status": "deleted",
        "ownerType": "virtualLine",
        "storageRegion": "DE",
        "locationId": "loc-1",
    }


def test_what_webex_can_not_be_asked_for_is_left_to_the_caller(wild: Wild, client: Client) -> None:
    listed(wild, client, filters=CallFilters(topic="x", format="MP4", type="meeting", owner_type="dog", region="XX"))
    assert set(wild.seen[0].query) == {"from", "to", "max"}


@pytest.mark.parametrize(
    ("owner", "asked"),
    [
        ("bo@example.com", {"ownerEmail": "bo@example.com"}),
        (ONE.upper(), {"ownerId": ONE}),
        ("Y2lzY29zcGFyazovL3VzL1BFT1BMRS83YzBkMWUyZi0zYTRiLTRjNWQtOGU2Zi03MDgxOTJhM2I0YzU", {"ownerId": ONE}),
        (None, {}),
    ],
)
def test_administrators_ask_for_those_of_an_owner(
    wild: Wild, client: Client, owner: str | None, asked: dict[str, str]
) -> None:
    listed(wild, client, filters=CallFilters(owner=owner, status="purged"), is_admin=True)
    query = wild.seen[0].query
    assert wild.seen[0].path == "/v1/admin/convergedRecordings"
    assert {name: query[name] for name in query.keys() - {"from", "to", "max"}} == {"status": "purged", **asked}


LINKS = {
    "audioDownloadLink": "https://nbr/audio",
    "transcriptDownloadLink": "https://nbr/transcript",
    "shortNotesDownloadLink": "https://webexapis.com/short",
    "suggestedNotesDownloadLink": "https://webexapis.com/notes",
    "actionItemsDownloadLink": "https://webexapis.com/actions",
    "expiration": "2026-03-02T13:05:00Z",
}


def test_details_come_with_fresh_links(wild: Wild, client: Client) -> None:
    wild.says({**WHOLE, "temporaryDirectDownloadLinks": LINKS})
    found = calls.details(client, ONE)
    assert found.call == calls.read(WHOLE)
    assert found.links == CallLinks(
        audio="https://nbr/audio",
        transcript="https://nbr/transcript",
        expires_at=MADE + timedelta(hours=3),
        short_notes="https://webexapis.com/short",
        suggested_notes="https://webexapis.com/notes",
        action_items="https://webexapis.com/actions",
    )
    assert wild.seen[0].target == f"/v1/convergedRecordings/{ONE}"


@pytest.mark.parametrize("end", [{}, {"expiration": None}, {"expiration": "later"}])
def test_links_whose_end_webex_does_not_tell_live_three_hours_from_the_call(
    wild: Wild, client: Client, end: dict[str, object]
) -> None:
    wild.says({**WHOLE, "temporaryDirectDownloadLinks": {"recordingDownloadLink": "https://nbr/audio", **end}})
    assert calls.details(client, ONE, MADE).links == CallLinks("https://nbr/audio", None, MADE + timedelta(hours=3))


@pytest.mark.parametrize("links", [None, [], {}, {"expiration": "2026-03-02T13:05:00Z"}, {"audioDownloadLink": "x:y"}])
def test_details_without_a_link_have_none(wild: Wild, client: Client, links: object) -> None:
    wild.says({**WHOLE, "temporaryDirectDownloadLinks": links})
    assert calls.details(client, ONE, MADE).links is None


def test_details_without_an_id_are_no_answer(wild: Wild, client: Client) -> None:
    wild.says({"topic": "Call with +34911223344"})
    with pytest.raises(Unavailable) as caught:
        calls.details(client, ONE)
    assert "+34" not in repr(caught.value)


def test_an_id_with_a_slash_in_it_stays_one_segment(wild: Wild, client: Client) -> None:
    wild.says(None, 404)
    with pytest.raises(NotFound):
        calls.metadata(client, "7c/../1b")
    assert wild.seen[0].path == "/v1/convergedRecordings/7c%2F..%2F1b/metadata"


MANY = [f"c{n}" for n in range(101)]
Move = Callable[[Client, list[str]], None]
MoveAll = Callable[[Client, str], None]


@pytest.mark.parametrize(
    ("move", "verb"), [(calls.soft_delete, "softDelete"), (calls.restore, "restore"), (calls.purge, "purge")]
)
def test_calls_are_moved_by_their_ids_a_hundred_at_a_time_and_never_all(
    wild: Wild, client: Client, move: Move, verb: str
) -> None:
    move(client, [])
    assert not wild.seen
    for _ in range(2):
        wild.says(None, 204)
    move(client, [*MANY, "c7"])
    assert {seen.target for seen in wild.seen} == {f"/v1/convergedRecordings/{verb}"}
    assert [seen.json for seen in wild.seen] == [{"recordingIds": MANY[:100]}, {"recordingIds": MANY[100:]}]


@pytest.mark.parametrize(
    ("move", "verb", "flag"),
    [
        (calls.soft_delete_all, "softDelete", "trashAll"),
        (calls.restore_all, "restore", "restoreAll"),
        (calls.purge_all, "purge", "purgeAll"),
    ],
)
def test_all_of_somebody_are_moved_only_by_naming_them(
    wild: Wild, client: Client, move: MoveAll, verb: str, flag: str
) -> None:
    with pytest.raises(ValueError, match="whose"):
        move(client, "")
    wild.says(None, 204)
    move(client, "bo@example.com")
    assert [(seen.target, seen.json) for seen in wild.seen] == [
        (f"/v1/convergedRecordings/{verb}", {flag: True, "ownerEmail": "bo@example.com"})
    ]


def test_a_refusal_ends_it(wild: Wild, client: Client) -> None:
    wild.says({"message": "No."}, 400)
    with pytest.raises(BadRequest):
        calls.purge(client, MANY)
    assert len(wild.seen) == 1


@pytest.mark.parametrize(
    ("owner", "ids", "bodies"),
    [
        ("bo@example.com", [], [{"ownerEmail": "bo@example.com"}]),
        (ONE, ["a"], [{"ownerID": ONE, "recordingIds": ["a"]}]),
        (None, MANY, [{"recordingIds": MANY[:100]}, {"recordingIds": MANY[100:]}]),
    ],
)
def test_recordings_go_to_another_owner(
    wild: Wild, client: Client, owner: str | None, ids: list[str], bodies: list[dict[str, Any]]
) -> None:
    wild.says(None, 204)
    wild.says({}, 200)
    calls.reassign(client, "eva@example.com", owner=owner, ids=ids)
    assert [seen.json for seen in wild.seen] == [{"reassignOwnerEmail": "eva@example.com", **one} for one in bodies]


def test_nobodys_recordings_go_nowhere(wild: Wild, client: Client) -> None:
    with pytest.raises(ValueError, match="neither"):
        calls.reassign(client, "eva@example.com")
    assert not wild.seen


@pytest.mark.parametrize(("comment", "more"), [("", {}), ("case 7", {"comment": "case 7"})])
def test_a_compliance_officer_removes_one_with_a_reason(
    wild: Wild, client: Client, comment: str, more: dict[str, str]
) -> None:
    wild.says(None, 204)
    calls.remove(client, ONE, "audit", comment)
    assert (wild.seen[0].method, wild.seen[0].target) == ("DELETE", f"/v1/convergedRecordings/{ONE}")
    assert wild.seen[0].json == {"reason": "audit", **more}
