"""Faces of what the bot can do."""

from cards import help
from core.help import HelpEntry
from tests.cards.examples.values import NASTY, Example

LIST_ENTRY = HelpEntry(
    "list",
    "list [when] [filters]",
    "your meeting recordings, newest first",
    ("list", "list last 7 days", "list in march host:me", "list 2026-03-01..2026-03-31 topic:sync"),
)
ENTRIES = (
    HelpEntry("help", "help [word]", "what I can do, or how one word is used"),
    HelpEntry("connect", "connect", "link your Webex account, so that I can look things up as you"),
    HelpEntry("disconnect", "disconnect", "forget you"),
    LIST_ENTRY,
    HelpEntry("search", "search WORDS [when]", "recordings whose topic has these words"),
    HelpEntry("latest", "latest", "your newest recording"),
    HelpEntry("show", "show N", "the details of one recording"),
    HelpEntry("links", "links N", "fresh download links, which work for about three hours"),
    HelpEntry("status", "status", "your account, what you allowed, your time zone"),
    HelpEntry("settings", "settings", "time zone, Webex site and default period, as a form"),
)


def examples() -> list[Example]:
    long = HelpEntry("w", "w" * 60, "x" * 120, ("🎉" * 500,) * 50, ("y" * 300,) * 3)
    overview, about, greeting = help.overview, help.about, help.greeting
    return [
        Example("help", overview, overview(ENTRIES, is_connected=True)),
        Example("help-new", overview, overview(ENTRIES, is_connected=False)),
        Example("help-space", overview, overview(ENTRIES, is_connected=None)),
        Example("help-extreme", overview, overview((long,) * 60, is_connected=False)),
        Example("help-minimal", overview, overview((), is_connected=False)),
        Example("about", about, about(LIST_ENTRY), (LIST_ENTRY.usage, *LIST_ENTRY.examples)),
        Example("about-minimal", about, about(ENTRIES[1])),
        Example("about-extreme", about, about(long)),
        Example("greeting", greeting, greeting("Ana", True), ("Ana",)),
        Example("greeting-known", greeting, greeting("Ana", True, is_connected=True), ("Ana",)),
        Example("greeting-nobody", greeting, greeting(None, True)),
        Example("greeting-space", greeting, greeting(None, False)),
        Example("greeting-extreme", greeting, greeting(NASTY[0] + "🎉" * 999, True), NASTY[:1]),
    ]
