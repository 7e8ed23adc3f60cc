"""/meetingPreferences/sites (reference 15)."""

from __future__ import annotations

from simulator.api.calls import Call, Reply, Route
from simulator.refusals import Refused


def sites(call: Call) -> Reply:
    """GET /meetingPreferences/sites: the caller's own; others' are for administrators."""
    if call.query("userEmail") or call.query("siteUrl"):
        raise Refused(403, "Not permitted to view or change other user's preferences.")
    if not call.person.has_meetings:
        raise Refused(403)
    found = call.world.archive.sites_of(call.person.org)
    return Reply({"sites": [{"siteUrl": site.url, "default": site.is_default} for site in found]})


ROUTES = (Route("GET", "/meetingPreferences/sites", sites, "meeting:preferences_read"),)
