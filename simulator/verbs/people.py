"""Who is there, and what they allowed."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.directory import Organization, Person
from simulator.grants import Integration, new_integration
from simulator.roles import SCOPES, Role
from simulator.state import State, alone


class PeopleVerbs(State):
    """Organizations, people, bots, integrations and consents."""

    @alone
    def organization(self, name: str) -> Organization:
        """A new organization; the first is the default of all that need one."""
        return self.directory.organization(name)

    @alone
    def person(
        self,
        name: str,
        email: str,
        timezone: str | None = None,
        org: Organization | None = None,
        has_meetings: bool = True,
    ) -> Person:
        """A new person, whose `token` may do all that a user may. Without `has_meetings` there is no Webex site."""
        person = self.directory.enrol(name, email, "person", org, timezone, has_meetings)
        self.grants.admit(person)
        return person

    @alone
    def bot(self, name: str, email: str, org: Organization | None = None) -> Person:
        """A new bot with its `token`."""
        bot = self.directory.enrol(name, email, "bot", org)
        self.grants.admit(bot)
        return bot

    @alone
    def make_admin(self, person: Person, meetings: bool = True, calling: bool = True) -> None:
        """Make somebody an administrator of meetings, of calling, or of both; the `token` may do all that it allows."""
        if meetings:
            self._give(person, "meetings")
        if calling:
            self._give(person, "calling")

    @alone
    def make_officer(self, person: Person) -> None:
        """Make somebody a compliance officer."""
        self._give(person, "officer")

    @alone
    def dismiss(self, person: Person) -> None:
        """End all roles of a person. Scopes that were consented to stay, and are good for nothing (403)."""
        self.roles.take(person)

    def _give(self, person: Person, role: Role) -> None:
        self.roles.give(person, role)
        self.grants.widen(person, SCOPES[role])

    @alone
    def integration(
        self,
        client_id: str,
        client_secret: str,
        redirect_uris: Iterable[str],
        scopes: Iterable[str],
        name: str = "Recordings bot",
    ) -> Integration:
        """Register an integration, in place of an older one with the same client id."""
        return self.grants.register(new_integration(client_id, client_secret, redirect_uris, scopes, name))

    @alone
    def consent(
        self,
        client_id: str,
        person: Person,
        scopes: Iterable[str],
        redirect_uri: str | None = None,
        challenge: str | None = None,
    ) -> str:
        """The code that a client gets once this person has pressed Allow."""
        integration = self.grants.integration(client_id)
        return self.grants.consent(client_id, person, scopes, redirect_uri or integration.redirect_uris[0], challenge)

    @alone
    def revoke(self, person: Person) -> None:
        """End all grants of a person, refresh tokens included."""
        self.grants.revoke(person)

    @alone
    def expire_access(self, person: Person) -> None:
        """Let a person's access tokens expire now; refresh tokens stay good."""
        self.grants.expire_access(person)
