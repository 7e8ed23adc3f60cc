"""/rooms (reference 7)."""

from __future__ import annotations

from typing import Any

from simulator.api.calls import Call, Reply, Route
from simulator.api.paging import page
from simulator.instants import messaging_time
from simulator.spaces import Space


def rooms(call: Call) -> Reply:
    """GET /rooms: those the caller is in."""
    kind = call.choice("type", "direct", "group")
    order = call.choice("sortBy", "id", "lastactivity", "created")
    found = [space for space in call.world.spaces.of(call.person) if kind in (None, space.kind)]
    if order == "lastactivity":
        found.sort(key=lambda space: space.last_activity, reverse=True)
    elif order == "created":
        found.sort(key=lambda space: space.created, reverse=True)
    return page(call, found, lambda space: _shown(call, space), lambda space: space.id, 100, 1000)


def room(call: Call, room_id: str) -> Reply:
    """GET /rooms/{roomId}"""
    return Reply(_shown(call, call.world.spaces.seen_by(call.person, room_id)))


def _shown(call: Call, space: Space) -> dict[str, Any]:
    return {
        "id": space.id,
        "title": space.title_for(call.person),
        "type": space.kind,
        "isLocked": False,
        "lastActivity": messaging_time(space.last_activity),
        "creatorId": space.creator.id,
        "created": messaging_time(space.created),
        "ownerId": space.creator.org.id,
        "isPublic": False,
        "isReadOnly": False,
    }


ROUTES = (
    Route("GET", "/rooms", rooms, "spark:rooms_read"),
    Route("GET", "/rooms/<room_id>", room, "spark:rooms_read"),
)
