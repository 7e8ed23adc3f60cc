"""Who watched, and how often."""

from datetime import UTC, datetime, timedelta

import pytest

from core.errors import NotFound
from core.periods import Period
from core.views import View, ViewCount
from tests.webex.wild import Wild
from webex import views
from webex.client import Client

MARCH = Period(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
VIEW = {
    "recordingId": "0a",
    "topic": "Weekly sync",
    "name": "Bo",
    "email": "bo@example.com",
    "accessTime": "2026-03-03T10:00:00+01:00",
    "viewed": True,
    "downloaded": False,
}


def test_a_view_says_who_did_what_when(wild: Wild, client: Client) -> None:
    wild.says({"items": [VIEW]})
    at = datetime(2026, 3, 3, 9, tzinfo=UTC)
    assert views.of_recording(client, "0a") == [View("Bo", "bo@example.com", at, True, False)]
    assert wild.seen[0].path == "/v1/recordingReport/accessDetail"
    assert wild.seen[0].query == {"recordingId": "0a", "max": "100"}


@pytest.mark.parametrize("odd", [None, "", [], 1, "no"])
def test_odd_values_of_a_view_are_taken_for_absent(wild: Wild, client: Client, odd: object) -> None:
    wild.says({"items": [{"accessTime": odd, "viewed": odd, "downloaded": odd, "name": [odd]}, "odd"]})
    assert views.of_recording(client, "0a") == [View("", "", None, False, False)]


def test_all_pages_of_views_are_read(wild: Wild, client: Client) -> None:
    wild.says({"items": [VIEW]}, Link=f'<{wild.base_url}/recordingReport/accessDetail?cursor=b>; rel="next"')
    wild.says({"items": [{**VIEW, "name": "Cy"}]})
    assert [view.name for view in views.of_recording(client, "0a")] == ["Bo", "Cy"]


def test_a_recording_that_is_unknown_is_not_one_that_nobody_watched(wild: Wild, client: Client) -> None:
    wild.says(None, 404)
    with pytest.raises(NotFound):
        views.of_recording(client, "0a")


def test_counts_are_asked_for_with_both_ends_and_the_site(wild: Wild, client: Client) -> None:
    wild.says({"items": [{"recordingId": "0a", "viewCount": 3, "downloadCount": "1"}]})
    assert list(views.counts(client, MARCH, "acme.webex.com")) == [ViewCount("0a", 3, 1)]
    assert wild.seen[0].path == "/v1/recordingReport/accessSummary"
    assert wild.seen[0].query == {
        "from": "2026-03-01T00:00:00Z",
        "to": "2026-04-01T00:00:00Z",
        "max": "100",
        "siteUrl": "acme.webex.com",
    }


@pytest.mark.parametrize("odd", [None, "", [], -3, "many", True])
def test_odd_counts_are_none_at_all(wild: Wild, client: Client, odd: object) -> None:
    wild.says({"items": [{"viewCount": 3}, {"recordingId": odd}, {"recordingId": "0a", "viewCount": odd}]})
    found = list(views.counts(client, MARCH, None))
    assert found[-1] == ViewCount("0a", 0, 0)
    assert "siteUrl" not in wild.seen[0].query


def test_no_report_is_of_more_than_90_days_and_the_newest_comes_first(wild: Wild, client: Client) -> None:
    wild.says({"items": [{"recordingId": "new"}]}, Link=f'<{wild.base_url}/more>; rel="next"')
    wild.says({"items": [{"recordingId": "newish"}]})
    wild.says({"items": [{"recordingId": "old"}]})
    year = Period(MARCH.end - timedelta(days=100), MARCH.end)
    assert [count.recording_id for count in views.counts(client, year, None)] == ["new", "newish", "old"]
    asked = [seen.query for seen in wild.seen if "from" in seen.query]
    assert [(one["from"][:10], one["to"][:10]) for one in asked] == [
        ("2026-01-01", "2026-04-01"),
        ("2025-12-22", "2026-01-01"),
    ]


def test_a_report_is_fetched_only_when_it_is_wanted(wild: Wild, client: Client) -> None:
    wild.says({"items": [{"recordingId": "new"}]}, Link=f'<{wild.base_url}/more>; rel="next"')
    assert next(views.counts(client, MARCH, None)).recording_id == "new"
    assert len(wild.seen) == 1
