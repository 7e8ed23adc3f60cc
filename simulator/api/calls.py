"""What a view gets and gives, and how it is found."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from typing import Any, NamedTuple

from flask import Request, Response

from simulator.directory import Person
from simulator.grants import Token
from simulator.identifiers import canonical
from simulator.instants import parse_time, zone_named
from simulator.refusals import Refused
from simulator.world import World


@dataclass(frozen=True)
class Reply:
    """A JSON answer; without a body, an empty one."""

    body: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


NO_CONTENT = Reply(status=204)


@dataclass(frozen=True)
class Visit:
    """A request of anybody, on its way through the simulator."""

    world: World
    request: Request

    @property
    def origin(self) -> str:
        """Where this simulator is reached, without a trailing slash."""
        return self.request.host_url.rstrip("/")

    def query(self, name: str) -> str | None:
        """A query parameter; an empty one counts as not given."""
        return self.request.args.get(name) or None

    def choice(self, name: str, *allowed: str) -> str | None:
        """A query parameter that is one of a few words; 400 for any other."""
        value = self.query(name)
        if value is not None and value not in allowed:
            raise Refused(400, f"Invalid value for parameter '{name}'.")
        return value

    def instant(self, name: str) -> datetime | None:
        """A query parameter that is a point in time; naive ones count in the `timezone` header's zone."""
        value = self.query(name)
        return None if value is None else parse_time(value, name, self.zone)

    @property
    def zone(self) -> tzinfo:
        """The zone of the `timezone` header, which is UTC unless given."""
        name = self.request.headers.get("timezone")
        return zone_named(name) if name else UTC

    def flag(self, name: str) -> bool | None:
        """A query parameter that is true or false; 400 for any other."""
        value = self.choice(name, "true", "false")
        return None if value is None else value == "true"

    def json(self) -> dict[str, Any]:
        """The JSON object that was sent; 400 when it is anything else."""
        try:
            body = json.loads(self.request.get_data())
        except ValueError:
            raise Refused(400, "Request body is not valid JSON.") from None
        if not isinstance(body, dict):
            raise Refused(400, "Request body must be a JSON object.")
        return body


@dataclass(frozen=True)
class Call(Visit):
    """A request with a valid token."""

    token: Token

    @property
    def person(self) -> Person:
        """Who calls."""
        return self.token.person

    @property
    def scopes(self) -> frozenset[str]:
        """What the token and the roles of its owner allow together."""
        return self.world.roles.counting(self.token)

    def host(self, admin_scope: str) -> Person:
        """For whom the caller acts: as an administrator for the `hostEmail`, else for himself or herself.

        Without that scope, or for somebody without a site, it is refused; who isn't in the organization isn't found.
        """
        email = self.query("hostEmail")
        if email is not None and admin_scope not in self.scopes:
            raise Refused(self.world.knobs.host_email_refused)
        person = self.person if email is None else self.colleague(email)
        if not person.has_meetings:
            raise Refused(403)
        return person

    def acting(self, admin_scope: str) -> Call:
        """The call as if the host had made it for whom the caller acts."""
        return replace(self, token=replace(self.token, person=self.host(admin_scope)))

    def colleague(self, email: str) -> Person:
        """Somebody of the caller's organization; 404 for all others."""
        person = self.world.directory.by_email(email)
        if person is None or person.org is not self.person.org:
            raise Refused(404)
        return person

    def check_acts_for_self(self) -> None:
        """Only administrators name a host, and nobody without a site has anything to do with meetings: 403."""
        if self.query("hostEmail"):
            raise Refused(self.world.knobs.host_email_refused)
        if not self.person.has_meetings:
            raise Refused(403)

    def person_meant(self, source: Mapping[str, Any]) -> Person:
        """The one person that `personId` or `personEmail` of a query or body means; 400 unless exactly one is given."""
        keys = [key for key in ("personId", "personEmail") if source.get(key)]
        if len(keys) != 1:
            raise Refused(400, "Exactly one of personId and personEmail is required.")
        person = person_by(self.world, keys[0], str(source[keys[0]]), self.person)
        if person is None:
            raise Refused(404)
        return person


View = Callable[..., Reply | Response]


class Route(NamedTuple):
    """A view for those who carry a token with these scopes (any token, when there are none)."""

    method: str
    path: str  # after /v1
    view: View
    scope: str = ""  # one, or several with a space between; a "|" stands between ways of which one is enough
    is_alone: bool = True  # run with the world's lock held
    takes: tuple[str, ...] = ("application/json",)  # media types a POST, PUT or PATCH may have


class Open(NamedTuple):
    """A view for everybody; it sees to the lock itself."""

    method: str
    path: str
    view: View


def text(body: Mapping[str, Any], name: str) -> str:
    """A field that must be a non-empty string; 400 otherwise."""
    value = body.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Refused(400, f"{name} is required.")
    return value


def maybe_text(body: Mapping[str, Any], name: str) -> str | None:
    """A field that is a string if it is there at all; 400 otherwise."""
    return text(body, name) if body.get(name) is not None else None


def maybe_flag(body: Mapping[str, Any], name: str, default: bool) -> bool:
    """A field that is true or false if it is there at all; 400 otherwise."""
    value = body.get(name, default)
    if not isinstance(value, bool):
        raise Refused(400, f"{name} must be true or false.")
    return value


def texts(body: Mapping[str, Any], name: str, most: int) -> list[str]:
    """A field that is a list of at most so many strings if it is there at all; 400 otherwise."""
    value = body.get(name) or []
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise Refused(400, f"{name} must be a list of strings.")
    if len(value) > most:
        raise Refused(400, f"{name} must not have more than {most} items.")
    return value


def person_by(world: World, key: str, value: str, me: Person) -> Person | None:
    """Whom a `personId` or `personEmail` means; `me` is the caller. 400 for ids that can't be read."""
    if key == "personEmail":
        return world.directory.by_email(value)
    return me if value == "me" else world.directory.by_id(canonical("PEOPLE", value))
