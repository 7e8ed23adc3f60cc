"""Recordings of meetings as an administrator sees them (reference 9.6)."""

from collections.abc import Iterator

from core.periods import Period
from core.recordings import Filters, Recording
from webex import recordings
from webex.client import Client


def pages(client: Client, period: Period, site: str | None, filters: Filters) -> Iterator[list[Recording]]:
    """Everybody's recordings on a site whose file was made in the period, newest file first, page by page.

    The period may be 30 days long at most. Without a site Webex means the preferred one alone. With a meeting among
    the filters it heeds neither. There is no host to ask for: `host` and `topic` are for the caller to match.
    """
    params = {**recordings.asked(period, filters), "siteUrl": site}
    for items in client.pages("/admin/recordings", params):
        yield recordings.listed(items)
