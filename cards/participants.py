"""Who was in a meeting."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from adaptive_cards.card import ElementT
from adaptive_cards.types import Spacing

from cards.elements import (
    LONGEST_HEADING,
    button,
    card,
    heading,
    how_many_fit,
    message,
    paragraph,
    parted,
    run,
    spoken,
    subtitle,
)
from cards.phrases import joined, topic_of
from cards.words import clock_time, counted, isolated, length, moment, plain, shortened
from core.participants import Presence
from core.recordings import Recording
from core.replies import Face

MOST = 30
_ALL = 9000
"""Bytes of all rows together."""

_NO_MEETING = "Webex does not tell which meeting this recording is of."
_NOBODY = "Webex names nobody. It forgets after a while who was there."
_HOST_ONLY = (
    "Webex shows who was there only to the host of the meeting, and it does not take you for that. If you are the "
    "host, a right or a licence may be missing: your Webex administrator can tell."
)


def participants(recording: Recording, there: Sequence[Presence], *, zone: ZoneInfo, now: datetime) -> Face:
    """Names, times and how long; for the direct room only. The text says how many."""
    people = f"{counted(len(there), 'person was', 'people were')} there"
    shown = _rows(there, zone)
    body: list[ElementT] = [
        heading(topic_of(recording, LONGEST_HEADING)),
        subtitle(joined(moment(recording.when, zone, now), people)),
        *(parted(run(name, bold=True), run(stay, subtle=True), spacing=Spacing.SMALL) for name, stay in shown),
    ]
    if len(shown) < len(there):
        body.append(paragraph(f"… and {len(there) - len(shown)} more: all of them are in the file above."))
    text = spoken(f"Participants of “{topic_of(recording)}”: {people}")
    return Face(text, card(body, [button("Details", f"show {recording.id}")]))


def is_too_long(there: Sequence[Presence], zone: ZoneInfo) -> bool:
    """Whether they don't all fit on a card, so that they should go as a file, too."""
    return len(_rows(there, zone)) < len(there)


def whole_text(there: Sequence[Presence], zone: ZoneInfo) -> str:
    """Everybody, one on each line, for a file."""
    return "".join(f"{joined(_name(each), plain(each.email), _stay(each, zone))}\n" for each in there)


def no_participants(recording: Recording) -> Face:
    """Webex names nobody, and why."""
    why = _NOBODY if recording.meeting_id else _NO_MEETING
    actions = [button("Details", f"show {recording.id}")]
    return message(topic_of(recording, LONGEST_HEADING), "I can’t tell who was there.", why, actions=actions)


def only_for_host(recording: Recording) -> Face:
    """Webex refused, as it does to everybody but the host."""
    actions = [button("Details", f"show {recording.id}")]
    return message(topic_of(recording, LONGEST_HEADING), "I can’t tell who was there.", _HOST_ONLY, actions=actions)


def _rows(there: Sequence[Presence], zone: ZoneInfo) -> list[tuple[str, str]]:
    """Those that a card holds: who, and how long."""
    rows = [(_name(each), _stay(each, zone)) for each in there[:MOST]]
    return rows[: how_many_fit(("".join(row) for row in rows), _ALL)]


def _name(presence: Presence) -> str:
    name = shortened(plain(presence.name) or plain(presence.email), 60) or "Somebody"
    return isolated(name) + (" (host)" if presence.is_host else "")


def _stay(presence: Presence, zone: ZoneInfo) -> str:
    joins = f"joined {presence.times} times" if presence.times > 1 else ""
    return joined(_when(presence, zone), length(presence.stayed), joins)


def _when(presence: Presence, zone: ZoneInfo) -> str:
    came = clock_time(presence.joined_at, zone) if presence.joined_at else ""
    if presence.left_at is None:
        return joined(came, "still there")
    return f"{came or '…'} to {clock_time(presence.left_at, zone)}"
