"""Outside the API: the file host of temporary links, and the pages behind playback and download URLs (trap 7, 9.3)."""

from __future__ import annotations

from io import BytesIO

from flask import Response, render_template, send_file

from simulator import media
from simulator.api.calls import Open, Visit
from simulator.archive import Recording


def whole(visit: Visit) -> Response:
    """GET /nbr/MultiThreadDownloadServlet: the recording."""
    return _delivered(visit, "0")


def part(visit: Visit) -> Response:
    """GET /nbr/downloadMedia.do: sound for `mediaType=1`, transcript for 2."""
    return _delivered(visit, visit.query("mediaType") or "")


def password_page(_visit: Visit, site: str) -> Response:
    """GET ldr.php and lsr.php: a page for people, which asks for the password. Never a file."""
    return Response(render_template("password.html", site=site))


def _delivered(visit: Visit, media_type: str) -> Response:
    # With a bearer token the real host shows its login page, and says 200 to it: a trap for programs.
    if "Authorization" in visit.request.headers:
        return Response(render_template("login.html"))
    with visit.world.lock:
        recording = visit.world.downloads.redeem(visit.query("ticket") or "", Recording)
        file = None if recording is None else _file(visit, recording, media_type)
    if file is None:
        return Response(render_template("expired.html"), status=403)
    return send_file(BytesIO(file.data), file.media_type, as_attachment=True, download_name=file.name)


def _file(visit: Visit, recording: Recording, media_type: str) -> media.MediaFile | None:
    if media_type == "2":
        return media.transcript(recording, visit.world.transcripts.of_recording(recording))
    makers = {"0": media.video, "1": media.audio}
    return makers[media_type](recording) if media_type in makers else None


OPEN = (
    Open("GET", "/nbr/MultiThreadDownloadServlet", whole),
    Open("GET", "/nbr/downloadMedia.do", part),
    Open("GET", "/<site>/ldr.php", password_page),
    Open("GET", "/<site>/lsr.php", password_page),
)
