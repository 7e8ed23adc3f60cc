"""/meetingTranscripts: list, download and deletion (reference 12)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Response

from simulator import captions
from simulator.api.calls import NO_CONTENT, Call, Reply, Route, maybe_text
from simulator.api.paging import meetings_page
from simulator.api.windows import window
from simulator.calendar import not_allowed
from simulator.directory import Person
from simulator.instants import meetings_time
from simulator.refusals import Refused
from simulator.transcripts import Transcript

READ = "meeting:transcripts_read meeting:schedules_read"
WRITE = "meeting:transcripts_write"
_ADMIN_READ = "meeting:admin_transcripts_read"
OFFICER_READ, OFFICER_WRITE = "spark-compliance:meetings_read", "spark-compliance:meetings_write"
_LONGEST_COMMENT = 255
_FORMATS = {"vtt": ("text/vtt", captions.vtt), "txt": ("text/plain", captions.txt)}


def transcripts(call: Call) -> Reply:
    """GET /meetingTranscripts: of ended meetings, on one site (trap 22) and in one week unless told otherwise.

    Neither the site nor the window is known to be ignored for a `meetingId`, so both count. Administrators name the
    host, and then the meeting, too.
    """
    host, meeting_id, (start, end) = call.host(_ADMIN_READ), call.query("meetingId"), window(call)
    site = call.query("siteUrl") or call.world.sites.preferred_by(host).url
    if call.query("hostEmail") and not meeting_id:
        raise Refused(400, "meetingId is required with hostEmail.")
    if meeting_id:
        check_has_ended(call, host, meeting_id)
    found = [
        one
        for one in call.world.transcripts.seen_by(host)
        if meeting_id in (None, one.meeting.id) and one.meeting.site_url == site and start <= one.started < end
    ]
    check_not_empty(call, meeting_id, found)
    return meetings_page(call, found, lambda one: shown(call, one), lambda one: one.id)


def download(call: Call, transcript_id: str) -> Response:
    """GET /meetingTranscripts/{transcriptId}/download: needs the token, unlike the temporary links (trap 8)."""
    host = call.host(_ADMIN_READ)
    if OFFICER_READ in call.scopes and not call.query("hostEmail"):
        found = call.world.transcripts.one_of_org(call.person.org, transcript_id)
    else:
        found = call.world.transcripts.one_seen_by(host, transcript_id)
    media_type, write = _FORMATS[call.choice("format", *_FORMATS) or "vtt"]
    return Response(write(found.snippets), content_type=f"{media_type};charset=UTF-8")


def delete(call: Call, transcript_id: str) -> Reply:
    """DELETE /meetingTranscripts/{transcriptId}: for good, by the host or, with a reason, by an officer."""
    call.check_acts_for_self()
    reason = check_reason(call)
    if OFFICER_WRITE in call.scopes:
        found = call.world.transcripts.one_of_org(call.person.org, transcript_id)
        if found.meeting.host is not call.person and reason is None:
            raise Refused(400, "reason is required.")
    else:
        found = call.world.transcripts.one_hosted_by(call.person, transcript_id)
    found.status = "deleted"
    return NO_CONTENT


def check_has_ended(call: Call, person: Person, meeting_id: str) -> None:
    """Refuse with 400 the ids of series, occurrences and meetings that are going on (trap 18)."""
    if "_I_" not in meeting_id:
        raise not_allowed(meeting_id)
    meeting = next((one for one in call.world.calendar.meetings_of(person) if one.id == meeting_id), None)
    if meeting is not None and meeting.is_running(call.world.clock.now()):
        raise not_allowed(meeting_id)


def check_not_empty(call: Call, meeting_id: str | None, found: list[Any]) -> None:
    """Where a meeting has nothing, some say 404 and some an empty list: a knob decides."""
    if meeting_id and not found and call.world.knobs.nothing_found == "404":
        raise Refused(404)


def check_reason(call: Call) -> str | None:
    """The reason in the body of a deletion, which is optional, as are its `reason` and `comment`; 400 for bad ones."""
    body = call.json() if call.request.get_data() else {}
    reason = maybe_text(body, "reason")
    if len(maybe_text(body, "comment") or "") > _LONGEST_COMMENT:
        raise Refused(400, f"comment must not be longer than {_LONGEST_COMMENT} characters.")
    return reason


def shown(call: Call, one: Transcript) -> dict[str, Any]:
    """A transcript as lists show it, with links that take the token."""
    link = f"{call.origin}/v1/meetingTranscripts/{one.id}/download"
    links = {kind: f"{link}?{urlencode({'meetingId': one.meeting.id, 'format': kind})}" for kind in _FORMATS}
    return {
        "id": one.id,
        "siteUrl": one.meeting.site_url,
        "startTime": meetings_time(one.started, call.zone),
        "meetingTopic": one.meeting.title,
        "meetingId": one.meeting.id,
        "scheduledMeetingId": one.meeting.scheduled_id,
        "meetingSeriesId": one.meeting.series_id,
        "hostUserId": one.meeting.host.id,
        "vttDownloadLink": links["vtt"],
        "txtDownloadLink": links["txt"],
        "status": one.status,
    }


ROUTES = (
    Route("GET", "/meetingTranscripts", transcripts, f"{READ}|{_ADMIN_READ}"),
    Route("GET", "/meetingTranscripts/<transcript_id>/download", download, f"{READ}|{_ADMIN_READ}|{OFFICER_READ}"),
    Route("DELETE", "/meetingTranscripts/<transcript_id>", delete, f"{WRITE}|{OFFICER_WRITE}"),
)
