"""Spaces, direct rooms and who is in them (reference 7)."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from simulator import identifiers
from simulator.clock import SimClock
from simulator.directory import Person
from simulator.events import Event
from simulator.instants import messaging_time
from simulator.refusals import NO_ROOM, Refused


@dataclass(eq=False)
class Membership:
    """One person in one space."""

    id: str
    person: Person
    created: datetime
    is_moderator: bool = False
    is_hidden: bool = False


@dataclass(eq=False)
class Space:
    """A group space or a direct room."""

    id: str
    uuid: str = field(repr=False)
    title: str
    kind: Literal["group", "direct"]
    creator: Person = field(repr=False)
    created: datetime
    last_activity: datetime
    members: dict[str, Membership] = field(default_factory=dict, repr=False)  # by person id, in the order they came

    def has(self, person: Person) -> bool:
        """Whether that person is in."""
        return person.id in self.members

    def title_for(self, person: Person) -> str:
        """The title as that member sees it: a direct room is named after the other one."""
        others = [one.person.name for one in self.members.values() if one.person is not person]
        return self.title if self.kind == "group" or not others else others[0]


class Spaces:
    """All rooms."""

    def __init__(self, clock: SimClock, announce: Callable[[Event], None]) -> None:
        self._clock = clock
        self._announce = announce
        self._spaces: dict[str, Space] = {}
        self._direct: dict[frozenset[str], Space] = {}  # by the two people: a search among thousands takes a while

    def create(self, title: str, members: Iterable[Person]) -> Space:
        """A group space; the first member made it and added the others."""
        people = list(members)
        space = self._new(title, "group", people[0])
        self._announce(_room_event(space, "created", people[0]))
        for person in people:
            self.add(space, person, by=people[0], is_moderator=person is people[0])
        return space

    def direct(self, one: Person, other: Person) -> Space:
        """The direct room of two people, opened by `one` if there was none."""
        known = self._direct.get(frozenset({one.id, other.id}))
        if known is not None and known.has(one) and known.has(other):
            return known
        space = self._direct[frozenset({one.id, other.id})] = self._new("", "direct", one)
        # Both are in before anybody is told: who hears of a direct room can already write to it.
        joined = [self._join(space, person) for person in (one, other)]
        for membership in joined:
            self._announce(_membership_event(space, membership, "created", one))
        return space

    def add(self, space: Space, person: Person, by: Person, is_moderator: bool = False) -> Membership:
        """Add a member; 409 when already in."""
        if space.has(person):
            raise Refused(409, "User is already a participant in the room.")
        membership = self._join(space, person)
        membership.is_moderator = is_moderator
        self._announce(_membership_event(space, membership, "created", by))
        return membership

    def update(self, space: Space, membership: Membership, by: Person, is_moderator: bool, is_hidden: bool) -> None:
        """Change what can be changed about a membership."""
        membership.is_moderator, membership.is_hidden = is_moderator, is_hidden
        self._announce(_membership_event(space, membership, "updated", by))

    def remove(self, space: Space, membership: Membership, by: Person) -> None:
        """Take a member out."""
        del space.members[membership.person.id]
        self._announce(_membership_event(space, membership, "deleted", by))

    def rename(self, space: Space, title: str, by: Person) -> None:
        """Give a group space another title."""
        space.title = title
        self._announce(_room_event(space, "updated", by))

    def of(self, person: Person) -> list[Space]:
        """The rooms a person is in, first made first."""
        return [space for space in self._spaces.values() if space.has(person)]

    def seen_by(self, person: Person, room_id: str) -> Space:
        """A room as one of its members asks for it; 404 for unknown rooms and strangers alike."""
        space = self._spaces.get(identifiers.canonical("ROOM", room_id))
        if space is None or not space.has(person):
            raise Refused(404, NO_ROOM)
        return space

    def by_id(self, room_id: str) -> Space:
        """A room for those who see all; 404 when there is none."""
        if room_id not in self._spaces:
            raise Refused(404, NO_ROOM)
        return self._spaces[room_id]

    def membership(self, viewer: Person, membership_id: str) -> tuple[Space, Membership]:
        """A membership in one of the viewer's rooms; 404 otherwise."""
        wanted = identifiers.canonical("MEMBERSHIP", membership_id)
        for space in self.of(viewer):
            for membership in space.members.values():
                if membership.id == wanted:
                    return space, membership
        raise Refused(404)

    def _new(self, title: str, kind: Literal["group", "direct"], creator: Person) -> Space:
        key, now = str(uuid.uuid4()), self._clock.now()
        space = Space(identifiers.encode("ROOM", key), key, title, kind, creator, now, now)
        self._spaces[space.id] = space
        return space

    def _join(self, space: Space, person: Person) -> Membership:
        key = identifiers.encode("MEMBERSHIP", f"{person.uuid}:{space.uuid}")
        membership = Membership(key, person, self._clock.now())
        space.members[person.id] = membership
        return membership


def membership_data(space: Space, membership: Membership) -> dict[str, Any]:
    """A membership as the API and the webhooks show it (references 7 and 8.4)."""
    person = membership.person
    return {
        "id": membership.id,
        "roomId": space.id,
        "roomType": space.kind,
        "personId": person.id,
        "personEmail": person.email,
        "personDisplayName": person.name,
        "personOrgId": person.org.id,
        "isModerator": membership.is_moderator,
        "isMonitor": membership.is_moderator,
        "isRoomHidden": membership.is_hidden,
        "created": messaging_time(membership.created),
    }


def _membership_event(space: Space, membership: Membership, event: str, actor: Person) -> Event:
    # Somebody who was just removed is told as well, though no longer in.
    return Event(
        "memberships",
        event,
        membership_data(space, membership),
        audience=lambda person: space.has(person) or person is membership.person,
        actor_id=actor.id,
    )


def _room_event(space: Space, event: str, actor: Person) -> Event:
    data = {"id": space.id, "title": space.title, "type": space.kind, "isLocked": False, "creatorId": space.creator.id}
    data |= {"created": messaging_time(space.created), "lastActivity": messaging_time(space.last_activity)}
    # The maker of a space hears of it before being counted as a member.
    return Event("rooms", event, data, audience=lambda person: space.has(person) or person is actor, actor_id=actor.id)
