"""/convergedRecordings: list, details and metadata of recorded calls (references 10.1 to 10.4)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from simulator.api.call_access import ADMIN_READ, OFFICER_READ, READ, gets_links, seen_as
from simulator.api.calls import NO_CONTENT, Call, Reply, Route
from simulator.api.paging import meetings_page
from simulator.api.windows import window
from simulator.call_metadata import metadata_of
from simulator.calls import OWNER_TYPES, REGIONS, SERVICES, CallRecording
from simulator.instants import meetings_time

_ANY_READ = f"{READ}|{ADMIN_READ}|{OFFICER_READ}"


def calls(call: Call) -> Reply:
    """GET /convergedRecordings: the caller's own, newest file first."""
    start, end = window(call, call.world.knobs.longest_calls_window)
    status = call.choice("status", "available", "deleted") or "available"
    mine = [one for one in call.world.calls.known() if one.owner is call.person and one.status == status]
    found = [one for one in chosen(call, mine) if start <= one.created < end]
    return meetings_page(call, found, lambda one: shown(call, one), lambda one: one.id)


def details(call: Call, recording_id: str) -> Reply:
    """GET /convergedRecordings/{recordingId}: with fresh download links, unless downloading is prevented."""
    found = _found(call, recording_id)
    has_links = not found.prevent_download and "temporaryDirectDownloadLinks" not in found.omit
    if has_links and gets_links(call.world, call.token, found):
        return Reply(shown(call, found) | {"temporaryDirectDownloadLinks": _links(call, found)})
    return Reply(shown(call, found))


def metadata(call: Call, recording_id: str) -> Reply:
    """GET /convergedRecordings/{recordingId}/metadata: who called whom; 204 when that isn't known."""
    found = _found(call, recording_id)
    whole = call.flag("showAllTypes") or False
    return Reply(metadata_of(found, whole, call.zone)) if found.has_metadata else NO_CONTENT


def chosen(call: Call, found: list[CallRecording]) -> list[CallRecording]:
    """What the filters of a list leave."""
    service, file_type = call.choice("serviceType", *SERVICES), call.choice("format", "MP3", "MP4")
    owner_type, region = call.choice("ownerType", *OWNER_TYPES), call.choice("storageRegion", *REGIONS)
    topic, location = (call.query("topic") or "").lower(), call.query("locationId")
    return [
        one
        for one in found
        if topic in one.topic.lower()
        and service in (None, one.service_type)
        and file_type in (None, one.format)
        and owner_type in (None, one.owner_type)
        and region in (None, one.region)
        and location in (None, one.location_id)
    ]


def shown(call: Call, one: CallRecording) -> dict[str, Any]:
    """A recorded call as lists and details show it."""
    fields: dict[str, Any] = {
        "id": one.id,
        "topic": one.topic,
        "createTime": meetings_time(one.created, call.zone),
        "timeRecorded": meetings_time(one.recorded_at, call.zone),
        "format": one.format,
        "serviceType": one.service_type,
        "durationSeconds": int(one.length.total_seconds()),
        "sizeBytes": one.size,
        "status": one.status,
        "ownerId": one.owner.uuid,
        "ownerEmail": one.owner.email,
        "ownerType": one.owner_type,
        "storageRegion": one.region,
        "serviceData": {"locationId": one.location_id, "callSessionId": one.session_id},
    }
    absent = {*one.omit, *([] if one.owner.email else ["ownerEmail"])}
    return {name: value for name, value in fields.items() if name not in absent}


def _found(call: Call, recording_id: str) -> CallRecording:
    """A call that the caller may see; 404 for all others."""
    return call.world.calls.one(recording_id, lambda one: seen_as(call.world, call.token, one) is not None)


def _links(call: Call, one: CallRecording) -> dict[str, str]:
    """Links for three hours from now: files for whoever holds them, notes only together with a token."""
    ticket, expires = call.world.downloads.issue(one, even_purged=OFFICER_READ in call.scopes)
    query = urlencode({"recordid": one.id, "ticket": ticket, "timestamp": str(int(expires.timestamp()))})
    made = {
        "audioDownloadLink": "audio",
        "transcriptDownloadLink": "transcript" if one.snippets else "",
        "suggestedNotesDownloadLink": "suggestedNotes" if one.notes.suggested else "",
        "shortNotesDownloadLink": "shortNotes" if one.notes.short else "",
        "actionItemsDownloadLink": "actionItems" if one.notes.action_items else "",
    }
    links = {name: f"{call.origin}/converged/{kind}?{query}" for name, kind in made.items() if kind}
    return links | {"expiration": meetings_time(expires, call.zone)}


ROUTES = (
    Route("GET", "/convergedRecordings", calls, READ),
    Route("GET", "/convergedRecordings/<recording_id>", details, _ANY_READ),
    Route("GET", "/convergedRecordings/<recording_id>/metadata", metadata, _ANY_READ),
)
