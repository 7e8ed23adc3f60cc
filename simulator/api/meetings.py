"""/meetings: the ended ones that recordings hang on (reference 11.3)."""

from __future__ import annotations

from typing import Any

from simulator.api.calls import Call, Reply, Route
from simulator.archive import Meeting
from simulator.instants import meetings_time


def meeting(call: Call, meeting_id: str) -> Reply:
    """GET /meetings/{meetingId} by any of its three ids, for the host and the invited."""
    found = call.world.archive.meeting_for(call.person, meeting_id)
    shown: dict[str, Any] = {
        "id": meeting_id,
        "title": found.title,
        **_kind(found, meeting_id),
        "timezone": "UTC",
        "start": meetings_time(found.start, call.zone),
        "end": meetings_time(found.end, call.zone),
        "hostUserId": found.host.id,
        "hostDisplayName": found.host.name,
        "hostEmail": found.host.email,
        "siteUrl": found.site_url,
        "webLink": f"{call.origin}/{found.site_url.partition('.')[0]}/j.php?MTID=m{found.series_id}",
        "scheduledType": "meeting",
    }
    return Reply(shown)


def _kind(meeting: Meeting, meeting_id: str) -> dict[str, str]:
    """Which of the three kinds of meeting an id names, and the ids above it."""
    if meeting_id == meeting.series_id:
        return {"meetingType": "meetingSeries", "state": "expired"}
    if meeting_id == meeting.scheduled_id:
        return {"meetingSeriesId": meeting.series_id, "meetingType": "scheduledMeeting", "state": "ended"}
    ids = {"meetingSeriesId": meeting.series_id, "scheduledMeetingId": meeting.scheduled_id}
    return ids | {"meetingType": "meeting", "state": "ended"}


ROUTES = (Route("GET", "/meetings/<meeting_id>", meeting, "meeting:schedules_read"),)
