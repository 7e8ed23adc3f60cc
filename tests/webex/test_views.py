"""Who watched."""

from datetime import UTC, datetime

import pytest

from core.errors import NotFound
from core.views import View
from tests.webex.wild import Wild
from webex import views
from webex.client import Client

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
