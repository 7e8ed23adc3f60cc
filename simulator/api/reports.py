"""/recordingReport: who watched and downloaded (reference 20)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from simulator.api.calls import Call, Reply, Route
from simulator.api.paging import meetings_page
from simulator.api.windows import window
from simulator.archive import Recording
from simulator.audit import Access
from simulator.instants import meetings_time
from simulator.refusals import Refused

_ADMIN_READ = "meeting:admin_recordings_read"
_READ = f"meeting:recordings_read|{_ADMIN_READ}"
_WIDEST, _FARTHEST = timedelta(days=90), timedelta(days=365)


def summary(call: Call) -> Reply:
    """GET /recordingReport/accessSummary: how often, for each recording of a time and a site, newest first."""
    host = call.host(_ADMIN_READ)
    start, end = window(call)
    if end - start > _WIDEST:
        raise Refused(400, "The interval between 'from' and 'to' must be within 90 days.")
    if call.world.clock.now() - start > _FARTHEST:
        raise Refused(400, "'from' must be within 365 days.")
    site = call.query("siteUrl") or call.world.sites.preferred_by(host).url
    mine = [one for one in call.world.archive.recordings_for(host) if one.status == "available"]
    found = [one for one in mine if one.site_url == site and start <= one.created < end]
    return meetings_page(call, found, lambda one: _counted(call, one), lambda one: one.id)


def detail(call: Call) -> Reply:
    """GET /recordingReport/accessDetail: by whom and when, newest first."""
    host = call.host(_ADMIN_READ)
    recording_id = call.query("recordingId")
    if recording_id is None:
        raise Refused(400, "recordingId is required.")
    accesses = call.world.audit.of(call.world.archive.recording_for(host, recording_id))
    return meetings_page(call, accesses, lambda one: _shown(call, one), lambda one: str(id(one)))


def _counted(call: Call, one: Recording) -> dict[str, Any]:
    accesses = call.world.audit.of(one)
    return {
        "recordingId": one.id,
        "topic": one.topic,
        "timeRecorded": meetings_time(one.recorded_at, call.zone),
        "siteUrl": one.site_url,
        "hostEmail": one.host.email,
        "viewCount": len(accesses),
        "downloadCount": sum(access.downloaded for access in accesses),
    }


def _shown(call: Call, one: Access) -> dict[str, Any]:
    return {
        "recordingId": one.recording.id,
        "topic": one.recording.topic,
        "name": one.person.name,
        "email": one.person.email,
        "accessTime": meetings_time(one.at, call.zone),
        "viewed": True,
        "downloaded": one.downloaded,
    }


ROUTES = (
    Route("GET", "/recordingReport/accessSummary", summary, _READ),
    Route("GET", "/recordingReport/accessDetail", detail, _READ),
)
