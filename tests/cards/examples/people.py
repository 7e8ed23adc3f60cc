"""Faces of a person's account and settings."""

from dataclasses import replace
from datetime import time, timedelta

from cards import people
from core.grants import GrantKind, GrantSummary
from core.people import Person, Preferences
from core.quiet import QuietHours
from core.replies import Face
from core.settings import READ_SCOPES
from core.sites import Site
from tests.cards.examples.values import BERLIN, NASTY, NOW, Example

ANA = Person(id="P1", email="ana@example.com", name="Ana Example", org_id="O1", timezone="Europe/Berlin")
GIVEN = GrantSummary(GrantKind.PERSON, frozenset(READ_SCOPES), NOW - timedelta(days=40))


def stated(
    person: Person,
    grant: GrantSummary | None,
    preferences: Preferences,
    source: str,
    *roles: GrantSummary,
    kept: int = 0,
) -> Face:
    return people.status(
        person,
        zone=BERLIN,
        zone_source=source,
        grant=grant,
        roles=roles,
        preferences=preferences,
        kept=kept,
        bot_version="0.1.0",
        now=NOW,
    )


def examples() -> list[Example]:
    status, form = people.status, people.settings_form
    nasty = replace(ANA, name=NASTY[0] + "🎉" * 500, email=NASTY[3], timezone=None)
    chosen = Preferences("Europe/Paris", "acme.webex.com", "since monday", quiet=QuietHours(time(22), time(7)))
    all_emoji = Person(id="P2", email="🎉" * 500, name="🎉" * 500, org_id="O1", timezone="🎉" * 500)
    emoji_sites = [Site("🎉" * 24 + f"{number}") for number in range(99)]
    emoji = Preferences("🎉" * 60, "🎉" * 24, "🎉" * 500)
    sites = [Site("acme.webex.com", is_default=True), Site("acme-emea.webex.com")]
    many = [Site(f"{'🎉' * 100}{number}.webex.com") for number in range(200)]
    keeping = Preferences(keeps_transcripts=True)
    ended = replace(GIVEN, has_ended=True)
    roles = [replace(ended, kind=GrantKind.ADMIN), replace(GIVEN, kind=GrantKind.COMPLIANCE)]
    saved = ("Time zone: Europe/Paris, where it is 10:20.", "Lists show the last 7 days.")
    odd = Preferences(None, "[gone](https://evil.example)", NASTY[4])
    return [
        Example("status", status, stated(ANA, GIVEN, Preferences(), "Webex profile"), ("ana@example.com",)),
        Example("status-new", status, stated(replace(ANA, timezone=None), None, Preferences(), "none")),
        Example("status-roles", status, stated(ANA, GIVEN, Preferences(), "settings", *roles)),
        Example("status-ended", status, stated(ANA, ended, chosen, "settings")),
        Example("status-keeping", status, stated(ANA, GIVEN, keeping, "none", kept=12), ("12 sealed copies",)),
        Example("status-extreme", status, stated(nasty, GIVEN, odd, "elsewhere"), (NASTY[0], NASTY[3], NASTY[4])),
        Example("status-emoji", status, stated(all_emoji, GIVEN, replace(emoji, site="🎉" * 500), "🎉" * 500)),
        Example(
            "settings-emoji", form, form(all_emoji, emoji, zone=BERLIN, sites=emoji_sites, saved=("🎉" * 999,) * 9)
        ),
        Example("settings", form, form(ANA, Preferences(), zone=BERLIN, sites=sites)),
        Example(
            "settings-keeping", form, form(ANA, keeping, zone=BERLIN, sites=sites, saved=(people.keeping(keeping),))
        ),
        Example("settings-saved", form, form(ANA, chosen, zone=BERLIN, sites=sites, saved=saved)),
        Example("settings-no-sites", form, form(replace(ANA, timezone=None), Preferences(), zone=BERLIN, sites=[])),
        Example("settings-extreme", form, form(nasty, odd, zone=BERLIN, sites=many, saved=(NASTY[3] * 9,) * 99)),
    ]
