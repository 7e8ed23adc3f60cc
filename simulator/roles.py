"""Administrators and compliance officers: which scopes need whose role (reference 2.5)."""

from __future__ import annotations

from collections import defaultdict
from typing import Literal

from simulator.directory import Person
from simulator.grants import Token

Role = Literal["meetings", "calling", "officer"]
SCOPES: dict[Role, frozenset[str]] = {
    "meetings": frozenset(
        {
            "meeting:admin_recordings_read",
            "meeting:admin_recordings_write",
            "meeting:admin_schedule_read",
            "meeting:admin_schedule_write",
            "meeting:admin_participants_read",
            "meeting:admin_transcripts_read",
            "meeting:admin_preferences_read",
            "meeting:admin_preferences_write",
        }
    ),
    "calling": frozenset({"spark-admin:recordings_read", "spark-admin:recordings_write"}),
    "officer": frozenset(
        {
            "spark-compliance:meetings_read",
            "spark-compliance:meetings_write",
            "spark-compliance:recordings_read",
            "spark-compliance:recordings_write",
        }
    ),
}
_OF_ROLES = frozenset().union(*SCOPES.values())


class Roles:
    """Who has which role."""

    def __init__(self) -> None:
        self._roles: defaultdict[str, set[Role]] = defaultdict(set)  # by person id

    def give(self, person: Person, *roles: Role) -> None:
        """Give roles to a person, who keeps the ones from before."""
        self._roles[person.id].update(roles)

    def take(self, person: Person) -> None:
        """End all roles of a person; tokens keep their scopes, which are good for nothing from here on."""
        self._roles[person.id].clear()

    def of(self, person: Person) -> frozenset[Role]:
        """The roles of a person."""
        return frozenset(self._roles[person.id])

    def backed(self, person: Person, scopes: frozenset[str]) -> frozenset[str]:
        """The scopes that count: those of everybody, and those of the roles that this person has."""
        own = frozenset().union(*(SCOPES[role] for role in self._roles[person.id]))
        return scopes - (_OF_ROLES - own)

    def counting(self, token: Token) -> frozenset[str]:
        """The scopes of a token that count now."""
        return self.backed(token.person, token.scopes)


def title_of(roles: frozenset[Role]) -> str:
    """What somebody with these roles is called; nothing for ordinary people."""
    areas = sorted(role for role in roles if role != "officer")
    titles = ["Administrator" if len(areas) > 1 else f"{areas[0].capitalize()} administrator"] if areas else []
    return " · ".join([*titles, "Compliance officer"] if "officer" in roles else titles)
