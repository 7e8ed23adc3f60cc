"""/admin/recordings: what everybody of an organization recorded (references 9.6 and 9.7)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from simulator.api.calls import NO_CONTENT, Call, Reply, Route
from simulator.api.paging import meetings_page
from simulator.api.recordings import OFFICER_READ, chosen, shown
from simulator.api.windows import window
from simulator.archive import Recording

READ = f"meeting:admin_recordings_read|{OFFICER_READ}"
LONGEST = timedelta(days=30)


def recordings(call: Call) -> Reply:
    """GET /admin/recordings: on one site, the preferred one unless named; of a meeting, from anywhere and any time."""
    status = call.choice("status", "available", "deleted", "purged") or "available"
    known = call.world.archive.of_org(call.person.org)
    found = [one for one in chosen(call, known) if one.status == status]
    if call.query("meetingId") is None:
        start, end = window(call, LONGEST)
        site = call.world.sites.named(call.person, call.query("siteUrl")).url
        found = [one for one in found if one.site_url == site and start <= one.created < end]
    return meetings_page(call, found, lambda one: _shown(call, one), lambda one: one.id)


def delete(call: Call, recording_id: str) -> Reply:
    """DELETE /admin/recordings/{recordingId}: permanent, though officers still see it."""
    found = call.world.archive.one_of_org(call.person.org, recording_id, "available", "deleted")
    call.world.archive.move([found], "purged")
    return NO_CONTENT


def _shown(call: Call, one: Recording) -> dict[str, Any]:
    """With its host, and without a password."""
    whole = shown(call, one, hostDisplayName=one.host.name, hostEmail=one.host.email)
    return {name: value for name, value in whole.items() if name != "password"}


ROUTES = (
    Route("GET", "/admin/recordings", recordings, READ),
    Route("DELETE", "/admin/recordings/<recording_id>", delete, "meeting:admin_recordings_write"),
)
