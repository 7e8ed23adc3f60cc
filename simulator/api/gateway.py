"""The application: every path, who may enter, and how views are run."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import cache
from pathlib import Path

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from simulator.api import (
    access_lists,
    actions,
    admin_calls,
    admin_minutes,
    admin_recordings,
    call_files,
    contents,
    control,
    converged,
    converged_bin,
    files,
    meeting_changes,
    meetings,
    memberships,
    messages,
    oauth,
    pages,
    participants,
    people,
    playground,
    preferences,
    queries,
    recordings,
    recycle_bin,
    reports,
    rooms,
    snippets,
    summaries,
    transcripts,
    webhooks,
)
from simulator.api.calls import Call, Open, Reply, Route, Visit
from simulator.api.intake import arrive, bearer, json_response, leave, refused
from simulator.refusals import Refused
from simulator.world import World

ROUTES: tuple[Route, ...] = (
    *people.ROUTES,
    *rooms.ROUTES,
    *memberships.ROUTES,
    *messages.ROUTES,
    *contents.ROUTES,
    *actions.ROUTES,
    *webhooks.ROUTES,
    *recordings.ROUTES,
    *recycle_bin.ROUTES,
    *access_lists.ROUTES,
    *reports.ROUTES,
    *admin_recordings.ROUTES,
    *queries.ROUTES,
    *admin_calls.ROUTES,
    *admin_minutes.ROUTES,
    *converged.ROUTES,
    *converged_bin.ROUTES,
    *meetings.ROUTES,
    *meeting_changes.ROUTES,
    *transcripts.ROUTES,
    *snippets.ROUTES,
    *summaries.ROUTES,
    *participants.ROUTES,
    *preferences.ROUTES,
)
OPEN: tuple[Open, ...] = (*oauth.OPEN, *files.OPEN, *call_files.OPEN, *playground.OPEN, *control.OPEN, *pages.OPEN)

_Run = Callable[..., Response]


def create_app(world: World) -> Flask:
    """The WSGI application over a world."""
    app = _bare()
    app.url_map = _pattern().url_map
    app.jinja_env = _pattern().jinja_env
    app.view_functions |= {_endpoint(route): _for_bearers(world, route) for route in ROUTES}
    app.view_functions |= {_endpoint(way): _for_all(world, way) for way in OPEN}
    app.before_request(lambda: arrive(world))
    app.after_request(leave)
    app.register_error_handler(Refused, _on_refusal)
    app.register_error_handler(HTTPException, _on_http_error)
    return app


@cache
def _pattern() -> Flask:
    """Every path and page there is. Compiling them takes longer than the rest of a world, so it is done once."""
    app = _bare()
    ways: list[Route | Open] = [*ROUTES, *OPEN]
    for one in ways:
        app.add_url_rule(_path(one), _endpoint(one), methods=[one.method])
    return app


def _bare() -> Flask:
    return Flask("simulator", root_path=str(Path(__file__).resolve().parents[1]), static_folder=None)


def _path(one: Route | Open) -> str:
    return f"/v1{one.path}" if isinstance(one, Route) else one.path


def _endpoint(one: Route | Open) -> str:
    return f"{one.method} {_path(one)}"


def _for_bearers(world: World, route: Route) -> _Run:
    """Token, then rate, then scope, then media type: the order in which Webex looks at a request."""
    # The meetings family names its character set, the messaging one does not (reference 1.1).
    kind = "application/json;charset=UTF-8" if "meeting" in route.scope else ""

    def run(**path: str) -> Response:
        token = bearer(world)
        if token is None:
            raise Refused(401)
        if (wait := world.limits.wait(token.person, request.path)) is not None:
            raise Refused(429, retry_after=wait)
        with world.lock:
            scopes = world.roles.counting(token)
        if not any(scopes.issuperset(way.split()) for way in route.scope.split("|")):
            raise Refused(403)
        _check_media_type(route)
        with world.lock if route.is_alone else nullcontext():
            return _response(route.view(Call(world, request, token), **path), kind)

    return run


def _for_all(world: World, way: Open) -> _Run:
    def run(**path: str) -> Response:
        return _response(way.view(Visit(world, request), **path))

    return run


def _check_media_type(route: Route) -> None:
    if route.method in ("POST", "PUT", "PATCH") and request.mimetype not in route.takes:
        raise Refused(415, f"Content type '{request.mimetype}' not supported")


def _response(result: Reply | Response, kind: str = "") -> Response:
    if isinstance(result, Response):
        return result
    return json_response(result.body, result.status, result.headers, kind)


def _on_refusal(problem: Refused) -> Response:
    return refused(problem.status, problem.message, problem.description, problem.retry_after)


def _on_http_error(problem: HTTPException) -> Response | HTTPException:
    """Wrong paths and verbs (and our own bugs) below /v1 get the standard body too."""
    return refused(problem.code or 500) if request.path.startswith("/v1") else problem
