"""What administrators ask: everybody's recordings, and with whose address the rest is asked."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from core.periods import Period
from core.recordings import Filters, Status
from tests.webex.wild import Wild
from webex import admin, bin, recordings
from webex.client import Client

MARCH = Period(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 31, tzinfo=UTC))
ITEM = {
    "id": "a" * 32,
    "topic": "Weekly sync",
    "createTime": "2026-03-02T08:52:40Z",
    "siteUrl": "acme.webex.com",
    "hostEmail": "ana@example.com",
    "hostDisplayName": "Ana Ruiz",
    "status": "purged",
}


def test_a_list_of_everybody_names_both_ends_and_the_site_but_no_host(wild: Wild, client: Client) -> None:
    wild.says({"items": [ITEM, {"id": "no date"}]})
    filters = Filters(topic="sync", host="ana@example.com", status="purged", type="meeting")
    found = next(admin.pages(client, MARCH, "acme.webex.com", filters))
    assert wild.seen[0].target.split("?")[0] == "/v1/admin/recordings"
    assert wild.seen[0].query == {
        "from": "2026-03-01T00:00:00Z",
        "to": "2026-03-31T00:00:00Z",
        "max": "100",
        "siteUrl": "acme.webex.com",
        "status": "purged",
        "serviceType": "MeetingCenter",
    }
    assert [(one.host_email, one.host_name, one.status) for one in found] == [
        ("ana@example.com", "Ana Ruiz", Status.PURGED)
    ]


def test_details_are_asked_for_with_the_address_of_the_host(wild: Wild, client: Client) -> None:
    wild.says(ITEM)
    recordings.details(client, "a" * 32, host="ana@example.com")
    assert wild.seen[0].query == {"hostEmail": "ana@example.com"}


@pytest.mark.parametrize(
    ("move", "verb"), [(bin.soft_delete, "softDelete"), (bin.restore, "restore"), (bin.purge, "purge")]
)
def test_the_bin_of_a_host_is_named_beside_the_recordings(
    wild: Wild, client: Client, move: Callable[..., None], verb: str
) -> None:
    wild.says(None, 204)
    move(client, ["a"], "acme.webex.com", "ana@example.com")
    seen = wild.seen[0]
    assert (seen.target.split("?")[0], seen.query) == (f"/v1/recordings/{verb}", {"hostEmail": "ana@example.com"})
    assert seen.json == {"recordingIds": ["a"], "siteUrl": "acme.webex.com"}
