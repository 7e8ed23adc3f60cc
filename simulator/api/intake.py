"""How every request comes in and goes out: noted, tripped by a fault if one is on, marked with its tracking id."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from io import BytesIO
from threading import Event
from typing import Any

from flask import Response, current_app, g, request

from simulator.connections import HALF, HANG_UP, TRICKLE
from simulator.faults import Fault
from simulator.grants import Token
from simulator.refusals import error_body
from simulator.traffic import RequestInfo, harmless_headers, harmless_query
from simulator.world import World

_UNWATCHED = ("/playground/", "/control/", "/page/", "/lib/")  # the page's own traffic is neither noted nor tripped
_LATE = "simulator.late"  # marks a request that is carried out long after it was made
_HTML_ERROR = "<!DOCTYPE html><html><body><h1>{status}</h1><p>Please try again later.</p></body></html>"


def arrive(world: World) -> Response | None:
    """Before a view: note the request, and answer in its place when a fault says that it never landed."""
    g.tracking, g.info, g.fault = f"ROUTERGW_{uuid.uuid4()}", None, None
    if request.path == "/" or request.path.startswith(_UNWATCHED):
        return None
    g.info = _info(world)
    world.traffic.note(g.info)
    if request.environ.get(_LATE):
        g.info.fault = "landed late"
        return None
    world.announce_due()  # with a running clock nothing else notices that time went by
    g.fault = world.fault_book.take(g.info) or world.sky.of_request(g.info)
    if g.fault is None:
        return None
    g.info.fault = g.fault.kind
    if g.fault.late is not None:
        with world.lock:
            world.due.at(world.clock.now() + g.fault.late, _again())
    return _trip(g.fault, g.info)


def leave(response: Response) -> Response:
    """After a view: let a fault spoil the answer, and mark it."""
    info: RequestInfo | None = g.info
    fault: Fault | None = g.fault
    if fault is not None and fault.replaces_answer():
        response = _spoilt(fault)
    if info is not None:
        info.status = response.status_code if HANG_UP not in response.headers else 0
    if fault is not None and fault.after is not None and info is not None:
        fault.after(info)
    if fault is not None and fault.half:
        response.headers[HALF] = "yes"
    if fault is not None and fault.trickle is not None:
        response.headers[TRICKLE] = str(fault.trickle)
    response.headers["trackingid"] = g.tracking
    return response


def bearer(world: World) -> Token | None:
    """Whose token the request carries, if it is any good."""
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    with world.lock:
        return world.grants.bearer(secret.strip()) if kind.lower() == "bearer" else None


def json_response(body: object, status: int, headers: Mapping[str, str] | None = None, kind: str = "") -> Response:
    """A JSON answer; without a body nothing but its status."""
    data = "" if body is None else json.dumps(body, ensure_ascii=False)
    return Response(data, status, headers, content_type=kind or "application/json")


def refused(
    status: int, message: str | None = None, description: str | None = None, retry_after: int | None = None
) -> Response:
    """An answer with the standard error body."""
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return json_response(error_body(status, g.tracking, message, description), status, headers)


def _info(world: World) -> RequestInfo:
    token = bearer(world)
    owner = token.kind if token else "client" if request.headers.get("Authorization", "").startswith("Basic") else ""
    headers = harmless_headers(request.headers.items(), owner or "unknown")
    name = None if token is None else "bot" if token.kind == "bot" else token.person.name
    query = harmless_query(request.args.to_dict())
    scopes = token.scopes if token else frozenset()
    return RequestInfo(request.method, request.path.removeprefix("/v1"), query, headers, name, scopes=scopes)


def _trip(fault: Fault, info: RequestInfo) -> Response | None:
    if fault.delay:
        Event().wait(fault.delay)
    if fault.before is not None:
        fault.before(info)
    # Any answer will do here: `leave` puts the fault's own in its place.
    return Response() if fault.replaces_answer() and not fault.land else None


def _again() -> Callable[[], None]:
    """Carries the present request out when it is called, whoever made it having gone."""
    known = {name: value for name, value in request.environ.items() if not name.startswith("werkzeug.")}
    environ: dict[str, Any] = {**known, "wsgi.input": BytesIO(request.get_data()), _LATE: True}
    app = current_app.wsgi_app

    def carry_out() -> None:
        Response.from_app(app, environ)

    return carry_out


def _spoilt(fault: Fault) -> Response:
    if fault.drop:
        return Response(headers={HANG_UP: "yes"})
    status = fault.status or 200
    headers = {"Retry-After": fault.retry_after} if fault.retry_after is not None else {}
    if fault.body == "html":
        return Response(_HTML_ERROR.format(status=status), status, headers, content_type="text/html")
    if fault.body == "malformed":
        return Response('{"items": [', status, headers, content_type="application/json")
    if fault.body == "empty":
        return Response(b"", status, headers)
    body = fault.body if isinstance(fault.body, Mapping) else error_body(status, g.tracking)
    return json_response(body, status, headers)
