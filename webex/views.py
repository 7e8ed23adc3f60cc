"""Who watched recordings; the figures may be a day old (reference 20)."""

from core.views import View
from webex.client import Client
from webex.wire import Json, instant, text

PAGE = 100


def of_recording(client: Client, recording_id: str) -> list[View]:
    """Everybody who opened a recording, in Webex's order."""
    pages = client.pages("/recordingReport/accessDetail", {"recordingId": recording_id, "max": PAGE})
    return [_view(item) for page in pages for item in page]


def _view(item: Json) -> View:
    return View(
        name=text(item, "name") or "",
        email=text(item, "email") or "",
        at=instant(item, "accessTime"),
        has_watched=item.get("viewed") is True,
        has_downloaded=item.get("downloaded") is True,
    )
