"""The playground page itself, and the two browser libraries it uses."""

from __future__ import annotations

from pathlib import Path

from flask import Response, send_from_directory

from simulator.api.calls import Open, Visit
from simulator.refusals import Refused

_PAGE = Path(__file__).resolve().parents[1] / "page"
_MODULES = Path(__file__).resolve().parents[2] / "node_modules"
_PACKAGES = ("adaptivecards", "markdown-it")


def index(_visit: Visit) -> Response:
    """GET /"""
    return send_from_directory(_PAGE, "index.html")


def asset(_visit: Visit, name: str) -> Response:
    """GET /page/{file}"""
    return send_from_directory(_PAGE, name)


def library(_visit: Visit, package: str, path: str) -> Response:
    """GET /lib/{package}/{path}: from node_modules, and of these two packages only."""
    if package not in _PACKAGES:
        raise Refused(404)
    return send_from_directory(_MODULES / package, path)


OPEN = (
    Open("GET", "/", index),
    Open("GET", "/page/<path:name>", asset),
    Open("GET", "/lib/<package>/<path:path>", library),
)
