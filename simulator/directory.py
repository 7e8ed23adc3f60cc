"""Organizations, people and bots (reference 6)."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from simulator import identifiers
from simulator.clock import SimClock


@dataclass(frozen=True)
class Organization:
    """A customer of Webex."""

    id: str = field(repr=False)
    uuid: str = field(repr=False)
    name: str


@dataclass(frozen=True)
class Person:
    """A human or a bot. `token` is the bot's token, or a personal one that may do all a user may."""

    id: str = field(repr=False)
    uuid: str = field(repr=False)
    email: str
    name: str
    org: Organization = field(repr=False)
    kind: Literal["person", "bot"]
    token: str = field(repr=False)
    app_id: str = field(repr=False)  # the application the token belongs to
    timezone: str | None
    has_meetings: bool = field(repr=False)  # whether this person may use Webex Meetings at all
    created: datetime = field(repr=False)

    @property
    def is_bot(self) -> bool:
        """Whether this is a bot."""
        return self.kind == "bot"


class Directory:
    """Everybody there is."""

    def __init__(self, clock: SimClock) -> None:
        self._clock = clock
        self.organizations: list[Organization] = []
        self._people: dict[str, Person] = {}
        self._ids: dict[str, str] = {}  # by address, in small letters

    def organization(self, name: str) -> Organization:
        """A new organization."""
        key = str(uuid.uuid4())
        org = Organization(identifiers.encode("ORGANIZATION", key), key, name)
        self.organizations.append(org)
        return org

    def default_organization(self) -> Organization:
        """The first one; there is always one."""
        return self.organizations[0] if self.organizations else self.organization("Acme")

    def enrol(
        self,
        name: str,
        email: str,
        kind: Literal["person", "bot"],
        org: Organization | None = None,
        timezone: str | None = None,
        has_meetings: bool = True,
    ) -> Person:
        """A new person or bot. Addresses are unique."""
        if self.by_email(email):
            raise ValueError(f"{email} is taken")
        key = str(uuid.uuid4())
        person = Person(
            id=identifiers.encode("PEOPLE", key),
            uuid=key,
            email=email,
            name=name,
            org=org or self.default_organization(),
            kind=kind,
            token=secrets.token_urlsafe(48),
            app_id=identifiers.new("APPLICATION"),
            timezone=timezone,
            has_meetings=has_meetings and kind == "person",
            created=self._clock.now(),
        )
        self._keep(person)
        return person

    def change(self, person: Person, **changes: str | None) -> Person:
        """The same person with another name, address or time zone from now on."""
        changed = replace(person, **changes)  # type: ignore[arg-type]  # the changes are fields of a person
        self._ids.pop(person.email.lower(), None)
        self._keep(changed)
        return changed

    def everybody(self) -> list[Person]:
        """All people and bots, first come first."""
        return list(self._people.values())

    def by_id(self, person_id: str) -> Person | None:
        """Whom a canonical id means."""
        return self._people.get(person_id)

    def by_email(self, email: str) -> Person | None:
        """Whom an address means, whatever its case."""
        return self._people.get(self._ids.get(email.lower(), ""))

    def _keep(self, person: Person) -> None:
        self._people[person.id] = person
        self._ids[person.email.lower()] = person.id
