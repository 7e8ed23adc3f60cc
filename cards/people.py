"""A person's own affairs: status and settings."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from adaptive_cards.card import ActionT, ElementT, InputChoice

from cards.digests import named
from cards.elements import (
    bullets,
    button,
    card,
    choice,
    choices,
    heading,
    hint,
    line,
    rows,
    run,
    spoken,
    subtitle,
    text_input,
)
from cards.grants import ROLE_WORDS, scope_words
from cards.words import clock_time, counted, moment, shortened
from core.digests import Subscription
from core.grants import GrantSummary
from core.notices import Noticing
from core.people import Person, Preferences
from core.replies import Face
from core.sites import Site
from core.transcripts import LONGEST_KEPT

PERIODS = ("today", "last 7 days", "last 30 days", "last 90 days", "last 365 days")
DEFAULT_PERIOD = "last 30 days"
ANY_SITE = "any"
MOST_SITES = 12
LONGEST_CHOICE = 100
KEEP, FORGET = "keep", "forget"

_AT_MOST = f"{LONGEST_KEPT.days} days at most"
_COPIES = (
    "With copies, find is quick the second time. A copy holds who said what, and when; it is sealed with my key, for "
    f"you alone, and kept for {_AT_MOST}. Corrections made in Webex meanwhile may show as late as that.",
    "Switching this off or saying disconnect removes all copies at once.",
)
_SOURCES = {
    "settings": "as you chose in the settings",
    "Webex profile": "from your Webex profile",
    "none": "your Webex profile names none",
}


def status(
    person: Person,
    *,
    zone: ZoneInfo,
    zone_source: str,
    grant: GrantSummary | None,
    roles: Sequence[GrantSummary] = (),
    preferences: Preferences,
    kept: int,
    digests: Sequence[Subscription] = (),
    noticing: Noticing | None = None,
    bot_version: str,
    now: datetime,
) -> Face:
    """What the bot knows of the person, and what they allowed; `kept` is how many transcripts are kept."""
    facts = [
        ("Name", person.name),
        ("E-mail", person.email),
        ("Account", _account(grant, zone, now)),
        *((f"As {ROLE_WORDS[each.kind]}", _account(each, zone, now)) for each in roles),
        ("Time zone", f"{zone.key}, where it is {clock_time(now, zone)} ({_SOURCES.get(zone_source, zone_source)})"),
        ("Webex site", preferences.site or "All of them"),
        ("Lists show", preferences.period or DEFAULT_PERIOD),
        ("Transcripts", _kept(preferences, kept)),
        ("Digest", "; ".join(named(each.schedule) for each in digests) or "None"),
        ("Notices", _noticed(noticing)),
        ("Quiet hours", f"Between {_hours(preferences)}" if preferences.quiet else "None"),
    ]
    body: list[ElementT] = [heading("How things stand"), *rows(facts), *_allowed(grant, *roles)]
    body.append(line(run(f"Recordings bot {bot_version}", subtle=True)))
    text = spoken("How things stand", *(f"{name}: {value}" for name, value in facts))
    return Face(text, card(body, _status_actions(grant)))


def settings_form(
    person: Person,
    preferences: Preferences,
    *,
    zone: ZoneInfo,
    sites: Sequence[Site],
    saved: tuple[str, ...] = (),
) -> Face:
    """The settings as a form; `saved` tells what has just been changed, a sentence each."""
    body: list[ElementT] = [
        heading("Settings"),
        *([hint(*(shortened(sentence, 85) for sentence in saved[:5]))] if saved else []),
    ]
    body.append(text_input("timezone", "Time zone", preferences.timezone or zone.key, "Europe/Berlin"))
    body.append(subtitle(_zone_hint(person)))
    body += [_site_menu(preferences, sites)] if sites else []
    body.append(_period_menu(preferences))
    body.append(
        text_input(
            "quiet", "Quiet hours, in which digests and notices wait", str(preferences.quiet or ""), "22:00-07:00"
        )
    )
    body += [_keeping_menu(preferences), *map(subtitle, _COPIES)]
    site = " site:{site}" if sites else ""
    say = "settings timezone:{timezone}" + site + " period:{period} transcripts:{transcripts} quiet:{quiet}"
    save = button("Save", say, is_main=True)
    return Face(spoken("Settings", *(saved or _current(preferences, zone))), card(body, [save]))


def keeping(preferences: Preferences) -> str:
    """What becomes of transcripts, in a sentence."""
    if preferences.keeps_transcripts:
        return f"I keep sealed copies of the transcripts that find reads, for {_AT_MOST}."
    return "I keep no copies of transcripts, and those that I had are gone."


def resting(preferences: Preferences) -> str:
    """When nothing comes by itself, in a sentence."""
    return f"Between {_hours(preferences)} nothing comes by itself." if preferences.quiet else "No quiet hours."


def _account(grant: GrantSummary | None, zone: ZoneInfo, now: datetime) -> str:
    if grant is None:
        return "Not connected"
    if grant.has_ended:
        return "No longer connected: Webex ended my access"
    return f"Connected since {moment(grant.granted_at, zone, now)}"


def _allowed(*grants: GrantSummary | None) -> list[ElementT]:
    scopes = [scope for grant in grants if grant and not grant.has_ended for scope in grant.scopes]
    return [line(run("You allowed me to", bold=True)), *bullets(scope_words(scopes))] if scopes else []


def _status_actions(grant: GrantSummary | None) -> list[ActionT]:
    if grant is None or grant.has_ended:
        return [button("Connect", "connect", is_main=True), button("Settings", "settings")]
    return [button("Settings", "settings"), button("Disconnect", "disconnect")]


def _zone_hint(person: Person) -> str:
    profile = f"your Webex profile says {person.timezone}" if person.timezone else "your Webex profile names none"
    return f"A city of your zone, such as Europe/Berlin or America/New_York; {profile}."


def _site_menu(preferences: Preferences, sites: Sequence[Site]) -> ElementT:
    chosen = _choosable(preferences.site) or ANY_SITE
    urls = [site.url for site in sites if _choosable(site.url)][:MOST_SITES]
    urls += [chosen] if chosen not in (*urls, ANY_SITE) else []
    options = [choice("All my sites", ANY_SITE), *(choice(url, url) for url in urls)]
    return choices("site", "Webex site", options, chosen, is_open=False)


def _period_menu(preferences: Preferences) -> ElementT:
    chosen = _choosable(preferences.period) or DEFAULT_PERIOD
    periods = [*PERIODS, *([chosen] if chosen not in PERIODS else [])]
    options: list[InputChoice] = [choice(period.capitalize(), period) for period in periods]
    return choices("period", "What a list shows when you name no time", options, chosen, is_open=False)


def _keeping_menu(preferences: Preferences) -> ElementT:
    options = [choice("Don’t keep copies", FORGET), choice("Keep sealed copies for a while", KEEP)]
    chosen = KEEP if preferences.keeps_transcripts else FORGET
    return choices("transcripts", "Transcripts that find has read", options, chosen, is_open=True)


def _kept(preferences: Preferences, kept: int) -> str:
    if not preferences.keeps_transcripts:
        return "I keep no copies"
    copies = counted(kept, "sealed copy", "sealed copies") if kept else "No copies yet"
    return f"{copies}, kept for {_AT_MOST}; switching that off or disconnect removes them at once"


def _noticed(noticing: Noticing | None) -> str:
    own, rooms = noticing and noticing.own, noticing.rooms if noticing else ()
    spaces = f"in {counted(len(rooms), 'space')}" if rooms else ""
    return ", and ".join(filter(None, ("On" if own else "Off", spaces)))


def _hours(preferences: Preferences) -> str:
    return str(preferences.quiet).replace("-", " and ")


def _choosable(value: str | None) -> str | None:
    """The value, unless it is too long for a menu that has to stay small."""
    return value if value and len(value.encode("utf-8", "replace")) <= LONGEST_CHOICE else None


def _current(preferences: Preferences, zone: ZoneInfo) -> tuple[str, ...]:
    return (
        f"Time zone: {zone.key}",
        f"Webex site: {preferences.site or 'all of them'}",
        f"Lists show: {preferences.period or DEFAULT_PERIOD}",
        f"Quiet hours: {preferences.quiet or 'none'}",
        f"Transcripts: {'sealed copies are kept' if preferences.keeps_transcripts else 'no copies are kept'}",
    )
