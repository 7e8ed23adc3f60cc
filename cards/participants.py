"""Who was in a meeting."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from cards import crowds
from cards.elements import LONGEST_HEADING, button, message
from cards.phrases import joined, topic_of
from cards.words import clock_time, counted, length, moment
from core.participants import Presence
from core.recordings import Recording
from core.replies import Face

_NO_MEETING = "Webex does not tell which meeting this recording is of."
_NOBODY = "Webex names nobody. It forgets after a while who was there."
_HOST_ONLY = (
    "Webex shows who was there only to the host of the meeting, and it does not take you for that. If you are the "
    "host, a right or a licence may be missing: your Webex administrator can tell."
)


def participants(recording: Recording, there: Sequence[Presence], *, zone: ZoneInfo, now: datetime) -> Face:
    """Names, times and how long; for the direct room only. The text says how many."""
    people = f"{counted(len(there), 'person was', 'people were')} there"
    about = joined(moment(recording.when, zone, now), people)
    text = (f"Participants of “{topic_of(recording)}”: {people}",)
    return crowds.crowd(recording, about, _rows(there, zone), text=text, hints=())


def is_too_long(there: Sequence[Presence], zone: ZoneInfo) -> bool:
    """Whether they don't all fit on a card, so that they should go as a file, too."""
    return crowds.is_too_long(_rows(there, zone))


def whole_table(there: Sequence[Presence], zone: ZoneInfo) -> str:
    """Everybody, one on each line, as CSV."""
    head = ("Name", "E-mail", "Host", f"Joined ({zone.key})", f"Left ({zone.key})", "Minutes", "Times joined")
    return crowds.table(head, (_line(each, zone) for each in there))


def no_participants(recording: Recording) -> Face:
    """Webex names nobody, and why."""
    why = _NOBODY if recording.meeting_id else _NO_MEETING
    actions = [button("Details", f"show {recording.id}")]
    return message(topic_of(recording, LONGEST_HEADING), "I can’t tell who was there.", why, actions=actions)


def only_for_host(recording: Recording) -> Face:
    """Webex refused, as it does to everybody but the host."""
    actions = [button("Details", f"show {recording.id}")]
    return message(topic_of(recording, LONGEST_HEADING), "I can’t tell who was there.", _HOST_ONLY, actions=actions)


def _rows(there: Sequence[Presence], zone: ZoneInfo) -> list[crowds.Row]:
    return [(_name(each), _stay(each, zone)) for each in there]


def _name(presence: Presence) -> str:
    return crowds.called(presence.name, presence.email) + (" (host)" if presence.is_host else "")


def _line(presence: Presence, zone: ZoneInfo) -> tuple[str | int, ...]:
    return (
        presence.name,
        presence.email,
        "yes" if presence.is_host else "",
        crowds.cell_time(presence.joined_at, zone),
        crowds.cell_time(presence.left_at, zone),
        round(presence.stayed.total_seconds() / 60) if presence.stayed is not None else "",
        presence.times,
    )


def _stay(presence: Presence, zone: ZoneInfo) -> str:
    joins = f"joined {presence.times} times" if presence.times > 1 else ""
    return joined(_when(presence, zone), length(presence.stayed), joins)


def _when(presence: Presence, zone: ZoneInfo) -> str:
    came = clock_time(presence.joined_at, zone) if presence.joined_at else ""
    if presence.left_at is None:
        return joined(came, "still there")
    return f"{came or '…'} to {clock_time(presence.left_at, zone)}"
