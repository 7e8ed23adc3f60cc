"""The HTML of AI notes as plain paragraphs and bullets. Only words come through: no link, no picture, no script."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from cards.words import plain

_BREAKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details", "div", "dl", "dt"),
        *("figure", "footer", "form", "header", "hr", "html", "main", "nav", "p", "pre", "section", "summary"),
        *("table", "tbody", "tfoot", "thead", "tr"),
    )
)
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_BOLD = frozenset(("b", "strong", "th"))
_SILENT = frozenset(("script", "style", "template", "title"))
_DEEPEST = 3

Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or one point of a list."""

    pieces: Pieces
    """What it says, piece by piece, and whether the piece is bold."""
    marker: str = ""
    """What stands before a point of a list, further in for a list inside a list."""
    is_heading: bool = False

    @property
    def text(self) -> str:
        return self.marker + "".join(text for text, _ in self.pieces)


def blocks(html: str) -> list[Block]:
    """The blocks of the HTML, in their order; whatever is broken in it is read as far as it goes."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.finish()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Block] = []
        self._pieces: list[tuple[str, bool]] = []
        self._marker = ""
        self._is_heading = False
        self._lists: list[int | None] = []
        """The last number of each list we are in, None where points have no numbers."""
        self._bold = 0
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:  # noqa: ARG002  # nothing of them is kept
        if tag in _SILENT:
            self._silent += 1
        elif tag in ("ul", "ol"):
            self.finish()
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self.finish()
            self._marker = self._next_marker()
        elif tag in _BREAKS | _HEADINGS:
            self.finish()
            self._is_heading = tag in _HEADINGS
        elif tag in ("td", "th") and self._pieces:
            self._pieces.append((" · ", False))
        self._bold += tag in _BOLD

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag in _BOLD:
            self._bold = max(0, self._bold - 1)
        if tag in ("ul", "ol", "li") or tag in _BREAKS | _HEADINGS:
            self.finish()
            self._is_heading = False
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag in ("ul", "ol", "li"):
            self._marker = ""

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._pieces.append((data, self._bold > 0))

    def finish(self) -> None:
        """End the block, if there are words in it; otherwise it has not begun yet."""
        pieces = _tidied(self._pieces)
        self._pieces = []
        if pieces:
            self.found.append(Block(pieces, self._marker, self._is_heading))
            self._marker = ""

    def _next_marker(self) -> str:
        depth = min(len(self._lists), _DEEPEST)
        inset = "\u2003" * max(depth - 1, 0)
        last = self._lists[-1] if self._lists else None
        if last is None:
            return f"{inset}•  "
        self._lists[-1] = last + 1
        return f"{inset}{last + 1}.  "


def _tidied(pieces: Sequence[tuple[str, bool]]) -> Pieces:
    """The pieces with single spaces, none at the ends, and nothing that controls a screen."""
    tidied: list[tuple[str, bool]] = []
    for text, bold in pieces:
        inner = plain(text)
        before = " " if re.match(r"\s", text) and tidied and not tidied[-1][0].endswith(" ") else ""
        after = " " if inner and re.search(r"\s\Z", text) else ""
        if before + inner + after:
            tidied.append((before + inner + after, bold))
    if tidied:
        tidied[-1] = (tidied[-1][0].rstrip(), tidied[-1][1])
    return tuple((text, bold) for text, bold in tidied if text)
