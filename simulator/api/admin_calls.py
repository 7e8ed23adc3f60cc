"""/admin/convergedRecordings, and what only administrators or officers do to calls (references 10.2, 10.6, 10.7)."""

from __future__ import annotations

from simulator.api.admin_recordings import LONGEST
from simulator.api.call_access import (
    ADMIN_READ,
    ADMIN_WRITE,
    OFFICER_READ,
    OFFICER_WRITE,
    purged_come_back,
)
from simulator.api.calls import NO_CONTENT, Call, Reply, Route, maybe_text, text, texts
from simulator.api.converged import chosen, shown
from simulator.api.paging import meetings_page
from simulator.api.transcripts import check_reason
from simulator.api.windows import window
from simulator.calls import CallRecording
from simulator.refusals import Refused

_MOST = 100


def calls(call: Call) -> Reply:
    """GET /admin/convergedRecordings: of everybody in the organization, and of its telephones."""
    start, end = window(call, LONGEST)
    status = call.choice("status", "available", "deleted", "purged") or "available"
    if status == "purged" and OFFICER_READ not in call.scopes and not purged_come_back(call.world):
        raise Refused(403)
    owner_id, email = call.query("ownerId"), (call.query("ownerEmail") or "").lower()
    found = [
        one
        for one in chosen(call, _of_org(call))
        if one.status == status
        and start <= one.created < end
        and owner_id in (None, one.owner.uuid)
        and email in ("", one.owner.email.lower())
    ]
    return meetings_page(call, found, lambda one: shown(call, one), lambda one: one.id)


def reassign(call: Call) -> Reply:
    """POST /convergedRecordings/reassign: these calls, or all of an owner, to a person of the organization."""
    body = call.json()
    to, ids = text(body, "reassignOwnerEmail"), set(texts(body, "recordingIds", _MOST))
    email, owner_id = maybe_text(body, "ownerEmail"), maybe_text(body, "ownerID")
    if not (email or owner_id or ids):
        raise Refused(400, "One of ownerEmail, ownerID and recordingIds is required.")
    person = call.colleague(to)
    found = [
        one
        for one in _of_org(call)
        if one.status != "purged"
        and (email is None or one.owner.email.lower() == email.lower())
        and owner_id in (None, one.owner.uuid)
        and (not ids or one.id in ids)
    ]
    if not found or len(found) < len(ids):
        raise Refused(404)
    call.world.calls.reassign(found, person)
    return NO_CONTENT if call.world.knobs.reassign_status == 204 else Reply({})


def delete(call: Call, recording_id: str) -> Reply:
    """DELETE /convergedRecordings/{recordingId}: by an officer, and then it is gone for officers, too."""
    reason = check_reason(call)
    found = call.world.calls.one(recording_id, lambda one: one.owner.org is call.person.org)
    if found.owner is not call.person and reason is None:
        raise Refused(400, "reason is required.")
    call.world.calls.erase(found)
    return NO_CONTENT


def _of_org(call: Call) -> list[CallRecording]:
    return [one for one in call.world.calls.known() if one.owner.org is call.person.org]


ROUTES = (
    Route("GET", "/admin/convergedRecordings", calls, f"{ADMIN_READ}|{OFFICER_READ}"),
    Route("POST", "/convergedRecordings/reassign", reassign, ADMIN_WRITE),
    Route("DELETE", "/convergedRecordings/<recording_id>", delete, OFFICER_WRITE),
)
