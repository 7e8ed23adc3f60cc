"""The elements that cards are made of. What the 1.3 schema or a client refuses is known here and nowhere else.

Everything written on a card is a `TextRun`, which shows text as it is. `TextBlock` and `FactSet` read markdown, and the
topic of a meeting is written by strangers.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence

from adaptive_cards.card import (
    ActionOpenUrl,
    ActionSubmit,
    ActionT,
    AdaptiveCard,
    Column,
    ColumnSet,
    Container,
    ElementT,
    InputChoice,
    InputChoiceSet,
    InputText,
    RichTextBlock,
    TextRun,
)
from adaptive_cards.types import (
    ActionStyle,
    ChoiceInputStyle,
    ContainerStyle,
    FontSize,
    FontType,
    FontWeight,
    Spacing,
)

from cards.literal import breakable, undated, unlinked, unmarked
from cards.words import plain, shortened
from core.replies import CardJson, Face
from core.text import clipped

LONGEST_TEXT = 300
"""Characters of one run. An emoji takes 12 bytes in JSON; these limits keep every card under 20 kB all the same."""
LONGEST_HEADING = 200
LONGEST_VALUE = 150
LONGEST_URL = 3000
MOST_LINES = 16
"""Lines of the fallback text."""
MOST_BYTES = 19_000
"""Of a card in JSON, whatever is on it."""
LONGEST_SAY = 3000
"""Bytes of a button's sentence in JSON."""
VERSION = "1.3"
"""The newest that Webex draws (reference 5)."""


def card(body: Sequence[ElementT], actions: Sequence[ActionT] = ()) -> CardJson:
    """The card as JSON, of version 1.3 and without nulls."""
    drawn = AdaptiveCard(version=VERSION, body=list(body), actions=list(actions) or None)
    return drawn.model_dump(mode="json", by_alias=True, exclude_none=True)


def message(head: str, *sentences: str, actions: Sequence[ActionT] = ()) -> Face:
    """A heading, some sentences and buttons; the text says the same, with quotes where the card has `backticks`."""
    body = [heading(head), *(prose(sentence) for sentence in sentences)]
    quoted = (re.sub(r"`([^`]+)`", r"“\1”", sentence) for sentence in sentences)
    return Face(spoken(head, *quoted), card(body, actions))


def spoken(*lines: str) -> str:
    """The lines as fallback text. It stands on lock screens, so nothing in it can be followed as a link."""
    kept = [line for line in lines if line][:MOST_LINES]
    return clipped("\n".join(unlinked(shortened(plain(line), LONGEST_TEXT)) for line in kept))


def weight(texts: Iterable[str]) -> int:
    """The bytes that the texts take in the JSON of a card."""
    return sum(len(json.dumps(text)) for text in texts)


def fitting(draw: Callable[[int], CardJson], limits: Sequence[int]) -> CardJson:
    """The card as drawn with the first of these limits (of characters of a topic) with which it is not too big."""
    drawn = draw(limits[0])
    for limit in limits[1:]:
        if len(json.dumps(drawn)) <= MOST_BYTES:
            break
        drawn = draw(limit)
    return drawn


def run(
    text: str, *, bold: bool = False, subtle: bool = False, mono: bool = False, size: FontSize | None = None
) -> TextRun:
    """Text as it is, on one line and at most `LONGEST_TEXT` characters."""
    return _run(shortened(plain(text), LONGEST_TEXT), bold=bold, subtle=subtle, mono=mono, size=size)


def _run(
    text: str, *, bold: bool = False, subtle: bool = False, mono: bool = False, size: FontSize | None = None
) -> TextRun:
    return TextRun(
        text=undated(text),
        weight=FontWeight.BOLDER if bold else None,
        is_subtle=True if subtle else None,
        font_type=FontType.MONOSPACE if mono else None,
        size=size,
    )


def line(*runs: TextRun, spacing: Spacing | None = None) -> RichTextBlock:
    return RichTextBlock(inlines=list(runs), spacing=spacing)


def parted(*runs: TextRun, spacing: Spacing | None = None) -> RichTextBlock:
    """Runs with a gap between them; one at the end of a run's own words would be taken for a slip and removed."""
    apart = [each.model_copy(update={"text": f"{each.text}\u2002"}) for each in runs[:-1]]
    return line(*apart, *runs[-1:], spacing=spacing)


def heading(text: str) -> RichTextBlock:
    """A title in large letters."""
    return line(run(breakable(shortened(plain(text), LONGEST_HEADING)), bold=True, size=FontSize.LARGE))


def subtitle(text: str) -> RichTextBlock:
    return line(run(breakable(text), subtle=True), spacing=Spacing.SMALL)


def paragraph(text: str) -> RichTextBlock:
    return line(run(text))


def prose(text: str) -> RichTextBlock:
    """A sentence in which what stands in `backticks` is something to type, and looks so."""
    pieces = shortened(plain(text), LONGEST_TEXT).split("`")
    if len(pieces) % 2 == 0:  # a backtick without its fellow is only a character
        return paragraph(text)
    return line(*(_run(piece, mono=at % 2 == 1) for at, piece in enumerate(pieces) if piece))


def passage(pieces: Iterable[tuple[str, bool]], *, spacing: Spacing | None = None) -> RichTextBlock:
    """One paragraph of any length, of pieces that are bold or not. Whoever gives them keeps the card small."""
    return line(*(_run(breakable(text), bold=bold) for text, bold in pieces), spacing=spacing)


def how_many_fit(texts: Iterable[str], limit: int) -> int:
    """How many of the first texts take no more than that many bytes in the JSON of a card."""
    left, count = limit, 0
    for text in texts:
        left -= weight([text])
        if left < 0:
            break
        count += 1
    return count


def bullets(texts: Iterable[str]) -> list[ElementT]:
    return [line(run("•  " + text), spacing=Spacing.SMALL) for text in texts]


def rows(pairs: Iterable[tuple[str, str]]) -> list[ElementT]:
    """A small table of names and values; pairs whose value is empty are left out."""
    known = [(name, breakable(shortened(plain(value), LONGEST_VALUE))) for name, value in pairs if value]
    return [_row(name, value, Spacing.SMALL if at else Spacing.MEDIUM) for at, (name, value) in enumerate(known)]


def secret_row(name: str, value: str) -> list[ElementT]:
    """A row to copy from: nothing is put into its value. No row when there is no value."""
    return [_row(name, shortened(value, LONGEST_VALUE), Spacing.SMALL)] if value else []


def hint(*texts: str) -> Container:
    """Sentences set apart from the rest."""
    items: list[ElementT] = [paragraph(text) for text in texts]
    return Container(items=items, style=ContainerStyle.EMPHASIS, spacing=Spacing.MEDIUM)


def button(label: str, say: str, *, is_main: bool = False) -> ActionSubmit:
    """A sentence that was typed for the person who presses; braces in it name inputs of the card."""
    # mode=None: the library's default is newer than 1.3, whose schema refuses it.
    return ActionSubmit(title=label, data={"say": say}, style=ActionStyle.POSITIVE if is_main else None, mode=None)


def link(label: str, url: str, *, is_main: bool = False) -> ActionOpenUrl:
    """A button that opens a web page or a file."""
    return ActionOpenUrl(title=label, url=url, style=ActionStyle.POSITIVE if is_main else None, mode=None)


def can_say(say: str | None) -> bool:
    """Whether it is a sentence, and not so long that the card would grow too big."""
    return bool(say) and weight([say or ""]) <= LONGEST_SAY


def can_open(url: str | None) -> bool:
    """Whether it is a web address, and not so long that the card would grow too big."""
    return url is not None and url.startswith(("https://", "http://")) and len(url) <= LONGEST_URL


def choice(label: str, value: str) -> InputChoice:
    return InputChoice(title=unmarked(unlinked(plain(label))), value=value)


def choices(
    name: str,
    label: str,
    options: Sequence[InputChoice],
    value: str,
    *,
    is_open: bool,
    spacing: Spacing | None = None,
) -> InputChoiceSet:
    """A single choice of several, as radio buttons or (not `is_open`) as a menu."""
    style = ChoiceInputStyle.EXPANDED if is_open else ChoiceInputStyle.COMPACT
    return InputChoiceSet(
        id=name, label=label, choices=list(options), value=value, style=style, wrap=True, spacing=spacing
    )


def text_input(name: str, label: str, value: str, placeholder: str, longest: int = 64) -> InputText:
    return InputText(id=name, label=label, value=value, placeholder=placeholder, max_length=longest)


def _row(name: str, value: str, spacing: Spacing) -> ColumnSet:
    label = Column(width="90px", items=[line(run(name, subtle=True))])
    return ColumnSet(columns=[label, Column(width="stretch", items=[paragraph(value)])], spacing=spacing)
