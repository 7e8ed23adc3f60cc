"""Digests that everybody in a space sees: topic, time, length and the page that plays; no links, nothing private."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from adaptive_cards.card import ActionT, ElementT
from adaptive_cards.types import Spacing

from cards.digests import named
from cards.elements import (
    bullets,
    button,
    can_open,
    card,
    fitting,
    heading,
    line,
    link,
    message,
    paragraph,
    run,
    spoken,
    subtitle,
)
from cards.groups import TOPIC_LIMITS, Group, grouped
from cards.literal import breakable
from cards.phrases import in_a_row, joined
from cards.recordings import MOST_BUTTONS
from cards.words import counted, length, moment, plain, shortened
from core.digests import InSpace, News, Subscription
from core.recordings import Recording
from core.replies import CardJson, Face

MOST_ROWS = 12
MOST_NAME = 60
_WHAT = "Posts here name topic, time, length and the page of a recording, and hold no links to download."
_STOP = "Anybody here can stop this: digest here off."


def space_digest(news: News, *, of: str, zone: ZoneInfo, now: datetime, subscription_id: int | None = None) -> Face:
    """What is new, under headings where it is of several days, with buttons to the pages of the first few.

    With the number of the subscription that told all of it, *More* goes on.
    """
    recordings = [each for each in news.items if isinstance(each, Recording)]
    shown = recordings[:MOST_ROWS]
    groups = grouped(shown, zone)
    ordered = [each for group in groups for each in group.items if isinstance(each, Recording)] or shown
    head, left = _head(news, len(recordings), len(shown)), len(recordings) - len(shown)
    lasts = length(news.total_length) if news.total_length and not news.offset else ""
    since = "" if news.offset else f"since {moment(news.since, zone, now)}"
    about = joined(lasts, f"of {name_of(of)}", since, zone.key)
    rest = f"… and {left} more" if left else ""
    more = f"digest now here {news.made} after:{shown[-1].id} of:{subscription_id}" if left and subscription_id else ""

    def draw(limit: int) -> CardJson:
        flat = _numbered([in_a_row(each, zone, now, limit) for each in ordered], 1)
        drawn = _groups(groups, zone, now, limit) if groups else flat
        body: list[ElementT] = [heading(head), subtitle(about), *drawn, *([paragraph(rest)] if rest else [])]
        return card(body, _actions(ordered, more))

    numbered = [f"{number}. {in_a_row(each, zone, now, MOST_NAME)}" for number, each in enumerate(ordered, 1)]
    return Face(spoken(f"{head} {about}", *numbered, rest), fitting(draw, TOPIC_LIMITS))


def can_not_go_on() -> Face:
    """Nobody is told what a space was not told."""
    return message(
        "I can’t go on with that digest",
        "It was too long ago or has ended, or I may no longer see the recordings that it was about.",
        actions=[button("Digests of this space", "digest here")],
    )


def space_digests(told: Sequence[tuple[Subscription, str]], *, zone: ZoneInfo, now: datetime) -> Face:
    """What this space is told, and on whose behalf."""
    head = "Digests of this space" if told else "This space gets no digests"
    lines = [_line(subscription, name, zone, now) for subscription, name in told]
    how = "Subscribe it to recordings of yours: digest here weekly mon 09:00, with topic: or series: to tell fewer."
    body: list[ElementT] = [heading(head), *bullets(map(breakable, lines))]
    body += [paragraph(_WHAT), line(run(_STOP if told else how, subtle=True))]
    actions: list[ActionT] = [button("Stop", "digest here off")] if told else []
    return Face(spoken(head, *lines, _STOP if told else how), card(body, actions))


def stopped_here(name: str) -> Face:
    """Said in the space."""
    return message("No more digests in this space", f"{name_of(name)} stopped it.")


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


def _head(news: News, count: int, shown: int) -> str:
    if news.offset:
        return f"Recordings {news.offset + 1} to {news.offset + shown} of {news.offset + count}"
    return counted(count, "new recording") if count else "No new recordings"


def _groups(groups: Sequence[Group], zone: ZoneInfo, now: datetime, limit: int) -> list[ElementT]:
    """The numbers go on below each heading: they are those of the buttons."""
    drawn, first = list[ElementT](), 1
    for group in groups:
        drawn.append(line(run(breakable(group.title(zone, now, limit)), bold=True), spacing=Spacing.MEDIUM))
        drawn += _numbered([group.row(each, zone, now, limit) for each in group.items], first)
        first += len(group.items)
    return drawn


def _numbered(rows: Sequence[str], first: int) -> list[ElementT]:
    return [line(run(breakable(f"{number}. {row}")), spacing=Spacing.SMALL) for number, row in enumerate(rows, first)]


def _actions(shown: Sequence[Recording], more: str) -> list[ActionT]:
    return [*pages(shown)[: MOST_BUTTONS - 1], button("More", more)] if more else pages(shown)


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
