"""/meetingPreferences: sites and scheduling options (reference 15)."""

from __future__ import annotations

import re
from typing import Any

from simulator.api.calls import Call, Reply, Route, maybe_flag, text, texts
from simulator.directory import Person
from simulator.refusals import Refused

_ADMIN_READ, _ADMIN_WRITE = "meeting:admin_preferences_read", "meeting:admin_preferences_write"
_READ, _WRITE = f"meeting:preferences_read|{_ADMIN_READ}", f"meeting:preferences_write|{_ADMIN_WRITE}"
_NOT_YOURS = "Not permitted to view or change other user's preferences."
_FLAGS = ("enabledJoinBeforeHost", "enabledAutoShareRecording", "enabledWebexAssistantByDefault")
_EARLY_MINUTES = (0, 5, 10, 15)
_MOST_DELEGATES = 100
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


def sites(call: Call) -> Reply:
    """GET /meetingPreferences/sites: the caller's own, or those of whom an administrator names."""
    person = _meant(call, _ADMIN_READ, "userEmail", "siteUrl")
    found = [one for one in call.world.sites.of(person.org) if call.query("siteUrl") in (None, one.url)]
    preferred = call.world.sites.preferred_by(person).url if found else None
    return Reply({"sites": [{"siteUrl": site.url, "default": site.url == preferred} for site in found]})


def prefer_site(call: Call) -> Reply:
    """PUT /meetingPreferences/sites?defaultSite=true"""
    person = _meant(call, _ADMIN_WRITE, "userEmail")
    if call.flag("defaultSite") is not True:
        raise Refused(400, "defaultSite must be true.")
    chosen = call.world.sites.prefer(person, text(call.json(), "siteUrl"))
    return Reply({"siteUrl": chosen.url, "default": True})


def options(call: Call) -> Reply:
    """GET /meetingPreferences/schedulingOptions"""
    return Reply(call.world.preferences.of(_meant(call, _ADMIN_READ, "userEmail", "siteUrl")))


def change_options(call: Call) -> Reply:
    """PUT /meetingPreferences/schedulingOptions: what is not given stays."""
    person = _meant(call, _ADMIN_WRITE, "userEmail", "siteUrl")
    call.world.preferences.change(person, _changes(call.json()))
    return Reply(call.world.preferences.of(person))


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


def _meant(call: Call, admin_scope: str, *for_administrators: str) -> Person:
    """Whose preferences are meant: the caller's, unless an administrator names somebody."""
    if any(call.query(name) for name in for_administrators) and admin_scope not in call.scopes:
        raise Refused(403, _NOT_YOURS)
    call.check_acts_for_self()
    email = call.query("userEmail")
    return call.colleague(email) if email else call.person


ROUTES = (
    Route("GET", "/meetingPreferences/sites", sites, _READ),
    Route("PUT", "/meetingPreferences/sites", prefer_site, _WRITE),
    Route("GET", "/meetingPreferences/schedulingOptions", options, _READ),
    Route("PUT", "/meetingPreferences/schedulingOptions", change_options, _WRITE),
)
