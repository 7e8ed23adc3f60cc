"""What the playground page asks beside the Webex API: who is there, what time it is, what has changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Response

from simulator.api.calls import Open, Reply, Visit, text
from simulator.api.oauth import ME_COOKIE
from simulator.directory import Person
from simulator.instants import messaging_time
from simulator.refusals import Refused
from simulator.roles import Role, title_of

_LONGEST_WAIT = 25.0  # real seconds; proxies and browsers give up after thirty

LIBRARIES = {
    "adaptivecards": "/lib/adaptivecards/dist/adaptivecards.min.js",
    "adaptivecardsStyle": "/lib/adaptivecards/dist/adaptivecards.css",
    "markdownIt": "/lib/markdown-it/dist/browser/markdown-it.umd.min.js",
}


def people(visit: Visit) -> Reply:
    """GET /playground/people: everybody one can be, tokens included, and the bot to talk to."""
    with visit.world.lock:
        everybody = visit.world.directory.everybody()
        humans = [_shown(one, visit.world.roles.of(one)) for one in everybody if not one.is_bot]
    bots = [{"id": one.id, "name": one.name, "email": one.email} for one in everybody if one.is_bot]
    return Reply({"people": humans, "bot": bots[0] if bots else None, "lib": LIBRARIES})


def sign_in(visit: Visit) -> Response:
    """POST /playground/me: lets the consent page know who is signed in."""
    person = _person(visit, text(visit.json(), "personId"))
    response = Response(status=204)
    response.set_cookie(ME_COOKIE, person.id, httponly=True, samesite="Lax")
    return response


def clock(visit: Visit) -> Reply:
    """GET /playground/clock"""
    return Reply({"now": messaging_time(visit.world.clock.now())})


def advance(visit: Visit) -> Reply:
    """POST /playground/clock: moves the simulated time by a number of seconds, or `until` something has come."""
    until = visit.json().get("until")
    if until is not None:
        return _until(visit, str(until))
    seconds = visit.json().get("advance")
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise Refused(400, "advance must be a number of seconds.")
    try:
        visit.world.clock.advance(timedelta(seconds=seconds))
    except (OverflowError, ValueError):
        raise Refused(400, "advance leads out of time.") from None
    return clock(visit)


def _until(visit: Visit, until: str) -> Reply:
    """`processed`: all files are made; `morning`: nine o'clock where the person is."""
    if until == "processed":
        visit.world.finish_processing()
    elif until == "morning":
        visit.world.sleep_until_morning(_person(visit, text(visit.json(), "personId")))
    else:
        raise Refused(400, "until must be processed or morning.")
    return clock(visit)


def end_meeting(visit: Visit) -> Reply:
    """POST /playground/meetings: one of this person's ends now, and what it leaves is in the making."""
    return Reply({"title": visit.world.play_meeting(_person(visit, text(visit.json(), "personId"))).title})


def changes(visit: Visit) -> Reply:
    """GET /playground/changes: the version, as soon as it is not `since` any more."""
    try:
        since, wait = int(visit.query("since") or 0), float(visit.query("wait") or 0)
    except ValueError:
        raise Refused(400, "since and wait must be numbers.") from None
    return Reply({"version": visit.world.changes.after(since, max(0.0, min(wait, _LONGEST_WAIT)))})


def open_direct(visit: Visit) -> Reply:
    """POST /playground/direct: the direct room of two people."""
    body = visit.json()
    one, other = _person(visit, text(body, "personId")), _person(visit, text(body, "withPersonId"))
    if one is other:
        raise Refused(400, "Choose two people.")
    return Reply({"roomId": visit.world.direct(one, other).id})


def members(visit: Visit, room_id: str) -> Reply:
    """GET /playground/spaces/{roomId}/people"""
    with visit.world.lock:
        space = visit.world.spaces.by_id(room_id)
        found = [membership.person for membership in space.members.values()]
    return Reply({"people": [_face(one) for one in found]})


def _person(visit: Visit, person_id: str) -> Person:
    with visit.world.lock:
        person = visit.world.directory.by_id(person_id)
    if person is None:
        raise Refused(404)
    return person


def _face(person: Person) -> dict[str, Any]:
    initials = "".join(word[0] for word in person.name.split()[:2]).upper()
    return {"id": person.id, "name": person.name, "email": person.email, "initials": initials, "type": person.kind}


def _shown(person: Person, roles: frozenset[Role]) -> dict[str, Any]:
    return _face(person) | {"token": person.token, "timezone": person.timezone, "role": title_of(roles)}


OPEN = (
    Open("GET", "/playground/people", people),
    Open("POST", "/playground/me", sign_in),
    Open("GET", "/playground/clock", clock),
    Open("POST", "/playground/clock", advance),
    Open("POST", "/playground/meetings", end_meeting),
    Open("GET", "/playground/changes", changes),
    Open("POST", "/playground/direct", open_direct),
    Open("GET", "/playground/spaces/<room_id>/people", members),
)
