"""Who watched a recording."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from cards import crowds
from cards.elements import LONGEST_HEADING, button, message
from cards.phrases import joined, topic_of
from cards.words import counted, moment
from core.recordings import Recording
from core.replies import Face
from core.views import Viewer

_LATE = "Webex counts with up to a day of delay."


def viewers(recording: Recording, seen: Sequence[Viewer], *, zone: ZoneInfo, now: datetime) -> Face:
    """Names, what they did and when last; for the direct room only. The text says how many."""
    counts = joined(
        counted(len(seen), "person", "people"),
        f"watched {counted(sum(each.watched for each in seen), 'time')}",
        f"downloaded {counted(sum(each.downloaded for each in seen), 'time')}",
    )
    text = (f"Viewers of “{topic_of(recording)}”: {counts}", _LATE)
    return crowds.crowd(recording, counts, _rows(seen, zone, now), text=text, hints=[_LATE])


def is_too_long(seen: Sequence[Viewer], zone: ZoneInfo, now: datetime) -> bool:
    """Whether they don't all fit on a card, so that they should go as a file, too."""
    return crowds.is_too_long(_rows(seen, zone, now))


def whole_table(seen: Sequence[Viewer], zone: ZoneInfo) -> str:
    """Everybody, one on each line, as CSV."""
    head = ("Name", "E-mail", "Watched", "Downloaded", f"Last ({zone.key})")
    lines = (
        (each.name, each.email, each.watched, each.downloaded, crowds.cell_time(each.last_at, zone)) for each in seen
    )
    return crowds.table(head, lines)


def no_viewers(recording: Recording) -> Face:
    """Nobody opened it yet, as far as Webex has counted."""
    head = topic_of(recording, LONGEST_HEADING)
    actions = [button("Details", f"show {recording.id}")]
    return message(head, "Nobody has watched or downloaded it yet.", _LATE, actions=actions)


def _rows(seen: Sequence[Viewer], zone: ZoneInfo, now: datetime) -> list[crowds.Row]:
    return [(crowds.called(each.name, each.email), _looks(each, zone, now)) for each in seen]


def _looks(viewer: Viewer, zone: ZoneInfo, now: datetime) -> str:
    watched = f"watched {counted(viewer.watched, 'time')}" if viewer.watched else ""
    downloaded = f"downloaded {counted(viewer.downloaded, 'time')}" if viewer.downloaded else ""
    last = f"last {moment(viewer.last_at, zone, now)}" if viewer.last_at else ""
    return joined(watched, downloaded, last)
