"""Digests that everybody in a space sees: topic, time, length and the page that plays; no links, nothing private."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from adaptive_cards.card import ActionT, ElementT

from cards.digests import named
from cards.elements import (
    bullets,
    button,
    can_open,
    card,
    heading,
    line,
    link,
    message,
    paragraph,
    run,
    spoken,
    subtitle,
)
from cards.literal import breakable
from cards.phrases import in_a_row, joined
from cards.recordings import MOST_BUTTONS
from cards.words import counted, moment, plain, shortened
from core.digests import InSpace, News, Subscription
from core.recordings import Recording
from core.replies import Face

MOST_ROWS = 12
MOST_NAME = 60
_WHAT = "Posts here name topic, time, length and the page of a recording, and hold no links to download."
_STOP = "Anybody here can stop this: digest here off."


def space_digest(news: News, *, of: str, zone: ZoneInfo, now: datetime) -> Face:
    """What is new, with buttons to the pages of the first few."""
    recordings = [each for each in news.items if isinstance(each, Recording)]
    shown = recordings[:MOST_ROWS]
    head = counted(len(recordings), "new recording") if recordings else "No new recordings"
    about = joined(f"of {name_of(of)}", f"since {moment(news.since, zone, now)}", zone.key)
    rows = [f"{number}. {in_a_row(each, zone, now, MOST_NAME)}" for number, each in enumerate(shown, 1)]
    left = len(recordings) - len(shown)
    rest = f"… and {left} more" if left else ""
    body: list[ElementT] = [heading(head), subtitle(about), *(paragraph(breakable(row)) for row in rows)]
    body += [paragraph(rest)] if rest else []
    return Face(spoken(f"{head} {about}", *rows, rest), card(body, pages(shown)))


def space_digests(told: Sequence[tuple[Subscription, str]], *, zone: ZoneInfo, now: datetime) -> Face:
    """What this space is told, and on whose behalf."""
    head = "What I tell this space" if told else "I tell this space nothing by myself"
    lines = [_line(subscription, name, zone, now) for subscription, name in told]
    how = "Subscribe it to recordings of yours: digest here weekly mon 09:00, with topic: or series: to tell fewer."
    body: list[ElementT] = [heading(head), *bullets(map(breakable, lines))]
    body += [paragraph(_WHAT), line(run(_STOP if told else how, subtle=True))]
    actions: list[ActionT] = [button("Stop", "digest here off")] if told else []
    return Face(spoken(head, *lines, _STOP if told else how), card(body, actions))


def stopped_here(name: str) -> Face:
    """Said in the space."""
    return message("I tell this space nothing any more", f"{name_of(name)} stopped it.")


def too_many_here() -> Face:
    """A bound is a bound."""
    return message("That is enough", "This space has ten digests already. Stop them first: digest here off.")


def only_in_spaces() -> Face:
    """`here` means a space."""
    return message("Here is only you", "Say that in the space you mean, with my name before it. For yourself: digest.")


def not_there() -> Face:
    """Nobody subscribes a space that they are not in."""
    return message(
        "I can’t see you there", "You have to be in a space, and so have I, to have it told of your recordings."
    )


def needs_zone() -> Face:
    """The time is meant on the clock of whoever asks."""
    return message(
        "Where is your clock?",
        "Your Webex profile names no time zone. Choose one first, then say it again.",
        actions=[button("Settings", "settings")],
    )


def ended() -> Face:
    """Said to the person on whose behalf a space was told."""
    return message(
        "I stopped a digest in a space",
        "You, or I, are no longer in that space, so it hears of your recordings no more.",
        actions=[button("My own digest", "digest")],
    )


def _line(subscription: Subscription, name: str, zone: ZoneInfo, now: datetime) -> str:
    what, next_at = selected(subscription.space), moment(subscription.next_at, zone, now)
    return f"{named(subscription.schedule)}: {what} of {name_of(name)}; the next {next_at}"


def selected(space: InSpace | None) -> str:
    """Which recordings of a person a space is told of."""
    only = [f"with “{shortened(plain(space.topic), MOST_NAME)}” in the topic"] if space and space.topic else []
    only += ["of one meeting series"] if space and space.series else []
    return " ".join(["recordings", *only])


def pages(shown: Sequence[Recording]) -> list[ActionT]:
    """Buttons to the pages of the first few."""
    urls = [(number, each.playback_url or "") for number, each in enumerate(shown, 1)]
    actions: list[ActionT] = [link(f"Open {number}", url) for number, url in urls if can_open(url)]
    return actions[:MOST_BUTTONS]


def name_of(name: str) -> str:
    """Somebody's name, as a space may see it."""
    return shortened(plain(name), MOST_NAME) or "somebody"
