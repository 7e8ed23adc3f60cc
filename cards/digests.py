"""Digests: what is new, and when they come."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from adaptive_cards.card import ActionT, ElementT
from adaptive_cards.types import Spacing

from cards.elements import (
    bullets,
    button,
    card,
    choice,
    choices,
    heading,
    hint,
    line,
    message,
    paragraph,
    run,
    spoken,
    subtitle,
    text_input,
)
from cards.literal import breakable
from cards.phrases import INCOMPLETE, in_a_row, joined
from cards.words import counted, length, moment, plain, shortened
from core.calls import Item
from core.digests import News, Subscription
from core.periods import Period
from core.replies import Face
from core.schedules import WEEKDAYS, Rhythm, Schedule

MOST_ROWS = 12
MOST_TOPIC = 60
MOST_READY = 8
MOST_ITEMS = 8
LONGEST_ITEM = 160
"""Characters of one action item."""
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_RHYTHMS = (
    ("Every day", "daily"),
    ("Monday to Friday", "weekdays"),
    *((f"Every {name}", f"weekly {short}") for name, short in zip(_DAY_NAMES, WEEKDAYS, strict=True)),
    ("On the first of the month", "monthly 1"),
    ("On the last of the month", "monthly 31"),
)
_PRIVATE = "Digests come to you alone, here, and hold no links: press a button for those."


def digest(news: News, *, title: str, zone: ZoneInfo, now: datetime) -> Face:
    """What is new: how much, what, and a choice of one; the text alone is worth reading.

    Action items are for the direct room alone, and not for the text beside the card.
    """
    shown = news.items[:MOST_ROWS]
    about = joined(
        counted(len(news.items), "new recording") if news.items else "Nothing newly recorded",
        length(news.total_length) if news.total_length else "",
        f"since {moment(news.since, zone, now)}",
    )
    left = len(news.items) - len(shown)
    rest = f"… and {left} more" if left else ""
    body: list[ElementT] = [heading(title), subtitle(about)]
    if shown:
        options = [choice(in_a_row(each, zone, now, MOST_TOPIC), each.id) for each in shown]
        body.append(choices("recording", "Choose one", options, options[0].value, is_open=True))
    body += [paragraph(rest)] if rest else []
    body += [*_titled("Ready by now", _ready(news)), *_titled("Action items", _action_items(news))]
    body += [] if news.is_complete else [hint(INCOMPLETE)]
    told = [in_a_row(each, zone, now, MOST_TOPIC, is_spoken=True) for each in shown]
    ready = [f"Ready by now: {each}" for each in _ready(news)]
    text = spoken(f"{title}: {about}", *told, rest, *ready, "" if news.is_complete else INCOMPLETE)
    return Face(text, card(body, _actions(news.items, now, has_more=bool(rest))))


def digest_form(
    subscriptions: Sequence[Subscription], *, zone: ZoneInfo, now: datetime, is_changed: bool = False
) -> Face:
    """When digests come, and what to press to change it."""
    head = "Your digest" if subscriptions else "No digest yet"
    lines = [_line(each, zone, now) for each in subscriptions]
    intro = "" if lines else "I can tell you regularly which recordings are new."
    body: list[ElementT] = [heading(head), *([paragraph(intro)] if intro else []), *bullets(lines)]
    if subscriptions:
        empty = "also when there is nothing new" if subscriptions[0].shows_empty else "only when there is something new"
        body.append(subtitle(f"They come {empty}, by the clock of {zone.key}."))
    body += [hint(_PRIVATE)] if is_changed else []
    options = [choice(label, value) for label, value in _RHYTHMS]
    first = subscriptions[0].schedule if subscriptions else None
    chosen = _rhythm(first) if first else "weekdays"
    body.append(choices("rhythm", "How often", options, chosen, is_open=False))
    body.append(text_input("time", "At what time", f"{first.at:%H:%M}" if first else "09:00", "09:00"))
    actions: list[ActionT] = [button("Set", "digest {rhythm} {time}", is_main=True)]
    if subscriptions:
        actions += [button("Add", "digest also {rhythm} {time}")]
        other = ("Skip empty ones", "skip") if subscriptions[0].shows_empty else ("Send empty ones too", "show")
        actions.append(button(other[0], f"digest empty:{other[1]}"))
    actions.append(button("Show it now", "digest now"))
    actions += [button("Stop", "digest off")] if subscriptions else []
    return Face(spoken(head, intro, *lines), card(body, actions))


def ask_zone(schedule: Schedule, *, is_added: bool) -> Face:
    """Which zone the time is meant in: neither Webex nor the person has told yet."""
    why = "Your Webex profile names no time zone, so I don’t know when that is for you."
    body: list[ElementT] = [heading("Where is your clock?"), paragraph(why)]
    body.append(text_input("timezone", "A city of your time zone", "", "Europe/Berlin"))
    say = f"digest {'also ' if is_added else ''}{schedule} timezone:{{timezone}}"
    return Face(spoken("Where is your clock?", why), card(body, [button("Go on", say, is_main=True)]))


def stopped() -> Face:
    """No digests any more."""
    return message("No more digests", "I send you none from now on.", actions=[button("Start again", "digest")])


def too_many() -> Face:
    """A bound is a bound."""
    return message(
        "That is enough", "You have ten digests already. Stop them first.", actions=[button("Show", "digest")]
    )


def waits() -> Face:
    """The account is no longer connected: said once, not with each digest.

    A link for a consent lives an hour, and this may be read tomorrow: so a button asks for one.
    """
    head = "Your digest waits for you"
    why = "Webex ended my access to your account, so I can’t see what is new. I say this once."
    then = "Once you have connected again, the next digest tells everything since the last one."
    return message(head, why, then, actions=[button("Connect again", "connect"), button("Stop digests", "digest off")])


def _ready(news: News) -> list[str]:
    """`Weekly sync: transcript and AI notes`."""
    lines = []
    for each in news.ready[:MOST_READY]:
        what = " and ".join(
            word for word, is_there in (("transcript", each.has_transcript), ("AI notes", each.has_notes)) if is_there
        )
        lines.append(f"{shortened(plain(each.recording.topic), MOST_TOPIC) or '(no topic)'}: {what}")
    return lines


def _action_items(news: News) -> list[str]:
    """What somebody is to do, with the meeting that it was said in."""
    items = [
        f"{shortened(plain(item), LONGEST_ITEM)} ({shortened(plain(each.recording.topic), MOST_TOPIC)})"
        for each in news.ready
        for item in each.action_items
        if plain(item)
    ]
    left = len(items) - MOST_ITEMS
    return [*items[:MOST_ITEMS], f"… and {left} more, in the summaries"] if left > 0 else items


def _titled(title: str, lines: Sequence[str]) -> list[ElementT]:
    return [line(run(title, bold=True), spacing=Spacing.MEDIUM), *bullets(map(breakable, lines))] if lines else []


def _actions(items: Sequence[Item], now: datetime, *, has_more: bool) -> list[ActionT]:
    if not items:
        return [button("My recordings", "list"), button("When it comes", "digest")]
    actions: list[ActionT] = [button("Details", "show {recording}"), button("Get links", "links {recording}")]
    if has_more:
        earliest = min(each.when for each in items)
        actions.append(button("More", f"all {Period(earliest, now.replace(microsecond=0) + timedelta(seconds=1))}"))
    return [*actions, button("When it comes", "digest")]


def _line(subscription: Subscription, zone: ZoneInfo, now: datetime) -> str:
    return f"{named(subscription.schedule)}; the next one {moment(subscription.next_at, zone, now)}"


def named(schedule: Schedule) -> str:
    """`Every Monday at 09:00`."""
    at = f"at {schedule.at:%H:%M}"
    match schedule.rhythm:
        case Rhythm.DAILY:
            return f"Every day {at}"
        case Rhythm.WEEKDAYS:
            return f"Monday to Friday {at}"
        case Rhythm.WEEKLY:
            return f"Every {_DAY_NAMES[schedule.day or 0]} {at}"
        case Rhythm.MONTHLY:
            return (
                f"On the last of the month {at}" if schedule.day == 31 else f"On day {schedule.day} of the month {at}"
            )


def _rhythm(schedule: Schedule) -> str:
    """Its value in the menu, or the nearest one that the menu has."""
    typed = str(schedule).rpartition(" ")[0]
    return typed if typed in {value for _, value in _RHYTHMS} else "monthly 1"
