"""What the AI of Webex noted of a meeting."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from adaptive_cards.card import ActionT, ElementT
from adaptive_cards.types import Spacing

from cards.elements import (
    LONGEST_HEADING,
    button,
    card,
    heading,
    how_many_fit,
    line,
    message,
    paragraph,
    passage,
    run,
    spoken,
    subtitle,
)
from cards.markup import Block, blocks
from cards.phrases import joined, topic_of
from cards.words import counted, moment, plain
from core.recordings import Recording
from core.replies import Face
from core.summaries import Summary

_NOTES = 8000
_ITEMS = 4000
"""Bytes on the card of the notes, and of the action items."""
_MOST_BLOCKS = 60

_NOT_MADE = (
    "Webex makes AI notes only where the AI Assistant was switched on during the meeting. They can appear some time "
    "after the recording."
)
_NO_MEETING = "Webex does not tell which meeting this recording is of, and AI notes belong to a meeting."


def summary(recording: Recording, of: Summary, *, zone: ZoneInfo, now: datetime) -> Face:
    """The notes and the action items, for the direct room only; the text says no more than how many there are."""
    notes, items = _notes(of), _items(of)
    body: list[ElementT] = [
        heading(topic_of(recording, LONGEST_HEADING)),
        subtitle(joined("AI notes", moment(recording.when, zone, now))),
        *_drawn(notes[: _fitting(notes)]),
        *_titled("Action items", items[: how_many_fit(items, _ITEMS)]),
    ]
    if is_too_long(of):
        body.append(paragraph("There is more: all of it is in the file above."))
    head = f"AI notes of “{topic_of(recording)}”, {counted(len(items), 'action item')}"
    return Face(spoken(head), card(body, _actions(recording)))


def no_summary(recording: Recording) -> Face:
    """There are none, and why."""
    why = _NOT_MADE if recording.meeting_id else _NO_MEETING
    head = topic_of(recording, LONGEST_HEADING)
    return message(head, "There are no AI notes.", why, actions=_actions(recording))


def is_too_long(of: Summary) -> bool:
    """Whether the notes don't fit on a card, so that they should go as a file, too."""
    notes, items = _notes(of), _items(of)
    return _fitting(notes) < len(notes) or how_many_fit(items, _ITEMS) < len(items)


def whole_text(of: Summary) -> str:
    """All of it as plain text, for a file."""
    items = _items(of)
    lines = [block.text for block in _notes(of)]
    return "\n".join([*lines, *(["", "Action items", *items] if items else [])]) + "\n"


def _notes(of: Summary) -> list[Block]:
    return blocks(of.notes_html)


def _items(of: Summary) -> list[str]:
    return [f"•  {plain(item)}" for item in of.action_items if plain(item)]


def _fitting(notes: Sequence[Block]) -> int:
    return min(_MOST_BLOCKS, how_many_fit((block.text for block in notes), _NOTES))


def _drawn(notes: Sequence[Block]) -> list[ElementT]:
    return [_block(block) for block in notes] or [paragraph("The notes hold no words.")]


def _block(block: Block) -> ElementT:
    if block.is_heading:
        return passage([(text, True) for text, _ in block.pieces], spacing=Spacing.MEDIUM)
    marker = [(block.marker, False)] if block.marker else []
    return passage([*marker, *block.pieces], spacing=Spacing.SMALL)


def _titled(title: str, items: Sequence[str]) -> list[ElementT]:
    if not items:
        return []
    listed = [passage([(item, False)], spacing=Spacing.SMALL) for item in items]
    return [line(run(title, bold=True), spacing=Spacing.MEDIUM), *listed]


def _actions(recording: Recording) -> list[ActionT]:
    return [button("Details", f"show {recording.id}"), button("Transcript", f"transcript {recording.id}")]
