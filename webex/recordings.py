"""Meeting recordings, as the person who asks (reference 9.1 to 9.3)."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from core.errors import Unavailable
from core.periods import Period
from core.recordings import Filters, Links, Recording, RecordingDetails, Status
from webex.client import Client
from webex.transport import Params
from webex.wire import Json, instant, link, number, object_of, seconds, segment, stamp, text, texts

PAGE = 100
"""The most that Webex gives at once; more may be refused (reference 1.4)."""

SERVICES = {
    "meeting": "MeetingCenter",
    "event": "EventCenter",
    "training": "TrainingCenter",
    "support": "SupportCenter",
}
"""What people call the kinds of meetings, and what Webex does."""

FORMATS = ("MP4", "ARF")
"""What Webex can be asked for; recordings of other formats are in its lists all the same (reference 9.2)."""

LINKS_LIVE = timedelta(hours=3)
"""From the call that gave them on, where Webex doesn't tell (reference 9.3)."""


def pages(client: Client, period: Period, filters: Filters) -> Iterator[list[Recording]]:
    """The recordings whose file was made in the period, newest file first, page by page; a page may be empty.

    Both ends are always sent: without them Webex means seven days (reference 17, trap 1). `topic` and `host` are for
    the caller to match.
    """
    for items in client.pages("/recordings", asked(period, filters)):
        yield listed(items)


def details(
    client: Client, recording_id: str, now: datetime | None = None, *, host: str | None = None
) -> RecordingDetails:
    """A recording with fresh links, which live about three hours from `now` on. Raises `NotFound`.

    Without `now`, links that Webex gives no end are left out. Administrators, and nobody else, have to give the
    address of the `host`.
    """
    item = object_of(client.get(f"/recordings/{segment(recording_id)}", {"hostEmail": host}))
    return RecordingDetails(read(item), _links(item.get("temporaryDirectDownloadLinks"), now and now + LINKS_LIVE))


def remove(client: Client, recording_id: str, reason: str, comment: str = "") -> None:
    """Delete one for good, past the recycle bin, as a compliance officer (reference 9.4). Raises `NotFound`."""
    body = {"reason": reason, **({"comment": comment} if comment else {})}
    client.delete(f"/recordings/{segment(recording_id)}", body)


def read(item: Json) -> Recording:
    """A recording from its JSON. Raises `Unavailable` when it has no ID or no date at all."""
    recording = _recording(item)
    if recording is None:
        raise Unavailable
    return recording


def listed(items: Iterable[Json]) -> list[Recording]:
    """The recordings among the items, but for those that Webex marks as failed, or that have no ID or no date."""
    return [read for item in items if not item.get("errors") and (read := _recording(item))]


def asked(period: Period, filters: Filters) -> Params:
    """How Webex is asked for a list; `topic` and `host` are no part of it."""
    return {
        "from": stamp(period.start),
        "to": stamp(period.end),
        "max": PAGE,
        "siteUrl": filters.site,
        "integrationTag": filters.tag,
        "format": _format(filters.format),
        "serviceType": filters.type and SERVICES.get(filters.type.lower(), filters.type),
        "meetingId": filters.meeting,
        "status": filters.status and filters.status.lower(),
    }


def _format(asked: str | None) -> str | None:
    """Another one than Webex takes is for the caller to match."""
    return asked.upper() if asked and asked.upper() in FORMATS else None


def _recording(item: Json) -> Recording | None:
    recorded_at = instant(item, "timeRecorded")
    created_at = instant(item, "createTime") or recorded_at
    recording_id = text(item, "id")
    if recording_id is None or created_at is None:
        return None
    size = number(item, "sizeBytes")
    return Recording(
        id=recording_id,
        topic=text(item, "topic") or "",
        created_at=created_at,
        recorded_at=recorded_at,
        length=seconds(item, "durationSeconds"),
        size=None if size is None else int(size),
        format=text(item, "format") or "",
        service=text(item, "serviceType"),
        site=text(item, "siteUrl"),
        meeting_id=text(item, "meetingId"),
        scheduled_meeting_id=text(item, "scheduledMeetingId"),
        series_id=text(item, "meetingSeriesId"),
        is_shared_with_me=item.get("shareToMe") is True,
        status=text(item, "status") or Status.AVAILABLE,
        playback_url=link(item, "playbackUrl"),
        download_url=link(item, "downloadUrl"),
        password=text(item, "password"),
        tags=texts(item, "integrationTags"),
        host_email=text(item, "hostEmail"),
        host_name=text(item, "hostDisplayName"),
    )


def _links(item: object, usual_end: datetime | None) -> Links | None:
    """None without a link, and without any end: whoever shows links must be able to take them back in time."""
    if not isinstance(item, dict):
        return None
    video, audio = link(item, "recordingDownloadLink"), link(item, "audioDownloadLink")
    transcript, expires_at = link(item, "transcriptDownloadLink"), instant(item, "expiration") or usual_end
    if expires_at is None or not (video or audio or transcript):
        return None
    return Links(video, audio, transcript, expires_at)
