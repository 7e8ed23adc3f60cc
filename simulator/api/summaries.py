"""/meetingSummaries: what the AI noted (reference 14)."""

from __future__ import annotations

from typing import Any

from simulator.api.calls import NO_CONTENT, Call, Reply, Route
from simulator.api.paging import meetings_page
from simulator.api.transcripts import OFFICER_WRITE, check_has_ended, check_not_empty
from simulator.refusals import Refused
from simulator.summaries import Summary


def summaries(call: Call) -> Reply:
    """GET /meetingSummaries: of one ended meeting."""
    call.check_acts_for_self()
    meeting_id = call.query("meetingId")
    if meeting_id is None:
        raise Refused(400, "meetingId is required.")
    check_has_ended(call, call.person, meeting_id)
    found = [one for one in call.world.summaries.seen_by(call.person) if one.meeting.id == meeting_id]
    check_not_empty(call, meeting_id, found)
    return meetings_page(call, found, shown, lambda one: one.id)


def delete(call: Call, summary_id: str) -> Reply:
    """DELETE /meetingSummaries/{summaryId}: by the host, or by an officer."""
    call.check_acts_for_self()
    if OFFICER_WRITE not in call.scopes:
        call.world.summaries.delete(call.person, summary_id)
        return NO_CONTENT
    known = call.world.summaries.of_org(call.person.org)
    found = next((one for one in known if one.id == summary_id and one.status == "available"), None)
    if found is None:
        raise Refused(404)
    found.status = "deleted"
    return NO_CONTENT


def shown(one: Summary) -> dict[str, Any]:
    """A summary as lists show it."""
    return {
        "id": one.id,
        "meetingId": one.meeting.id,
        "status": one.status,
        "notes": {"content": one.notes_html},
        "actionItems": [{"content": item} for item in one.action_items],
    }


ROUTES = (
    Route("GET", "/meetingSummaries", summaries, "meeting:summaries_read"),
    Route("DELETE", "/meetingSummaries/<summary_id>", delete, f"meeting:summaries_write|{OFFICER_WRITE}"),
)
