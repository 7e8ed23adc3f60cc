"""/recordings: list and details (references 9.1 to 9.3).

Everybody sees what he or she hosts or was given access to. Administrators see it for the host they name, and compliance
officers may look at anything of their organization, purged or not.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from simulator.api.calls import Call, Reply, Route
from simulator.api.paging import meetings_page
from simulator.api.windows import window
from simulator.archive import Recording
from simulator.directory import Person
from simulator.instants import meetings_time
from simulator.refusals import Refused

OFFICER_READ = "spark-compliance:meetings_read"
_ADMIN_READ = "meeting:admin_recordings_read"
READ = f"meeting:recordings_read|{_ADMIN_READ}|{OFFICER_READ}"


def recordings(call: Call) -> Reply:
    """GET /recordings: hosted by or shared with a person, newest file first."""
    host, status = call.host(_ADMIN_READ), call.choice("status", "available", "deleted", "purged") or "available"
    start, end = window(call)
    if status == "purged":
        seen = _purged(call)
    else:
        mine = call.world.archive.recordings_for(host)
        seen = [one for one in mine if one.status == status and (status == "available" or one.host is host)]
    site = None if call.query("meetingId") else call.query("siteUrl")  # with a meeting it counts no more
    found = [one for one in chosen(call, seen) if site in (None, one.site_url) and start <= one.created < end]
    return meetings_page(call, found, lambda one: _seen(call, one, host), lambda one: one.id)


def recording(call: Call, recording_id: str) -> Reply:
    """GET /recordings/{recordingId}: with fresh download links, unless downloading is prevented.

    Officers get the recording itself even then, but neither sound nor transcript.
    """
    host = call.host(_ADMIN_READ)
    found = _watched(call, recording_id) or call.world.archive.recording_for(host, recording_id)
    is_officer = _is_officer(call)
    if call.request.headers.get("siteUrl", found.site_url) != found.site_url:
        raise Refused(404)
    details = _seen(call, found, host)
    if (is_officer or not found.prevent_download) and "temporaryDirectDownloadLinks" not in found.omit:
        details["temporaryDirectDownloadLinks"] = _links(call, found, is_officer)
    return Reply(details)


def chosen(call: Call, recordings: list[Recording]) -> list[Recording]:
    """What the filters leave that all lists have."""
    meeting, topic, tag = call.query("meetingId"), (call.query("topic") or "").lower(), call.query("integrationTag")
    file_type = call.choice("format", "MP4", "ARF")
    service = call.choice("serviceType", "MeetingCenter", "EventCenter", "SupportCenter", "TrainingCenter")
    wholly = call.world.knobs.topic_match == "exact"
    return [
        one
        for one in recordings
        if (not meeting or one.meeting.goes_by(meeting))
        and (not topic or (topic == one.topic.lower() if wholly else topic in one.topic.lower()))
        and (tag is None or tag in one.tags)
        and file_type in (None, one.format)
        and service in (None, one.service_type)
    ]


def _is_officer(call: Call) -> bool:
    """Whether the caller looks as a compliance officer, which nobody does who names a host."""
    return OFFICER_READ in call.scopes and call.query("hostEmail") is None


def _watched(call: Call, recording_id: str) -> Recording | None:
    """One that a compliance officer may look at."""
    found = call.world.archive.of_org(call.person.org) if _is_officer(call) else []
    return next((one for one in found if one.id == recording_id), None)


def _purged(call: Call) -> list[Recording]:
    """What is gone for its people: shown to compliance officers, a meeting at a time."""
    if not _is_officer(call):
        raise Refused(403)
    if call.query("meetingId") is None:
        raise Refused(400, "meetingId is required for the status 'purged'.")
    return [one for one in call.world.archive.of_org(call.person.org) if one.status == "purged"]


def _seen(call: Call, one: Recording, viewer: Person) -> dict[str, Any]:
    """As people see it; whether it was shared is hidden from officers (reference 9.1)."""
    return shown(call, one) if _is_officer(call) else shown(call, one, shareToMe=one.host is not viewer)


def shown(call: Call, one: Recording, **more: Any) -> dict[str, Any]:
    """A recording as lists and details show it."""
    pages = f"{call.origin}/{one.site_url.partition('.')[0]}"
    shown: dict[str, Any] = {
        "id": one.id,
        "meetingId": one.meeting.id,
        "scheduledMeetingId": one.meeting.scheduled_id,
        "meetingSeriesId": one.meeting.series_id,
        "topic": one.topic,
        "createTime": meetings_time(one.created, call.zone),
        "timeRecorded": meetings_time(one.recorded_at, call.zone),
        "siteUrl": one.site_url,
        "downloadUrl": f"{pages}/lsr.php?RCID={one.link_key}",
        "playbackUrl": f"{pages}/ldr.php?RCID={one.link_key}",
        "password": one.password,
        "format": one.format,
        "serviceType": one.service_type,
        "durationSeconds": int(one.length.total_seconds()),
        "sizeBytes": one.size,
        "integrationTags": list(one.tags),
        "status": one.status,
    } | more
    absent = {*one.omit, *(["downloadUrl"] if one.prevent_download else []), *([] if one.tags else ["integrationTags"])}
    return {name: value for name, value in shown.items() if name not in absent}


def _links(call: Call, one: Recording, is_officer: bool) -> dict[str, str]:
    """Links for whoever holds them, good for three hours from now."""
    ticket, expires = call.world.downloads.issue(one, is_officer)
    host = f"{call.origin}/nbr"
    query = {"siteid": "7", "recordid": one.id, "ticket": ticket, "timestamp": str(int(expires.timestamp()))}
    whole = urlencode(query | {"islogin": "yes", "isprevent": "no", "ispwd": "yes"})
    media = f"{host}/downloadMedia.do?{urlencode(query)}&mediaType="
    links = {"recordingDownloadLink": f"{host}/MultiThreadDownloadServlet?{whole}"}
    if not one.prevent_download:
        links["audioDownloadLink"] = f"{media}1"
    if one.transcript and not one.prevent_download:
        links["transcriptDownloadLink"] = f"{media}2"
    return links | {"expiration": meetings_time(expires, call.zone)}


ROUTES = (
    Route("GET", "/recordings", recordings, READ),
    Route("GET", "/recordings/<recording_id>", recording, READ),
)
