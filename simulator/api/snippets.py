"""/meetingTranscripts/{transcriptId}/snippets: who said what, sentence by sentence (reference 12)."""

from __future__ import annotations

from typing import Any

from simulator.api.calls import Call, Reply, Route, maybe_text, text
from simulator.api.paging import meetings_page
from simulator.api.transcripts import READ, WRITE
from simulator.refusals import Refused
from simulator.transcripts import Snippet, Transcript


def snippets(call: Call, transcript_id: str) -> Reply:
    """GET /meetingTranscripts/{transcriptId}/snippets: in the order they were said."""
    call.check_acts_for_self()
    found = call.world.transcripts.one_seen_by(call.person, transcript_id)
    return meetings_page(call, found.snippets, lambda one: _shown(call, one), lambda one: one.id)


def snippet(call: Call, transcript_id: str, snippet_id: str) -> Reply:
    """GET /meetingTranscripts/{transcriptId}/snippets/{snippetId}"""
    call.check_acts_for_self()
    found = _one(call.world.transcripts.one_seen_by(call.person, transcript_id), snippet_id)
    return Reply(_shown(call, found))


def correct(call: Call, transcript_id: str, snippet_id: str) -> Reply:
    """PUT /meetingTranscripts/{transcriptId}/snippets/{snippetId}: the host corrects the text."""
    call.check_acts_for_self()
    body = call.json()
    corrected = text(body, "text")
    maybe_text(body, "reason")
    found = _one(call.world.transcripts.one_hosted_by(call.person, transcript_id), snippet_id)
    found.text = corrected
    return Reply(_shown(call, found))


def _one(transcript: Transcript, snippet_id: str) -> Snippet:
    found = next((one for one in transcript.snippets if one.id == snippet_id), None)
    if found is None:
        raise Refused(404)
    return found


def _shown(call: Call, one: Snippet) -> dict[str, Any]:
    """The official text says `offsetMillisecond`, its examples `offset`; both mean milliseconds (trap 21)."""
    unit = "Millisecond" if call.world.knobs.snippet_fields == "offsetMillisecond" else ""
    return {
        "id": one.id,
        "text": one.text,
        "personName": one.name,
        "personEmail": one.email,
        f"offset{unit}": one.offset,
        f"duration{unit}": one.length,
    }


ROUTES = (
    Route("GET", "/meetingTranscripts/<transcript_id>/snippets", snippets, READ),
    Route("GET", "/meetingTranscripts/<transcript_id>/snippets/<snippet_id>", snippet, READ),
    Route("PUT", "/meetingTranscripts/<transcript_id>/snippets/<snippet_id>", correct, WRITE),
)
