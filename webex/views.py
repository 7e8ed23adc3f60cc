"""Who watched recordings; the figures may be a day old (reference 20)."""

from collections.abc import Iterator
from datetime import timedelta

from core.periods import Period
from core.views import View, ViewCount
from webex.client import Client
from webex.transport import Params
from webex.wire import Json, instant, number, stamp, text

PAGE = 100
LONGEST = timedelta(days=90)
"""The longest period of one report. Webex reaches back 365 days."""


def of_recording(client: Client, recording_id: str) -> list[View]:
    """Everybody who opened a recording, in Webex's order."""
    pages = client.pages("/recordingReport/accessDetail", {"recordingId": recording_id, "max": PAGE})
    return [_view(item) for page in pages for item in page]


def counts(client: Client, period: Period, site: str | None) -> Iterator[ViewCount]:
    """How often the recordings of a period were opened, newest first; without a site, those of the preferred one.

    A longer period is asked for in pieces of 90 days. Should a recording come up in two of them, its figures are to be
    added.
    """
    for window in period.windows(LONGEST):
        params: Params = {"from": stamp(window.start), "to": stamp(window.end), "max": PAGE, "siteUrl": site}
        for page in client.pages("/recordingReport/accessSummary", params):
            yield from (read for item in page if (read := _count(item)))


def _view(item: Json) -> View:
    return View(
        name=text(item, "name") or "",
        email=text(item, "email") or "",
        at=instant(item, "accessTime"),
        has_watched=item.get("viewed") is True,
        has_downloaded=item.get("downloaded") is True,
    )


def _count(item: Json) -> ViewCount | None:
    recording_id = text(item, "recordingId")
    if recording_id is None:
        return None
    watched, downloaded = number(item, "viewCount") or 0, number(item, "downloadCount") or 0
    return ViewCount(recording_id, int(watched), int(downloaded))
