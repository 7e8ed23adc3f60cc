"""Recordings of meetings: the details of one, its links; lists of them stand in `lists.py`."""

from datetime import datetime
from zoneinfo import ZoneInfo

from adaptive_cards.card import ActionT, ElementT

from cards.elements import (
    LONGEST_HEADING,
    button,
    can_open,
    card,
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
)
from cards.phrases import ARF, facts, joined, spoken_topic, topic_of, why_no_links
from cards.words import clock_time, length, moment, remaining, size
from core.calls import CallLinks, Item
from core.recordings import Links, Recording, Status
from core.replies import Face

MOST_BUTTONS = 5
"""Of one card: sources disagree whether Webex draws five or twenty, so what is sixth waits behind *More*."""
LONGEST_PEOPLE = 500
"""Characters of addresses to share with."""


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
