"""Recordings: a list to choose from, the details of one, its links."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from adaptive_cards.card import ActionT, ElementT, InputChoice

from cards.elements import (
    LONGEST_HEADING,
    button,
    can_open,
    can_say,
    card,
    choice,
    choices,
    heading,
    hint,
    link,
    message,
    paragraph,
    rows,
    secret_row,
    spoken,
    subtitle,
    text_input,
    weight,
)
from cards.literal import unmarked
from cards.phrases import ARF, INCOMPLETE, facts, in_a_row, joined, spoken_topic, topic_of, why_no_links
from cards.words import clock_time, counted, length, moment, period_words, plain, remaining, shortened, size, unnumbered
from core.calls import CallLinks, Item, ItemPage
from core.periods import Period
from core.recordings import Links, Recording, RecordingPage, Status
from core.replies import Face

Again = Callable[[Period], str]
"""Gives the sentence that asks the same, filters and all, of another period."""

MOST_ROWS = 20
MOST_BUTTONS = 5
"""Of one card: sources disagree whether Webex draws five or twenty, so what is sixth waits behind *More*."""
LONGEST_PEOPLE = 500
"""Characters of addresses to share with."""
TEXT_LINES = 12

_TOPIC_LIMITS = (80, 60, 40, 20)
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
) -> Face:
    """A page of recordings or calls, one of them chosen; `more` is the sentence that asks for the next page.

    `noun` is what they are counted as. `binned` is given for the recycle bin, and says when I myself put which
    recording there, by its ID.
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
        )
    about = _about(page.period, zone, now, searched, _count(page, noun))
    labels = _labels(page, zone, now, binned or {})
    body: list[ElementT] = [heading(title), subtitle(_begun(about)), *_choices(page, labels)]
    body += [] if page.is_complete else [hint(INCOMPLETE)]
    spoken_about = _about(page.period, zone, now, _safe(page, searched), _count(page, noun))
    text = _list_text(page, f"{title}: {spoken_about}", _labels(page, zone, now, binned or {}, is_spoken=True))
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
) -> Face:
    """No recordings there, and where else to look: buttons that ask the same of a longer period."""
    about = _about(page_period, zone, now, searched)
    body: list[ElementT] = [heading(title), subtitle(_begun(about)), paragraph(why)]
    body += [] if is_complete else [hint(INCOMPLETE)]
    # What was looked for may be a number, and nothing tells here what kind of list it was.
    spoken_about = _about(page_period, zone, now, unnumbered(searched or ""))
    text = spoken(f"{title}: {spoken_about}", why, "" if is_complete else INCOMPLETE)
    return Face(text, card(body, wider(page_period, now, again or _asking(searched))))


def recording_details(
    recording: Recording, *, zone: ZoneInfo, now: datetime, links_known: bool, has_transcript: bool | None = None
) -> Face:
    """All there is to say of one recording, a readable password included: for the direct room only."""
    why_not = why_no_links(recording, links_known=links_known)
    password = (recording.password or "") if recording.has_readable_password else ""
    hints = [*([why_not] if why_not else []), *([ARF] if recording.format == "ARF" else [])]
    body: list[ElementT] = [
        heading(topic_of(recording, LONGEST_HEADING)),
        *rows(facts(recording, zone, now, has_transcript)),
    ]
    body += [*secret_row("Password", password), *([hint(*hints)] if hints else [])]
    text = spoken(topic_of(recording), measures(recording, zone, now), *hints)
    return Face(text, card(body, _details_actions(recording, can_download=not why_not, has_transcript=has_transcript)))


def more_actions(recording: Recording, *, zone: ZoneInfo, now: datetime) -> Face:
    """What the buttons of the details leave out: who may see it, who did, why something is missing, deleting it."""
    head = f"More for “{topic_of(recording)}”"
    body: list[ElementT] = [heading(head), subtitle(measures(recording, zone, now))]
    if _can_share(recording):
        body.append(text_input("people", "Share with", "", "bo@example.com, cy@example.com", LONGEST_PEOPLE))
    return Face(spoken(head), card(body, _more_actions(recording)))


def recording_links(recording: Item, links: Links | CallLinks, *, zone: ZoneInfo, now: datetime) -> Face:
    """Buttons that download; the text holds no link."""
    until = clock_time(links.expires_at, zone)
    works = f"Here are your download links. They work until {until} ({remaining(links.expires_at, now)})."
    body: list[ElementT] = [
        heading(topic_of(recording, LONGEST_HEADING)),
        subtitle(measures(recording, zone, now)),
        paragraph(works if links.expires_at > now else f"These links worked until {until}."),
        subtitle("Whoever has one of these links can download the file, so please keep them to yourself."),
    ]
    body += [hint(ARF)] if recording.format == "ARF" else []
    text = spoken(f"Links for “{spoken_topic(recording)}”, good until {until}")
    return Face(text, card(body, _link_actions(recording, links)))


def no_links(recording: Recording) -> Face:
    """Why there are no links, and the page where the recording can be watched."""
    why = why_no_links(recording) or "Webex has no download for it at the moment."
    return message(
        topic_of(recording, LONGEST_HEADING), "There are no download links.", why, actions=_playback(recording)
    )


def _about(period: Period, zone: ZoneInfo, now: datetime, searched: str | None, count: str = "") -> str:
    words = shortened(plain(searched or ""), 60)
    return joined(f"topics with “{words}”" if words else "", period_words(period, zone, now), count)


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
    is_spoken: bool = False,
) -> list[str]:
    shown = page.items[:MOST_ROWS]
    for limit in _TOPIC_LIMITS:
        rows = (in_a_row(each, zone, now, limit, is_spoken=is_spoken) for each in shown)
        lines = (joined(row, _since(each, zone, now, binned)) for row, each in zip(rows, shown, strict=True))
        labels = [f"{number}. {row}" for number, row in enumerate(lines, page.first)]
        if weight(unmarked(label) for label in labels) <= _ALL_ROWS:
            break
    return labels


def _since(item: Item, zone: ZoneInfo, now: datetime, binned: Mapping[str, datetime]) -> str:
    # How long Webex keeps it there is told nowhere, so no days are counted down.
    at = binned.get(item.id)
    return f"in the bin since {moment(at, zone, now)}" if at else ""


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


def _list_text(page: RecordingPage | ItemPage, about: str, labels: Sequence[str]) -> str:
    lines = labels[:TEXT_LINES]
    left = max(page.total - page.offset, len(labels)) - len(lines)
    rest = f"… and {left} more" if left else ""
    return spoken(about, *lines, rest, "" if page.is_complete else INCOMPLETE)


def measures(recording: Item, zone: ZoneInfo, now: datetime) -> str:
    """When, how long and how big: `Mon 2 Mar, 10:01 · 44 min · 148 MB`."""
    return joined(moment(recording.when, zone, now), length(recording.length), size(recording.size))


def _details_actions(recording: Recording, *, can_download: bool, has_transcript: bool | None) -> list[ActionT]:
    """The buttons of one recording, the most useful first; those that could only say no are left out."""
    actions: list[ActionT] = [button("Get links", f"links {recording.id}", is_main=True)] if can_download else []
    actions += _playback(recording)
    if _has_meeting(recording) and has_transcript is not False:
        actions.append(button("Transcript", f"transcript {recording.id}"))
    if _has_meeting(recording):
        actions.append(button("Summary", f"summary {recording.id}"))
    if recording.status == Status.DELETED and not recording.is_shared_with_me:
        actions.append(button("Restore", f"restore {recording.id}", is_main=True))
        actions.append(button("Delete for good", f"purge {recording.id}"))
    others = _more_actions(recording)
    if len(actions) + len(others) <= MOST_BUTTONS and not _can_share(recording):
        return actions + others
    return [*actions, button("More", f"show {recording.id} more")]


def _more_actions(recording: Recording) -> list[ActionT]:
    """The buttons behind *More*; sharing needs a field beside it, so it never stands among the others."""
    actions: list[ActionT] = []
    if _can_share(recording):
        actions.append(button("Share", f"share {recording.id} with {{people}}"))
        # Webex tells only the host who was there.
        actions += [button("Participants", f"participants {recording.id}")] if _has_meeting(recording) else []
    actions += [button("Viewers", f"viewers {recording.id}")] if recording.status == Status.AVAILABLE else []
    actions.append(button("Why", f"why {recording.id}"))
    return [*actions, button("Delete", f"delete {recording.id}")] if _can_share(recording) else actions


def _has_meeting(recording: Recording) -> bool:
    return recording.meeting_id is not None and recording.status == Status.AVAILABLE


def _can_share(recording: Recording) -> bool:
    return recording.status == Status.AVAILABLE and not recording.is_shared_with_me


def _link_actions(recording: Item, links: Links | CallLinks) -> list[ActionT]:
    video = links.video if isinstance(links, Links) else None
    files = (("Video", video), ("Audio", links.audio), ("Transcript", links.transcript))
    actions: list[ActionT] = [link(label, url) for label, url in files if url and can_open(url)]
    return [*actions, button("Fresh links", f"links {recording.id}")]


def _playback(recording: Recording) -> list[ActionT]:
    url = recording.playback_url
    return [link("Open in Webex", url)] if url and can_open(url) else []


def _asking(searched: str | None) -> Again:
    words = plain(searched or "").replace('"', "")
    return lambda period: f'search "{words}" {period}' if words else f"list {period}"


def wider(period: Period, now: datetime, again: Again) -> list[ActionT]:
    """Buttons that ask the same of a longer period, with absolute dates, since a card may be pressed weeks later."""
    end = now.replace(microsecond=0)
    longer = [(days, Period(end - timedelta(days=days), end)) for days in (90, 365)]
    says = [(days, again(each)) for days, each in longer if each.start < period.start]
    return [button(f"Last {days} days", say) for days, say in says if can_say(say)]
