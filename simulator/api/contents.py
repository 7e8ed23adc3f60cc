"""/contents: the files of messages (reference 3.9)."""

from __future__ import annotations

from io import BytesIO

from flask import Response, send_file

from simulator.api.calls import Call, Route


def content(call: Call, content_id: str) -> Response:
    """GET or HEAD /contents/{contentId}"""
    upload = call.world.conversations.content(call.person, content_id)
    return send_file(BytesIO(upload.data), upload.media_type, as_attachment=True, download_name=upload.name)


ROUTES = (Route("GET", "/contents/<content_id>", content, "spark:messages_read"),)
