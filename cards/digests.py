"""Digests: what is new, and when they come."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from adaptive_cards.card import ActionT, ElementT
from adaptive_cards.types import Spacing

from cards.elements import (
    MOST_LINES,
    bullets,
    button,
    card,
    choice,
    choices,
    fitting,
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
from cards.groups import TOPIC_LIMITS, Group, grouped
from cards.literal import breakable
from cards.phrases import INCOMPLETE, in_a_row, joined, spoken_topic, topic_of, usually_left
from cards.words import DAY_NAMES, counted, isolated, length, moment, plain, shortened
from core.calls import Item
from core.digests import News, Subscription
from core.replies import CardJson, Face
from core.schedules import WEEKDAYS, Rhythm, Schedule

MOST_ROWS = 12
MOST_TOPIC = TOPIC_LIMITS[0]
MOST_READY = 8
MOST_ITEMS = 8
MOST_LEAVING = 5
MOST_SPOKEN = 3
"""Lines of each kind of news beside recordings in the text."""
LONGEST_ITEM = 160
"""Characters of one action item."""
_SOON_GONE = "Soon gone from the recycle bin"
_RHYTHMS = (
    ("Every day", "daily"),
    ("Monday to Friday", "weekdays"),
    *((f"Every {name}", f"weekly {short}") for name, short in zip(DAY_NAMES, WEEKDAYS, strict=True)),
    ("On the first of the month", "monthly 1"),
    ("On the last of the month", "monthly 31"),
)
_KNOWN = "You have that one already, so I did not add it again."
_PRIVATE = "Digests come to you alone, here, and hold no links: press a button for those."


def digest(news: News, *, title: str, zone: ZoneInfo, now: datetime) -> Face:
    """What is new: how much, what, and a choice of one; the text alone is worth reading.

    What lies on several days stands under headings. Action items are for the direct room alone, and not for the text
    beside the card.
    """
    shown = news.items[:MOST_ROWS]
    groups = grouped(shown, zone)
    ordered = [each for group in groups for each in group.items] or list(shown)
    about, rest = _about(news, zone, now), _more_words(len(news.items) - len(shown))

    def draw(limit: int) -> CardJson:
        body: list[ElementT] = [heading(title), subtitle(about), *_groups(groups, zone, now, limit)]
        body += [paragraph(rest)] if rest and groups else []
        body += _choice_of(ordered, shown[0].id, zone, now, limit, is_open=not groups) if shown else []
        body += [paragraph(rest)] if rest and not groups else []
        body += [*_titled("Ready by now", _ready(news, limit)), *_titled("Action items", _action_items(news, limit))]
        body += [*_leaving(news, zone, now, limit), *([] if news.is_complete else [hint(INCOMPLETE)])]
        return card(body, _actions(news, shown))

    return Face(_text(news, title, about, ordered, zone, now), fitting(draw, TOPIC_LIMITS))


def digest_form(
    subscriptions: Sequence[Subscription],
    *,
    put_off: Mapping[int, datetime],
    zone: ZoneInfo,
    now: datetime,
    is_changed: bool = False,
    is_known: bool = False,
) -> Face:
    """When digests come, and what to press to change it; `put_off` tells when quiet hours let the next ones, by ID.

    `is_known`: the one that was to be added was there already.
    """
    head = "Your digest" if subscriptions else "No digest yet"
    lines = [_line(each, put_off.get(each.id), zone, now) for each in subscriptions]
    known = _KNOWN if is_known else ""
    intro = "" if lines else "I can tell you regularly which recordings are new."
    body: list[ElementT] = [heading(head), *([paragraph(intro)] if intro else []), *bullets(lines)]
    if subscriptions:
        empty = "also when there is nothing new" if subscriptions[0].shows_empty else "only when there is something new"
        body.append(subtitle(f"They come {empty}, by the clock of {zone.key}."))
    body += [hint(known or _PRIVATE)] if is_changed else []
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
    return Face(spoken(head, intro, known, *lines), card(body, actions))


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


def _about(news: News, zone: ZoneInfo, now: datetime) -> str:
    """`14 new recordings · 9 h 12 min · since Mon 2 Mar, 09:00`; on a card that goes on, which of them these are."""
    total = news.offset + len(news.items)
    if news.offset:
        last = min(news.offset + MOST_ROWS, total)
        # The card before said since when; what is asked for here begins with the first of them.
        return f"{news.offset + 1} to {last} of {total}"
    count = counted(total, "new recording") if total else "No recordings that are new to you"
    lasts = length(news.total_length) if news.total_length else ""
    return joined(count, lasts, f"since {moment(news.since, zone, now)}")


def _text(news: News, title: str, about: str, items: Sequence[Item], zone: ZoneInfo, now: datetime) -> str:
    """What shows on a lock screen: as many recordings as there is room for beside what else there is to tell."""
    ready = _bounded([f"Ready by now: {each}" for each in _ready(news, MOST_TOPIC)], MOST_SPOKEN)
    gone = [
        f"{_SOON_GONE}: {joined(spoken_topic(each.item, MOST_TOPIC), usually_left(each.since, now))}"
        for each in news.leaving
    ]
    after = [*ready, *_bounded(gone, MOST_SPOKEN), *([] if news.is_complete else [INCOMPLETE])]
    rows = [in_a_row(each, zone, now, MOST_TOPIC, is_spoken=True) for each in items]
    kept = rows[: MOST_LINES - 2 - len(after)]
    return spoken(f"{title}: {about}", *kept, _more_words(len(news.items) - len(kept)), *after)


def _bounded(lines: Sequence[str], most: int) -> list[str]:
    """The first of them, and how many more there are."""
    rest = _more_words(len(lines) - most)
    return [*lines[:most], *([rest] if rest else [])]


def _more_words(count: int) -> str:
    return f"… and {count} more" if count > 0 else ""


def _groups(groups: Sequence[Group], zone: ZoneInfo, now: datetime, limit: int) -> list[ElementT]:
    return [
        element
        for group in groups
        for element in _titled(
            group.title(zone, now, limit), [group.row(each, zone, now, limit) for each in group.items]
        )
    ]


def _choice_of(
    items: Sequence[Item], chosen: str, zone: ZoneInfo, now: datetime, limit: int, *, is_open: bool
) -> list[ElementT]:
    """One of the recordings: where they are told already, a menu of topics and times is enough."""
    rows = [
        in_a_row(each, zone, now, limit)
        if is_open
        else joined(isolated(topic_of(each, limit)), moment(each.when, zone, now))
        for each in items
    ]
    options = [choice(row, each.id) for row, each in zip(rows, items, strict=True)]
    return [choices("recording", "Choose one", options, chosen, is_open=is_open, spacing=Spacing.MEDIUM)]


def _leaving(news: News, zone: ZoneInfo, now: datetime, limit: int) -> list[ElementT]:
    """What the bot binned and is about to be gone; of several, one to restore is chosen."""
    some = news.leaving[:MOST_LEAVING]
    rows = [
        joined(isolated(topic_of(each.item, limit)), moment(each.item.when, zone, now), usually_left(each.since, now))
        for each in some
    ]
    rest = _more_words(len(news.leaving) - len(some))
    if len(some) < 2:
        return _titled(_SOON_GONE, rows)
    options = [choice(row, each.item.id) for row, each in zip(rows, some, strict=True)]
    menu = choices("binned", _SOON_GONE, options, options[0].value, is_open=True, spacing=Spacing.MEDIUM)
    return [menu, *([paragraph(rest)] if rest else [])]


def _ready(news: News, limit: int) -> list[str]:
    """`Weekly sync: transcript and AI notes`."""
    lines = []
    for each in news.ready:
        what = " and ".join(
            word for word, is_there in (("transcript", each.has_transcript), ("AI notes", each.has_notes)) if is_there
        )
        lines.append(f"{topic_of(each.recording, limit)}: {what}")
    return _bounded(lines, MOST_READY)


def _action_items(news: News, limit: int) -> list[str]:
    """What somebody is to do, with the meeting that it was said in."""
    longest = LONGEST_ITEM * limit // MOST_TOPIC
    items = [
        f"{shortened(plain(item), longest)} ({topic_of(each.recording, limit)})"
        for each in news.ready
        for item in each.action_items
        if plain(item)
    ]
    left = len(items) - MOST_ITEMS
    return [*items[:MOST_ITEMS], f"… and {left} more, in the summaries"] if left > 0 else items


def _titled(title: str, lines: Sequence[str]) -> list[ElementT]:
    return (
        [line(run(breakable(title), bold=True), spacing=Spacing.MEDIUM), *bullets(map(breakable, lines))]
        if lines
        else []
    )


def _actions(news: News, shown: Sequence[Item]) -> list[ActionT]:
    """At most five, the most useful first."""
    actions: list[ActionT] = []
    if shown:
        actions = [button("Details", "show {recording}"), button("Get links", "links {recording}")]
    if news.leaving:
        one = news.leaving[0].item.id if len(news.leaving) == 1 else "{binned}"
        actions.append(button("Restore", f"restore {one}"))
    if len(news.items) > len(shown):
        # By then all of it has been told, so it is asked for by when its files were made.
        actions.append(button("More", f"digest now {news.made} after:{shown[-1].id}"))
    if not shown:
        actions.append(button("Recycle bin", "trash") if news.leaving else button("My recordings", "list"))
    return [*actions, button("When it comes", "digest")]


def _line(subscription: Subscription, put_off_until: datetime | None, zone: ZoneInfo, now: datetime) -> str:
    when = moment(put_off_until or subscription.next_at, zone, now)
    why = ", as your quiet hours end" if put_off_until else ""
    return f"{named(subscription.schedule)}; the next one {when}{why}"


def named(schedule: Schedule) -> str:
    """`Every Monday at 09:00`."""
    at = f"at {schedule.at:%H:%M}"
    match schedule.rhythm:
        case Rhythm.DAILY:
            return f"Every day {at}"
        case Rhythm.WEEKDAYS:
            return f"Monday to Friday {at}"
        case Rhythm.WEEKLY:
            return f"Every {DAY_NAMES[schedule.day or 0]} {at}"
        case Rhythm.MONTHLY:
            return (
                f"On the last of the month {at}" if schedule.day == 31 else f"On day {schedule.day} of the month {at}"
            )


def _rhythm(schedule: Schedule) -> str:
    """Its value in the menu, or the nearest one that the menu has."""
    typed = str(schedule).rpartition(" ")[0]
    return typed if typed in {value for _, value in _RHYTHMS} else "monthly 1"
