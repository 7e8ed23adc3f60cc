"""Meetings: series, occurrences of them, and instances that were held (reference 11)."""

from collections.abc import Mapping
from typing import Any

from core.errors import BadRequest, Unavailable
from core.meetings import Meeting
from core.periods import Period
from webex.client import Client
from webex.transport import Params
from webex.wire import Json, instant, object_of, segment, stamp, text

PAGE = 100


def meeting(client: Client, meeting_id: str) -> Meeting:
    """A meeting by any of its three kinds of ID. Raises `NotFound`."""
    return _read(client.get(f"/meetings/{segment(meeting_id)}"))


def by_number(client: Client, number: str) -> list[Meeting]:
    """The series that have this number, with those that are over; none where Webex knows none."""
    pages = client.pages_if_any("/meetings", {"meetingNumber": number, "current": "false"})
    return [read for page in pages for item in page if (read := _meeting(item))]


def series(client: Client, period: Period) -> list[Meeting]:
    """The series with a meeting in the period, which Webex would take for the next seven days."""
    return _list(client, period, {"meetingType": "meetingSeries"})


def ended(client: Client, period: Period) -> list[Meeting]:
    """The instances in the period that are over, each with whether it was recorded.

    Webex knows of them about 15 minutes after their end, and says that one was recorded also when its recording is
    gone by now (reference 17, trap 20).
    """
    return _list(client, period, {"meetingType": "meeting", "state": "ended"})


def set_recording(client: Client, meeting_id: str, is_on: bool) -> Meeting:
    """Let recording start by itself, or no longer; nobody is mailed (reference 17, traps 14 and 19).

    Only for series and occurrences, and only for their host.
    """
    path, body = f"/meetings/{segment(meeting_id)}", {"enabledAutoRecordMeeting": is_on, "sendEmail": False}
    try:
        # What is documented, although it names another format than the body has (reference 11.4).
        return _read(client.patch(path, body, headers={"Content-Type": "application/json-patch+json"}))
    except BadRequest as error:
        if error.status != 415:
            raise
    return _read(client.patch(path, body))


def _list(client: Client, period: Period, selection: Mapping[str, str]) -> list[Meeting]:
    params: Params = {"from": stamp(period.start), "to": stamp(period.end), "max": PAGE, **selection}
    return [read for page in client.pages("/meetings", params) for item in page if (read := _meeting(item))]


def _read(data: Any) -> Meeting:
    read = _meeting(object_of(data))
    if read is None:
        raise Unavailable
    return read


def _meeting(item: Json) -> Meeting | None:
    meeting_id = text(item, "id")
    if meeting_id is None:
        return None
    automatic, recorded = item.get("enabledAutoRecordMeeting"), item.get("hasRecording")
    return Meeting(
        id=meeting_id,
        title=text(item, "title") or "",
        kind=text(item, "meetingType") or "",
        state=text(item, "state") or "",
        number=text(item, "meetingNumber"),
        start=instant(item, "start"),
        end=instant(item, "end"),
        # The other kinds of ID begin with that of the series (reference 11.1).
        series_id=text(item, "meetingSeriesId") or meeting_id.partition("_")[0],
        site=text(item, "siteUrl"),
        host_name=text(item, "hostDisplayName"),
        host_email=text(item, "hostEmail"),
        is_recorded_by_itself=automatic if isinstance(automatic, bool) else None,
        was_recorded=recorded if isinstance(recorded, bool) else None,
    )
