"""People in rows, as many as a card holds; and all of them as a table, for a file."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import StringIO
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
    paragraph,
    parted,
    run,
    spoken,
    subtitle,
)
from cards.phrases import topic_of
from cards.words import isolated, plain, shortened
from core.recordings import Recording
from core.replies import Face

Row = tuple[str, str]
"""Who, and what there is to say of them."""

MOST = 30
_ALL = 9000
"""Bytes of all rows together."""
_MARK = "\ufeff"
"""At the beginning of a table, so that Excel takes it for UTF-8."""


def crowd(recording: Recording, about: str, rows: Sequence[Row], *, text: Sequence[str], hints: Sequence[str]) -> Face:
    """The rows that fit, and how many more there are; `text` are the lines of the fallback, without a name."""
    shown = _shown(rows)
    body: list[ElementT] = [
        heading(topic_of(recording, LONGEST_HEADING)),
        subtitle(about),
        *(parted(run(name, bold=True), run(did, subtle=True), spacing=Spacing.SMALL) for name, did in shown),
    ]
    if len(shown) < len(rows):
        body.append(paragraph(f"… and {len(rows) - len(shown)} more: all of them are in the file above."))
    body += [hint(*hints)] if hints else []
    return Face(spoken(*text), card(body, [button("Details", f"show {recording.id}")]))


def is_too_long(rows: Sequence[Row]) -> bool:
    """Whether they don't all fit on a card, so that they should go as a file, too."""
    return len(_shown(rows)) < len(rows)


def called(name: str, email: str) -> str:
    """How somebody is named in a row; never empty."""
    return isolated(shortened(plain(name) or plain(email), 60) or "Somebody")


def table(head: Sequence[str], lines: Iterable[Sequence[str | int]]) -> str:
    """CSV that spreadsheets open as it is: what a stranger has called themselves is never taken for a formula."""
    sheet = StringIO()
    writer = csv.writer(sheet)
    writer.writerow(head)
    writer.writerows([_cell(value) for value in each] for each in lines)
    return _MARK + sheet.getvalue()


def cell_time(instant: datetime | None, zone: ZoneInfo) -> str:
    """`2026-03-02 10:01`, as spreadsheets understand it; nothing when it isn't known."""
    return f"{instant.astimezone(zone):%Y-%m-%d %H:%M}" if instant else ""


def _cell(value: str | int) -> str | int:
    if isinstance(value, int):
        return value
    text = plain(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _shown(rows: Sequence[Row]) -> Sequence[Row]:
    first = rows[:MOST]
    return first[: how_many_fit(("".join(row) for row in first), _ALL)]
