"""Outside the API: where the temporary links of recorded calls lead (reference 10.3, trap 8)."""

from __future__ import annotations

from io import BytesIO

from flask import Response, render_template, send_file

from simulator import media
from simulator.api.call_access import gets_links
from simulator.api.calls import Open, Visit
from simulator.api.intake import bearer
from simulator.calls import CallRecording
from simulator.refusals import Refused


def audio(visit: Visit) -> Response:
    """GET /converged/audio"""
    return _file(visit, media.audio)


def transcript(visit: Visit) -> Response:
    """GET /converged/transcript"""
    return _file(visit, media.call_transcript)


def notes(visit: Visit, kind: str) -> Response:
    """GET /converged/{shortNotes|suggestedNotes|actionItems}: only with the token of somebody who gets such links."""
    token = bearer(visit.world)
    if token is None and visit.world.knobs.notes_without_token == "html":
        return Response(render_template("login.html"))
    if token is None:
        raise Refused(401)
    found = _redeemed(visit)
    if found is None:
        return _expired()
    with visit.world.lock:
        if not gets_links(visit.world, token, found):
            raise Refused(403)
    text = {
        "shortNotes": found.notes.short,
        "suggestedNotes": found.notes.suggested,
        "actionItems": found.notes.action_items,
    }.get(kind)
    if text is None:
        raise Refused(404)
    kinds = {"<": "text/html", "{": "application/json", "[": "application/json"}
    return Response(text, content_type=f"{kinds.get(text[:1], 'text/plain')};charset=UTF-8")


def _file(visit: Visit, make: media.MakesCallFile) -> Response:
    # As with meetings: with a bearer token the host shows its login page, and says 200 to it.
    if "Authorization" in visit.request.headers:
        return Response(render_template("login.html"))
    found = _redeemed(visit)
    if found is None:
        return _expired()
    file = make(found)
    return send_file(BytesIO(file.data), file.media_type, as_attachment=True, download_name=file.name)


def _redeemed(visit: Visit) -> CallRecording | None:
    with visit.world.lock:
        found = visit.world.downloads.redeem(visit.query("ticket") or "", CallRecording)
    return None if found is None or found.is_erased else found


def _expired() -> Response:
    return Response(render_template("expired.html"), status=403)


OPEN = (
    Open("GET", "/converged/audio", audio),
    Open("GET", "/converged/transcript", transcript),
    Open("GET", "/converged/<kind>", notes),
)
