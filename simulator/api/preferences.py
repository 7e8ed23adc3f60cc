"""/meetingPreferences: sites and scheduling options (reference 15)."""

from __future__ import annotations

import re
from typing import Any

from simulator.api.calls import Call, Reply, Route, maybe_flag, text, texts
from simulator.refusals import Refused

_READ, _WRITE = "meeting:preferences_read", "meeting:preferences_write"
_NOT_YOURS = "Not permitted to view or change other user's preferences."
_FLAGS = ("enabledJoinBeforeHost", "enabledAutoShareRecording", "enabledWebexAssistantByDefault")
_EARLY_MINUTES = (0, 5, 10, 15)
_MOST_DELEGATES = 100
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


def sites(call: Call) -> Reply:
    """GET /meetingPreferences/sites: the caller's own; others' are for administrators."""
    _check_own(call, "userEmail", "siteUrl")
    found = call.world.sites.of(call.person.org)
    preferred = call.world.sites.preferred_by(call.person).url if found else None
    return Reply({"sites": [{"siteUrl": site.url, "default": site.url == preferred} for site in found]})


def prefer_site(call: Call) -> Reply:
    """PUT /meetingPreferences/sites?defaultSite=true"""
    _check_own(call, "userEmail")
    if call.flag("defaultSite") is not True:
        raise Refused(400, "defaultSite must be true.")
    chosen = call.world.sites.prefer(call.person, text(call.json(), "siteUrl"))
    return Reply({"siteUrl": chosen.url, "default": True})


def options(call: Call) -> Reply:
    """GET /meetingPreferences/schedulingOptions"""
    _check_own(call, "userEmail", "siteUrl")
    return Reply(call.world.preferences.of(call.person))


def change_options(call: Call) -> Reply:
    """PUT /meetingPreferences/schedulingOptions: what is not given stays."""
    _check_own(call, "userEmail", "siteUrl")
    call.world.preferences.change(call.person, _changes(call.json()))
    return Reply(call.world.preferences.of(call.person))


def _changes(body: dict[str, Any]) -> dict[str, Any]:
    changes: dict[str, Any] = {name: maybe_flag(body, name, False) for name in _FLAGS if name in body}
    if "joinBeforeHostMinutes" in body:
        if body["joinBeforeHostMinutes"] not in _EARLY_MINUTES:
            raise Refused(400, "Invalid value for joinBeforeHostMinutes.")
        changes["joinBeforeHostMinutes"] = body["joinBeforeHostMinutes"]
    if "delegateEmails" in body:
        changes["delegateEmails"] = texts(body, "delegateEmails", _MOST_DELEGATES)
        if not all(_ADDRESS.fullmatch(one) for one in changes["delegateEmails"]):
            raise Refused(400, "Invalid value for delegateEmails.")
    return changes


def _check_own(call: Call, *for_administrators: str) -> None:
    if any(call.query(name) for name in for_administrators):
        raise Refused(403, _NOT_YOURS)
    call.check_acts_for_self()


ROUTES = (
    Route("GET", "/meetingPreferences/sites", sites, _READ),
    Route("PUT", "/meetingPreferences/sites", prefer_site, _WRITE),
    Route("GET", "/meetingPreferences/schedulingOptions", options, _READ),
    Route("PUT", "/meetingPreferences/schedulingOptions", change_options, _WRITE),
)
