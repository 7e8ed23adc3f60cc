"""`status` and `settings`."""

from dataclasses import replace

from cards import people as cards
from core.commands import ChangeSettings
from core.grants import ROLES
from core.people import Asker, Preferences
from core.quiet import QuietHours
from core.replies import Reply
from core.version import VERSION
from handlers.recordings import DEFAULT_PERIOD
from services.services import Services


def show_status(asker: Asker, services: Services) -> Reply:
    """The account, what was allowed, and the choices."""
    face = cards.status(
        asker.person,
        zone=asker.zone,
        zone_source=_zone_source(asker),
        grant=services.grants.summary(asker.person.id),
        roles=[each for kind in ROLES if (each := services.grants.summary(asker.person.id, kind))],
        preferences=asker.preferences,
        kept=services.transcripts.count_kept(asker.person.id),
        digests=services.digests.of(asker.person.id),
        noticing=services.notices.of(asker.person.id),
        bot_version=VERSION,
        now=asker.now,
    )
    return Reply(face)


def show_settings(asker: Asker, services: Services) -> Reply:
    """The form."""
    return _form(asker, asker.preferences, services, saved=())


def change_settings(command: ChangeSettings, asker: Asker, services: Services) -> Reply:
    """Keeps what was changed and shows the form again."""
    chosen = _changed(asker.preferences, command)
    services.people.choose(asker.person.id, chosen)
    if command.timezone is not None:
        services.digests.move_to(asker.person.id, replace(asker, preferences=chosen).zone)
    saved = _saved(chosen, command)
    return _form(asker, chosen, services, saved)


def _form(asker: Asker, preferences: Preferences, services: Services, saved: tuple[str, ...]) -> Reply:
    now_asker = replace(asker, preferences=preferences)
    sites = services.sites.of(asker.person.id)
    return Reply(cards.settings_form(asker.person, preferences, zone=now_asker.zone, sites=sites, saved=saved))


def _changed(before: Preferences, command: ChangeSettings) -> Preferences:
    return Preferences(
        timezone=before.timezone if command.timezone is None else command.timezone or None,
        site=before.site if command.site is None else command.site or None,
        period=before.period if command.period is None else command.period or None,
        keeps_transcripts=before.keeps_transcripts if command.transcripts is None else command.transcripts == "keep",
        quiet=before.quiet if command.quiet is None else QuietHours.parse(command.quiet) if command.quiet else None,
    )


def _saved(chosen: Preferences, command: ChangeSettings) -> tuple[str, ...]:
    """A sentence for each thing that was changed."""
    said = (
        (command.timezone, f"Your time zone is {chosen.timezone or 'the one of your Webex profile'}."),
        (command.site, f"Lists show {chosen.site or 'all your sites'}."),
        (command.period, f"Without a time, lists show {_named(chosen.period or DEFAULT_PERIOD)}."),
        (command.transcripts, cards.keeping(chosen)),
        (command.quiet, cards.resting(chosen)),
    )
    return tuple(sentence for value, sentence in said if value is not None)


def _named(period: str) -> str:
    """`the last 14 days`, where the period was chosen as `last 14 days`; `last week` and all others as they are."""
    words = period.split()
    return f"the {period}" if words[0] in ("last", "past") and len(words) > 2 else period


def _zone_source(asker: Asker) -> str:
    if asker.preferences.timezone:
        return "settings"
    return "Webex profile" if asker.person.timezone else "none"
