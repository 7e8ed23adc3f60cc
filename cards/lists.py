"""Lists to choose from: recordings of meetings, calls, or both."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from adaptive_cards.card import ActionT, ElementT, InputChoice

from cards.elements import (
    button,
    can_say,
    card,
    choice,
    choices,
    heading,
    hint,
    paragraph,
    spoken,
    subtitle,
    weight,
)
from cards.literal import unmarked
from cards.phrases import INCOMPLETE, in_a_row, joined, usually_left
from cards.words import counted, moment, period_words, plain, shortened, unnumbered
from core.bin import USUALLY_KEPT
from core.calls import Item, ItemPage
from core.periods import Period
from core.recordings import RecordingPage
from core.replies import Face

Again = Callable[[Period], str]
"""Gives the sentence that asks the same, filters and all, of another period."""

MOST_ROWS = 20
TEXT_LINES = 12

_SITE = 40
_TOPIC_LIMITS = (80, 60, 40, 20)
_USUALLY = (
    f"Webex usually keeps what lies here for {USUALLY_KEPT.days} days; your organisation may have set another time."
)
_EMPTY_BIN = "Nothing that was recorded in this time lies in the recycle bin."
_NOTHING = "I found no recordings. One can take some hours to appear after its meeting."
_ALL_ROWS = 9000
"""Bytes of all rows together. Ordinary topics get their 80 characters; many that are all emoji get fewer."""


def recording_list(
    page: RecordingPage | ItemPage,
    *,
    title: str,
    more: str | None,
    zone: ZoneInfo,
    now: datetime,
    searched: str | None = None,
    again: Again | None = None,
    binned: Mapping[str, datetime] | None = None,
    noun: str = "recording",
    why_empty: str = _NOTHING,
    says_kind: bool = False,
    note: str = "",
    site: str | None = None,
) -> Face:
    """A page of recordings or calls, one of them chosen; `more` is the sentence that asks for the next page.

    `noun` is what they are counted as. `binned` is given for the recycle bin, and says when I myself put which
    recording there, by its ID. `says_kind` is for lists of both kinds; `note` is what else there is to say.
    `site` is the one that the meetings of the list were narrowed to.
    """
    if not page.items:
        return nothing_found(
            page.period,
            title=title,
            zone=zone,
            now=now,
            searched=searched,
            is_complete=page.is_complete,
            again=again,
            why=why_empty if binned is None else _EMPTY_BIN,
            note=note,
            site=site,
            says_kind=says_kind,
        )
    place = _place(site, says_kind=says_kind)
    about = _about(page.period, zone, now, searched, place, _count(page, noun))
    labels = _labels(page, zone, now, binned or {}, says_kind=says_kind)
    is_binned = any(each.id in binned for each in page.items) if binned else False
    hints = [*([hint(_USUALLY)] if is_binned else []), *_hints(page.is_complete, note)]
    body: list[ElementT] = [heading(title), subtitle(_begun(about)), *_choices(page, labels), *hints]
    spoken_about = _about(page.period, zone, now, _safe(page, searched), place, _count(page, noun))
    aloud = _labels(page, zone, now, binned or {}, says_kind=says_kind, is_spoken=True)
    text = _list_text(page, f"{title}: {spoken_about}", aloud, note)
    return Face(text, card(body, _list_actions(page, more, is_bin=binned is not None)))


def nothing_found(
    page_period: Period,
    *,
    title: str,
    zone: ZoneInfo,
    now: datetime,
    searched: str | None = None,
    is_complete: bool = True,
    again: Again | None = None,
    why: str = _NOTHING,
    note: str = "",
    site: str | None = None,
    says_kind: bool = False,
) -> Face:
    """No recordings there, and where else to look: buttons that ask the same of a longer period."""
    place = _place(site, says_kind=says_kind)
    about = _about(page_period, zone, now, searched, place)
    body: list[ElementT] = [heading(title), subtitle(_begun(about)), paragraph(why), *_hints(is_complete, note)]
    # What was looked for may be a number, and nothing tells here what kind of list it was.
    spoken_about = _about(page_period, zone, now, unnumbered(searched or ""), place)
    text = spoken(f"{title}: {spoken_about}", why, "" if is_complete else INCOMPLETE, note)
    return Face(text, card(body, wider(page_period, now, again or _asking(searched))))


def _hints(is_complete: bool, note: str) -> list[ElementT]:
    hints = [*([] if is_complete else [INCOMPLETE]), *([note] if note else [])]
    return [hint(*hints)] if hints else []


def _about(
    period: Period, zone: ZoneInfo, now: datetime, searched: str | None, place: str = "", count: str = ""
) -> str:
    words = shortened(plain(searched or ""), 60)
    return joined(f"topics with “{words}”" if words else "", period_words(period, zone, now), place, count)


def _place(site: str | None, *, says_kind: bool) -> str:
    """`on acme.webex.com`; a list of both kinds has calls of everywhere."""
    words = shortened(plain(site or ""), _SITE)
    return f"{'meetings ' if says_kind else ''}on {words}" if words else ""


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _safe(page: RecordingPage | ItemPage, searched: str | None) -> str | None:
    """What was looked for, as it may stand on a lock screen: without numbers where calls were looked through."""
    return unnumbered(searched) if searched and isinstance(page, ItemPage) else searched


def _count(page: RecordingPage | ItemPage, noun: str) -> str:
    shown = len(page.items[:MOST_ROWS])
    last = page.offset + shown
    total = max(page.total, last)
    if shown == total:
        return counted(total, noun)
    return f"{page.offset + 1} to {last} of {total}"


def _labels(
    page: RecordingPage | ItemPage,
    zone: ZoneInfo,
    now: datetime,
    binned: Mapping[str, datetime],
    *,
    says_kind: bool,
    is_spoken: bool = False,
) -> list[str]:
    shown = page.items[:MOST_ROWS]
    for limit in _TOPIC_LIMITS:
        rows = (in_a_row(each, zone, now, limit, is_spoken=is_spoken, says_kind=says_kind) for each in shown)
        lines = (joined(row, _since(each, zone, now, binned)) for row, each in zip(rows, shown, strict=True))
        labels = [f"{number}. {row}" for number, row in enumerate(lines, page.first)]
        if weight(unmarked(label) for label in labels) <= _ALL_ROWS:
            break
    return labels


def _since(item: Item, zone: ZoneInfo, now: datetime, binned: Mapping[str, datetime]) -> str:
    """`in the bin since Thu 12 Mar, 10:00, usually 18 days left`; nothing where somebody else put it there."""
    at = binned.get(item.id)
    if at is None:
        return ""
    return f"in the bin since {moment(at, zone, now)}, {usually_left(at, now)}"


def _choices(page: RecordingPage | ItemPage, labels: Sequence[str]) -> list[ElementT]:
    options: list[InputChoice] = [choice(label, each.id) for label, each in zip(labels, page.items, strict=False)]
    return [choices("recording", "Choose one", options, options[0].value, is_open=True)]


def _list_actions(page: RecordingPage | ItemPage, more: str | None, *, is_bin: bool) -> list[ActionT]:
    actions: list[ActionT] = [button("Details", "show {recording}")]
    if is_bin:
        actions += [button("Restore", "restore {recording}"), button("Delete for good", "purge {recording}")]
    else:
        actions.append(button("Get links", "links {recording}"))
    return [*actions, button("More", more)] if page.has_more and more and can_say(more) else actions


def _list_text(page: RecordingPage | ItemPage, about: str, labels: Sequence[str], note: str) -> str:
    lines = labels[:TEXT_LINES]
    left = max(page.total - page.offset, len(labels)) - len(lines)
    rest = f"… and {left} more" if left else ""
    return spoken(about, *lines, rest, "" if page.is_complete else INCOMPLETE, note)


def _asking(searched: str | None) -> Again:
    words = plain(searched or "").replace('"', "")
    return lambda period: f'search "{words}" {period}' if words else f"list {period}"


def wider(period: Period, now: datetime, again: Again) -> list[ActionT]:
    """Buttons that ask the same of a longer period, with absolute dates, since a card may be pressed weeks later."""
    end = now.replace(microsecond=0)
    longer = [(days, Period(end - timedelta(days=days), end)) for days in (90, 365)]
    # A period of as many days began fractions of a second later, and what was asked is not asked again.
    says = [(days, again(each)) for days, each in longer if period.start - each.start >= timedelta(minutes=1)]
    return [button(f"Last {days} days", say) for days, say in says if can_say(say)]
