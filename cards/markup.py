"""AI notes as plain paragraphs and bullets, be they HTML, markdown or plain text. Only words come through: no link, no
picture, no script."""

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

_IS_HTML = re.compile(
    r"<(?:/|!doctype|(?:p|div|span|br|hr|ul|ol|li|h[1-6]|b|strong|i|em|u|a|table|html|head|body)\b)", re.IGNORECASE
)
_HEADING = re.compile(r"#{1,6}\s+(.*?)[\s#]*\Z")
_POINT = re.compile(r"(?P<inset>\s*)(?:[-*+\u2022]|(?P<number>\d{1,3})[.)])\s+(?P<text>.*)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_LINKED = re.compile(r"!?\[([^\]]*)\]\([^()\s]*(?:\([^()\s]*\))?[^()\s]*\)")

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


def written(text: str) -> list[Block]:
    """The blocks of a text that is HTML, markdown or plain, whichever it looks like."""
    return blocks(text) if _IS_HTML.search(text) else [block for line in text.splitlines() if (block := _block(line))]


def _block(line: str) -> Block | None:
    """What a line of markdown says; None for an empty one and for the fence of a code block."""
    bare = line.strip()
    if match := _HEADING.fullmatch(bare):
        pieces = _strong(match[1])
        return Block(pieces, is_heading=True) if pieces else None
    marker = ""
    if match := _POINT.fullmatch(line.rstrip()):
        inset = "\u2003" * min(len(match["inset"].expandtabs(4)) // 2, _DEEPEST - 1)
        marker = inset + (f"{int(match['number'])}.  " if match["number"] else "•  ")
        bare = match["text"]
    pieces = () if bare.startswith("```") else _strong(bare)
    return Block(pieces, marker) if pieces else None


def _strong(text: str) -> Pieces:
    """The pieces of a line; of links stays what is seen of them."""
    pieces, end, text = [], 0, _LINKED.sub(r"\1", text)
    for match in _STRONG.finditer(text):
        pieces += [(text[end : match.start()], False), (match[2], True)]
        end = match.end()
    return _tidied([*pieces, (text[end:], False)])


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
