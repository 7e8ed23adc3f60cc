"""The one file a message may bring: from a form, or fetched from a public URL (reference 3.2)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import requests
from flask import Request

from simulator.drafts import Upload
from simulator.refusals import Refused

_MOST_BYTES = 100 * 1024 * 1024
_PATIENCE = 10.0  # real seconds for a URL to answer


def uploads_of(request: Request, body: Mapping[str, Any]) -> list[Upload]:
    """The files of a message to be; 400 for more than one, for one that is too big and for URLs that don't answer."""
    sent = request.files.getlist("files")
    urls = [] if sent else body.get("files") or []
    if not isinstance(urls, list) or len(sent) + len(urls) > 1:
        raise Refused(400, "Only one file is allowed.")
    uploads = [Upload(one.filename or "file", one.mimetype, one.read()) for one in sent]
    uploads += [_fetched(url) for url in urls]
    if any(len(upload.data) > _MOST_BYTES for upload in uploads):
        raise Refused(400, "The file is too large.")
    return uploads


def _fetched(url: Any) -> Upload:
    name = PurePosixPath(unquote(urlsplit(str(url)).path)).name or "file"
    with requests.Session() as session:
        session.trust_env = False
        try:
            answer = session.get(str(url), timeout=_PATIENCE)
            answer.raise_for_status()
        except (requests.RequestException, ValueError):
            raise Refused(400, "The file could not be fetched.") from None
    return Upload(name, answer.headers.get("Content-Type", "application/octet-stream"), answer.content)
