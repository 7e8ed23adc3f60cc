"""/memberships (reference 7)."""

from __future__ import annotations

from typing import Any

from simulator.api.calls import NO_CONTENT, Call, Reply, Route, text
from simulator.api.paging import page
from simulator.refusals import Refused
from simulator.spaces import Membership, Space, membership_data


def memberships(call: Call) -> Reply:
    """GET /memberships: of one room, or all of the caller's own. Asking for a person needs a room."""
    room_id = call.query("roomId")
    asks_for_person = call.query("personId") or call.query("personEmail")
    if asks_for_person and not room_id:
        raise Refused(400, "roomId is required together with personId or personEmail.")
    found: list[tuple[Space, Membership]]
    if room_id:
        space = call.world.spaces.seen_by(call.person, room_id)
        found = [(space, membership) for membership in space.members.values()]
    else:
        found = [(space, space.members[call.person.id]) for space in call.world.spaces.of(call.person)]
    if asks_for_person:
        wanted = call.person_meant(call.request.args)
        found = [(space, membership) for space, membership in found if membership.person is wanted]
    return page(call, found, lambda pair: membership_data(*pair), lambda pair: pair[1].id, 100, 1000)


def join(call: Call) -> Reply:
    """POST /memberships: adds somebody to a group space."""
    body = call.json()
    space = call.world.spaces.seen_by(call.person, text(body, "roomId"))
    if space.kind == "direct":
        raise Refused(403, "Nobody can be added to a direct room.")
    person = call.person_meant(body)
    membership = call.world.spaces.add(space, person, by=call.person, is_moderator=_bool(body, "isModerator", False))
    return Reply(membership_data(space, membership))


def membership(call: Call, membership_id: str) -> Reply:
    """GET /memberships/{membershipId}"""
    return Reply(membership_data(*call.world.spaces.membership(call.person, membership_id)))


def update(call: Call, membership_id: str) -> Reply:
    """PUT /memberships/{membershipId}"""
    body = call.json()
    space, found = call.world.spaces.membership(call.person, membership_id)
    is_moderator, is_hidden = _bool(body, "isModerator", None), _bool(body, "isRoomHidden", found.is_hidden)
    call.world.spaces.update(space, found, call.person, is_moderator, is_hidden)
    return Reply(membership_data(space, found))


def leave(call: Call, membership_id: str) -> Reply:
    """DELETE /memberships/{membershipId}"""
    space, found = call.world.spaces.membership(call.person, membership_id)
    if space.kind == "direct":
        raise Refused(403, "Nobody can leave a direct room.")
    call.world.spaces.remove(space, found, by=call.person)
    return NO_CONTENT


def _bool(body: dict[str, Any], name: str, default: bool | None) -> bool:
    value = body.get(name, default)
    if not isinstance(value, bool):
        raise Refused(400, f"{name} must be true or false.")
    return value


ROUTES = (
    Route("GET", "/memberships", memberships, "spark:memberships_read"),
    Route("POST", "/memberships", join, "spark:memberships_write"),
    Route("GET", "/memberships/<membership_id>", membership, "spark:memberships_read"),
    Route("PUT", "/memberships/<membership_id>", update, "spark:memberships_write"),
    Route("DELETE", "/memberships/<membership_id>", leave, "spark:memberships_write"),
)
