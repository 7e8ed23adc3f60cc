"""Webex sites, and which of them each person prefers (reference 15)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from simulator.directory import Organization, Person
from simulator.refusals import Refused


@dataclass(frozen=True)
class Site:
    """A Webex site of an organization."""

    url: str
    org: Organization
    is_default: bool


class Sites:
    """All sites."""

    def __init__(self) -> None:
        self._sites: list[Site] = []
        self._preferred: dict[str, str] = {}  # site URL by person id

    def add(self, url: str, org: Organization, is_default: bool | None = None) -> Site:
        """A site; the first one of an organization is its default unless another is made so."""
        if is_default is None:
            is_default = not self.of(org)
        if is_default:
            self._sites = [Site(one.url, one.org, one.is_default and one.org is not org) for one in self._sites]
        site = Site(url, org, is_default)
        self._sites.append(site)
        return site

    def of(self, org: Organization) -> list[Site]:
        """The sites of an organization."""
        return [site for site in self._sites if site.org is org]

    def default_of(self, org: Organization) -> Site:
        """The default site; an organization without any gets one the first time it is needed."""
        chosen = next((site for site in self.of(org) if site.is_default), None)
        name = re.sub(r"[^a-z0-9]+", "-", org.name.lower()).strip("-")
        return chosen or self.add(f"{name}.webex.com", org, True)

    def preferred_by(self, person: Person) -> Site:
        """Where transcripts, reports and the recycle bin of a person are looked for unless a site is named."""
        chosen = self._preferred.get(person.id)
        return next((site for site in self.of(person.org) if site.url == chosen), self.default_of(person.org))

    def prefer(self, person: Person, url: str) -> Site:
        """Make one of the person's own sites the preferred one."""
        site = self.named(person, url)
        self._preferred[person.id] = site.url
        return site

    def named(self, person: Person, url: str | None) -> Site:
        """The site with that URL, the preferred one without; 400 for a site the person isn't on."""
        if not url:
            return self.preferred_by(person)
        found = next((site for site in self.of(person.org) if site.url == url), None)
        if found is None:
            raise Refused(400, "Invalid value for siteUrl.")
        return found
