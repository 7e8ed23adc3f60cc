"""What the AI of Webex noted of a meeting."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from adaptive_cards.card import ActionT, ElementT
from adaptive_cards.types import Spacing

from cards.elements import (
    LONGEST_HEADING,
    LONGEST_TEXT,
    button,
    card,
    heading,
    hint,
    how_many_fit,
    line,
    message,
    paragraph,
    passage,
    run,
    spoken,
    subtitle,
)
from cards.markup import Block, blocks, written
from cards.phrases import joined, spoken_topic, topic_of
from cards.words import counted, moment, plain, shortened
from core.calls import Call, CallNotes, Item
from core.recordings import Recording
from core.replies import Face
from core.summaries import Summary

_NOTES = 8000
_ITEMS = 4000
"""Bytes on the card of the notes, and of the action items."""
_SHORT = 3000
"""Of the notes of a call, what the short ones may take."""
_MOST_BLOCKS = 60

_NOT_MADE = (
    "Webex makes AI notes only where the AI Assistant was switched on during the meeting. They can appear some time "
    "after the recording."
)
_NONE_OF_CALL = (
    "Webex makes AI notes of a call only where your organisation has switched them on. They can appear some time after "
    "the recording."
)
_ELSEWHERE = (
    "Webex keeps AI notes of this call on a server that I don’t know as its own. I did not open them, since that would "
    "have shown it your key to Webex."
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


def call_summary(call: Call, of: CallNotes, *, has_transcript: bool, zone: ZoneInfo, now: datetime) -> Face:
    """The notes of a call, as far as there are any: short ones, longer ones, what is to be done."""
    body: list[ElementT] = [
        heading(topic_of(call, LONGEST_HEADING)),
        subtitle(joined("AI notes", moment(call.when, zone, now))),
        *(element for title, part, limit in _parts(of) for element in _part(title, part, limit)),
    ]
    if is_call_too_long(of):
        body.append(paragraph("There is more: all of it is in the file above."))
    body += [hint(*_left_out(of))] if _left_out(of) else []
    items = counted(len(_parts(of)[-1][1]), "action item")
    return Face(
        spoken(f"AI notes of “{spoken_topic(call)}”, {items}"),
        card(body, _actions(call, has_transcript=has_transcript)),
    )


def no_call_summary(call: Call, of: CallNotes, *, has_transcript: bool) -> Face:
    """There are none, or none that could be read, and why."""
    why = _left_out(of) or [_NONE_OF_CALL]
    head = "I could not read the AI notes." if _left_out(of) else "There are no AI notes."
    actions = _actions(call, has_transcript=has_transcript)
    face = message(topic_of(call, LONGEST_HEADING), head, *why, actions=actions)
    return Face(spoken(spoken_topic(call), head, *why), face.card)


def is_call_too_long(of: CallNotes) -> bool:
    """Whether the notes don't fit on a card, so that they should go as a file, too."""
    return any(_fitting(part, limit) < len(part) for _, part, limit in _parts(of))


def whole_call_text(of: CallNotes) -> str:
    """All of it as plain text, for a file."""
    parts = ("\n".join([title, *(block.text for block in part)]) for title, part, _ in _parts(of) if part)
    return "\n\n".join(parts) + "\n"


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


def _fitting(notes: Sequence[Block], limit: int = _NOTES) -> int:
    return min(_MOST_BLOCKS, how_many_fit((block.text for block in notes), limit))


def _parts(of: CallNotes) -> list[tuple[str, list[Block], int]]:
    """The notes of a call with their titles, and the bytes that each may take on a card."""
    items = [
        block if block.marker or block.is_heading else Block(block.pieces, "•  ") for block in written(of.action_items)
    ]
    return [
        ("In short", written(of.short), _SHORT),
        ("Notes", written(of.suggested), _NOTES - _SHORT),
        ("Action items", items, _ITEMS),
    ]


def _part(title: str, part: Sequence[Block], limit: int) -> list[ElementT]:
    if not part:
        return []
    shown = part[: _fitting(part, limit)] or [Block(((shortened(part[0].text, LONGEST_TEXT), False),))]
    # Notes may begin with a heading of their own, and often with the same words.
    is_titled = part[0].is_heading and part[0].text.lower() == title.lower()
    return [*([] if is_titled else [line(run(title, bold=True), spacing=Spacing.MEDIUM)]), *_drawn(shown)]


def _left_out(of: CallNotes) -> list[str]:
    return [
        *([_ELSEWHERE] if of.is_elsewhere else []),
        *([] if of.is_complete else ["Webex did not give me all of the notes. Please try again later."]),
    ]


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


def _actions(recording: Item, *, has_transcript: bool = True) -> list[ActionT]:
    transcript = [button("Transcript", f"transcript {recording.id}")] if has_transcript else []
    return [button("Details", f"show {recording.id}"), *transcript]
