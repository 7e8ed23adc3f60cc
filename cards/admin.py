"""What administrators see of others' recordings. All of it is for the direct room of whoever asked."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from adaptive_cards.card import ActionT, ElementT

from cards.elements import (
    bullets,
    button,
    can_say,
    card,
    choice,
    choices,
    heading,
    hint,
    line,
    message,
    paragraph,
    prose,
    run,
    spoken,
    subtitle,
    weight,
)
from cards.grants import ROLE_WORDS
from cards.lists import wider
from cards.literal import unmarked
from cards.phrases import INCOMPLETE, joined
from cards.words import counted, isolated, length, moment, period_words, plain, shortened
from core.admin import OthersPage, named, owner_of, said
from core.calls import Item
from core.grants import GrantKind, GrantSummary
from core.periods import Period
from core.recordings import Status
from core.replies import Face

Again = Callable[[Period], str]
"""Gives the sentence that asks the same of another period."""

FIRST_WORD = {GrantKind.ADMIN: "admin", GrantKind.COMPLIANCE: "compliance"}
"""How sentences begin."""
NO_TOPIC = "(no topic)"
_LIMITS = (80, 60, 40, 20)
_ALL_ROWS = 9000
"""Bytes of all rows together, as in other lists."""
STATES = {
    str(Status.DELETED): "in the recycle bin",
    str(Status.PURGED): "deleted for good",
}
_WORDS = (
    "`admin calls of ana@example.com last 90 days` and `admin meetings since monday` list what others recorded",
    "`admin show 2` tells all about one of that list: its numbers are apart from those of your own lists",
    "`admin delete 2-5`, `admin restore 2-5` and `admin purge 2-5` move them, `admin delete all calls of"
    " ana@example.com` all of somebody’s",
    "`admin reassign 2-5 to bo@example.com` gives calls to somebody else, `admin reassign all calls of ana@example.com"
    " to bo@example.com` all of them",
    "`admin log` shows who did what, and `admin disconnect` ends my permission",
)


def overview(grant: GrantSummary | None, *, zone: ZoneInfo, now: datetime) -> Face:
    """The words of administrators, and whether the bot may act for this one."""
    is_connected = grant is not None and not grant.has_ended
    how = "You have not allowed me to act for you as an administrator yet: I ask when it is needed."
    if grant is not None and is_connected:
        how = f"I may act for you as an administrator since {moment(grant.granted_at, zone, now)}."
    elif grant is not None:
        how = "Webex ended the permission that you gave me as an administrator: I ask again when it is needed."
    body: list[ElementT] = [heading("What I do for administrators"), paragraph(how), *(prose(each) for each in _WORDS)]
    body.append(hint("Only here, between us two; never with your own permission, and all of it is written into a log."))
    actions: list[ActionT] = [button("Calls", "admin calls"), button("Meetings", "admin meetings")]
    actions += [button("Log", "admin log")] if is_connected else [button("Connect", "admin connect", is_main=True)]
    return Face(spoken("What I do for administrators", how), card(body, actions))


def others_list(
    page: OthersPage,
    *,
    about: str,
    more: str | None,
    status: str | None,
    kind: GrantKind = GrantKind.ADMIN,
    zone: ZoneInfo,
    now: datetime,
    again: Again,
) -> Face:
    """A page of others' recordings, one of them chosen; `about` says whose, `more` asks for the next page."""
    title = about[:1].upper() + about[1:]
    head = joined(period_words(page.period, zone, now), _count(page) if page.items else "")
    hints = [*([] if page.is_complete else [INCOMPLETE]), *_unread(page)]
    body: list[ElementT] = [heading(title), subtitle(head[:1].upper() + head[1:])]
    if page.items:
        body += _choices(page, zone, now)
    else:
        body.append(paragraph("I found nothing there."))
    body += [hint(*hints)] if hints else []
    actions = _list_actions(more, status, kind) if page.items else wider(page.period, now, again)
    # No topics: those of calls hold telephone numbers, and this stands on lock screens.
    return Face(spoken(f"{title}: {head}", "" if page.items else "I found nothing there.", *hints), card(body, actions))


def already(grant: GrantSummary, *, zone: ZoneInfo, now: datetime) -> Face:
    """Nothing to do: the permission is there."""
    return message(
        "I may act for you already",
        f"You allowed me to act for you as {ROLE_WORDS[grant.kind]} on {moment(grant.granted_at, zone, now)}.",
        actions=[button("What I can do", FIRST_WORD[grant.kind])],
    )


def other_half(what: str) -> Face:
    """An administrator of something else: `what` Webex refused, calls or meetings."""
    return message(
        "Webex said no",
        f"You are an administrator, but Webex does not let you do that with {what}. It may take another role: somebody"
        " who looks after meetings need not look after calls, nor the other way round.",
        actions=[button("What I can do", "admin")],
    )


def nobody(owner: str) -> Face:
    """Webex knows nobody with that address."""
    return message(
        "I could not find them",
        f"Webex knows nobody in your organisation with the address “{shortened(plain(owner), 100)}”.",
    )


def whose() -> Face:
    """An ID of a meeting's recording alone: Webex wants to hear its host as well."""
    return message(
        "Whose recording is that?",
        "For a meeting I need its host: say `admin show ID of ana@example.com`, or take a number of your admin list.",
        actions=[button("Meetings", "admin meetings")],
    )


def no_such_number(value: int, last: int | None, kind: GrantKind = GrantKind.ADMIN) -> Face:
    """A number beyond the last list of this administrator or officer; `last` is its highest one."""
    say = "I have not shown you a list of others’ recordings yet. Numbers of your own lists don’t count here."
    if last is not None:
        say = f"The list of others’ recordings that I showed you last ends with number {last}."
    return message(f"There is no number {value}", say, actions=_lists(kind))


def none_known(count: int, kind: GrantKind = GrantKind.ADMIN) -> Face:
    """Webex shows none of those that were named."""
    say = "Webex does not know it, or no longer." if count == 1 else "Webex knows none of them, or no longer."
    return message("I could not find that", say, actions=_lists(kind))


def _lists(kind: GrantKind) -> list[ActionT]:
    return [button("Calls", f"{FIRST_WORD[kind]} calls"), button("Meetings", f"{FIRST_WORD[kind]} meetings")]


def topic(item: Item, limit: int = 80) -> str:
    """The topic on one line and never empty."""
    return shortened(plain(item.topic), limit) or NO_TOPIC


def whose_words(items: Sequence[Item], most: int = 3) -> str:
    """`ana@example.com`, `ana@example.com and bo@example.com`, `5 people`: whose they are."""
    owners = list(dict.fromkeys(owner_of(each) or "somebody unknown" for each in items))
    if len(owners) > most:
        return counted(len(owners), "person", "people")
    return " and ".join(shortened(plain(owner), 80) for owner in owners)


def _count(page: OthersPage) -> str:
    last = page.offset + len(page.items)
    total = max(page.total, last)
    return f"{page.offset + 1} to {last} of {total}" if total > len(page.items) else f"{total} found"


def _unread(page: OthersPage) -> list[str]:
    named = shortened(", ".join(map(plain, page.unread_sites)), 200)
    one = "Webex did not tell me which sites you look after, so this is of the preferred one: site: names another."
    return [
        *([f"Webex does not let you read these sites: {named}."] if named else []),
        *([one] if page.is_one_site else []),
    ]


def _choices(page: OthersPage, zone: ZoneInfo, now: datetime) -> list[ElementT]:
    for limit in _LIMITS:
        labels = [f"{number}. {_row(each, zone, now, limit)}" for number, each in enumerate(page.items, page.first)]
        if weight(unmarked(label) for label in labels) <= _ALL_ROWS:
            break
    options = [choice(label, said([named(each)])) for label, each in zip(labels, page.items, strict=True)]
    return [choices("recording", "Choose one", options, options[0].value, is_open=True)]


def _row(item: Item, zone: ZoneInfo, now: datetime, limit: int) -> str:
    owner = shortened(plain(owner_of(item) or ""), 60)
    state = STATES.get(item.status, "")
    return joined(isolated(topic(item, limit)), owner, moment(item.when, zone, now), length(item.length), state)


def _list_actions(more: str | None, status: str | None, kind: GrantKind) -> list[ActionT]:
    actions: list[ActionT] = [button("Details", f"{FIRST_WORD[kind]} show {{recording}}", is_main=True)]
    if kind is GrantKind.COMPLIANCE:
        actions.append(button("Delete for everybody", "compliance erase {recording}"))
    elif status == Status.DELETED:
        actions += [
            button("Restore", "admin restore {recording}"),
            button("Delete for good", "admin purge {recording}"),
        ]
    elif status != Status.PURGED:
        actions.append(button("Delete", "admin delete {recording}"))
    return [*actions, *([button("More", more)] if can_say(more) and more else [])]


def topics_of(items: Sequence[Item], most: int) -> list[ElementT]:
    """Some of the topics, a line each."""
    rest = [f"… and {len(items) - most} more"] if len(items) > most else []
    return [
        line(run("Among them" if rest else "These", bold=True)),
        *bullets([*(topic(each) for each in items[:most]), *rest]),
    ]
