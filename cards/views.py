"""Who watched a recording."""

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
    hint,
    how_many_fit,
    message,
    paragraph,
    parted,
    run,
    spoken,
    subtitle,
)
from cards.phrases import joined, topic_of
from cards.words import counted, isolated, moment, plain, shortened
from core.recordings import Recording
from core.replies import Face
from core.views import Viewer

MOST = 30
_ALL = 9000
"""Bytes of all rows together."""
_LATE = "Webex counts with up to a day of delay."


def viewers(recording: Recording, seen: Sequence[Viewer], *, zone: ZoneInfo, now: datetime) -> Face:
    """Names, what they did and when last; for the direct room only. The text says how many."""
    counts = joined(
        counted(len(seen), "person", "people"),
        f"watched {counted(sum(each.watched for each in seen), 'time')}",
        f"downloaded {counted(sum(each.downloaded for each in seen), 'time')}",
    )
    rows = [(_name(each), _looks(each, zone, now)) for each in seen[:MOST]]
    shown = rows[: how_many_fit(("".join(row) for row in rows), _ALL)]
    body: list[ElementT] = [
        heading(topic_of(recording, LONGEST_HEADING)),
        subtitle(counts),
        *(parted(run(name, bold=True), run(did, subtle=True), spacing=Spacing.SMALL) for name, did in shown),
        *([paragraph(f"… and {len(seen) - len(shown)} more")] if len(shown) < len(seen) else []),
        hint(_LATE),
    ]
    text = spoken(f"Viewers of “{topic_of(recording)}”: {counts}", _LATE)
    return Face(text, card(body, [button("Details", f"show {recording.id}")]))


def no_viewers(recording: Recording) -> Face:
    """Nobody opened it yet, as far as Webex has counted."""
    head = topic_of(recording, LONGEST_HEADING)
    actions = [button("Details", f"show {recording.id}")]
    return message(head, "Nobody has watched or downloaded it yet.", _LATE, actions=actions)


def _name(viewer: Viewer) -> str:
    return isolated(shortened(plain(viewer.name) or plain(viewer.email), 60) or "Somebody")


def _looks(viewer: Viewer, zone: ZoneInfo, now: datetime) -> str:
    watched = f"watched {counted(viewer.watched, 'time')}" if viewer.watched else ""
    downloaded = f"downloaded {counted(viewer.downloaded, 'time')}" if viewer.downloaded else ""
    last = f"last {moment(viewer.last_at, zone, now)}" if viewer.last_at else ""
    return joined(watched, downloaded, last)
