"""/people (reference 6)."""

from __future__ import annotations

from typing import Any

from simulator.api.calls import Call, Reply, Route
from simulator.api.paging import page
from simulator.directory import Person
from simulator.identifiers import canonical
from simulator.instants import messaging_time
from simulator.refusals import Refused

_MOST_IDS = 85


def me(call: Call) -> Reply:
    """GET /people/me"""
    return Reply(_shown(call, call.person, with_presence=True))


def one(call: Call, person_id: str) -> Reply:
    """GET /people/{personId}"""
    person = call.world.directory.by_id(canonical("PEOPLE", person_id))
    if person is None:
        raise Refused(404)
    return Reply(_shown(call, person, with_presence=True))


def find(call: Call) -> Reply:
    """GET /people by email, by the start of a display name, or by ids."""
    if ids := call.query("id"):
        return _by_ids(call, ids.split(","))
    email, name = call.query("email"), call.query("displayName")
    if not email and not name:
        raise Refused(400, "Email, displayName, or id list should be specified.")
    # Strangers to one's organization can't be looked up; the answer is as for addresses that don't exist.
    found = [
        person
        for person in call.world.directory.everybody()
        if person.org is call.person.org
        and (not email or person.email.lower() == email.lower())
        and (not name or person.name.lower().startswith(name.lower()))
    ]
    return page(call, found, lambda one: _shown(call, one, with_presence=True), lambda one: one.id, 100, 1000)


def _by_ids(call: Call, ids: list[str]) -> Reply:
    if len(ids) > _MOST_IDS:
        raise Refused(400, f"At most {_MOST_IDS} ids are allowed.")
    found = {key: call.world.directory.by_id(canonical("PEOPLE", key)) for key in ids}
    body: dict[str, Any] = {"items": [_shown(call, one, with_presence=False) for one in found.values() if one]}
    missing = [key for key, person in found.items() if person is None]
    return Reply({"notFoundIds": missing} | body if missing else body)


def _shown(call: Call, person: Person, with_presence: bool) -> dict[str, Any]:
    first, _, last = person.name.partition(" ")
    shown: dict[str, Any] = {
        "id": person.id,
        "emails": [person.email],
        "displayName": person.name,
        "nickName": first,
        "firstName": first,
        "lastName": last,
        "orgId": person.org.id,
        "created": messaging_time(person.created),
        "type": person.kind,
    }
    # Other organizations' people show neither where they are nor whether they are about.
    if person.org is call.person.org:
        if person.timezone:
            shown["timezone"] = person.timezone
        if with_presence and not person.is_bot:
            shown["status"] = "active"
    return {key: value for key, value in shown.items() if value != ""}


ROUTES = (
    Route("GET", "/people/me", me, "spark:people_read"),
    Route("GET", "/people/<person_id>", one, "spark:people_read"),
    Route("GET", "/people", find, "spark:people_read"),
)
