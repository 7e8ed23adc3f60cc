"""/admin/meetingTranscripts and /admin/meetingSummaries: for compliance officers (references 12 and 14)."""

from __future__ import annotations

from simulator.api import summaries as summaries_of_people
from simulator.api import transcripts as transcripts_of_people
from simulator.api.calls import Call, Reply, Route
from simulator.api.paging import meetings_page
from simulator.api.transcripts import OFFICER_READ, check_not_empty
from simulator.api.windows import window
from simulator.refusals import Refused


def transcripts(call: Call) -> Reply:
    """GET /admin/meetingTranscripts: of one site, which has to be named."""
    start, end = window(call)
    if call.query("siteUrl") is None:
        raise Refused(400, "siteUrl is required.")
    site = call.world.sites.named(call.person, call.query("siteUrl")).url
    known = call.world.transcripts.of_org(call.person.org)
    found = [one for one in known if one.meeting.site_url == site and start <= one.started < end]
    return meetings_page(call, found, lambda one: transcripts_of_people.shown(call, one), lambda one: one.id)


def summaries(call: Call) -> Reply:
    """GET /admin/meetingSummaries: of one meeting, deleted ones included."""
    meeting_id = call.query("meetingId")
    if meeting_id is None:
        raise Refused(400, "meetingId is required.")
    found = [one for one in call.world.summaries.of_org(call.person.org) if one.meeting.id == meeting_id]
    check_not_empty(call, meeting_id, found)
    return meetings_page(call, found, summaries_of_people.shown, lambda one: one.id)


ROUTES = (
    Route("GET", "/admin/meetingTranscripts", transcripts, OFFICER_READ),
    Route("GET", "/admin/meetingSummaries", summaries, OFFICER_READ),
)
