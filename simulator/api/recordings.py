"""/recordings: list and details (references 9.1 to 9.3)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from simulator.api.calls import Call, Reply, Route
from simulator.api.paging import meetings_page
from simulator.api.windows import window
from simulator.archive import Recording
from simulator.instants import meetings_time
from simulator.refusals import Refused


def recordings(call: Call) -> Reply:
    """GET /recordings: hosted by or shared with the caller, newest file first."""
    _check_may_list(call)
    start, end = window(call)
    found = [one for one in _chosen(call) if start <= one.created < end]
    return meetings_page(call, found, lambda one: _shown(call, one), lambda one: one.id)


def recording(call: Call, recording_id: str) -> Reply:
    """GET /recordings/{recordingId}: with fresh download links, unless downloading is prevented."""
    call.check_acts_for_self()
    found = call.world.archive.recording_for(call.person, recording_id)
    if call.request.headers.get("siteUrl", found.site_url) != found.site_url:
        raise Refused(404)
    shown = _shown(call, found)
    if not found.prevent_download and "temporaryDirectDownloadLinks" not in found.omit:
        shown["temporaryDirectDownloadLinks"] = _links(call, found)
    return Reply(shown)


def _check_may_list(call: Call) -> None:
    call.check_acts_for_self()
    call.choice("format", "MP4", "ARF")
    call.choice("serviceType", "MeetingCenter", "EventCenter", "SupportCenter", "TrainingCenter")
    if call.choice("status", "available", "deleted", "purged") == "purged":
        raise Refused(403)  # for compliance officers only


def _chosen(call: Call) -> list[Recording]:
    """What the filters leave; with a meeting the site counts no more, while the window still does."""
    meeting, site, topic = call.query("meetingId"), call.query("siteUrl"), (call.query("topic") or "").lower()
    status, tag = call.query("status") or "available", call.query("integrationTag")
    wholly = call.world.knobs.topic_match == "exact"
    return [
        one
        for one in call.world.archive.recordings_for(call.person)
        if one.status == status
        and (status == "available" or one.host is call.person)
        and (not meeting or one.meeting.goes_by(meeting))
        and (meeting or site in (None, one.site_url))
        and (not topic or (topic == one.topic.lower() if wholly else topic in one.topic.lower()))
        and (tag is None or tag in one.tags)
        and call.query("format") in (None, one.format)
        and call.query("serviceType") in (None, one.service_type)
    ]


def _shown(call: Call, one: Recording) -> dict[str, Any]:
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
        "shareToMe": one.host is not call.person,
        "integrationTags": list(one.tags),
        "status": one.status,
    }
    absent = {*one.omit, *(["downloadUrl"] if one.prevent_download else []), *([] if one.tags else ["integrationTags"])}
    return {name: value for name, value in shown.items() if name not in absent}


def _links(call: Call, one: Recording) -> dict[str, str]:
    """Links for whoever holds them, good for three hours from now."""
    ticket, expires = call.world.downloads.issue(one)
    host = f"{call.origin}/nbr"
    query = {"siteid": "7", "recordid": one.id, "ticket": ticket, "timestamp": str(int(expires.timestamp()))}
    whole = urlencode(query | {"islogin": "yes", "isprevent": "no", "ispwd": "yes"})
    media = f"{host}/downloadMedia.do?{urlencode(query)}&mediaType="
    links = {"recordingDownloadLink": f"{host}/MultiThreadDownloadServlet?{whole}", "audioDownloadLink": f"{media}1"}
    if one.transcript:
        links["transcriptDownloadLink"] = f"{media}2"
    return links | {"expiration": meetings_time(expires, call.zone)}


ROUTES = (
    Route("GET", "/recordings", recordings, "meeting:recordings_read"),
    Route("GET", "/recordings/<recording_id>", recording, "meeting:recordings_read"),
)
