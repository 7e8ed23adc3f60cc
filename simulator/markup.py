"""From the markdown that people send to the html and plain text that they get (reference 3.8)."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from simulator.directory import Person

Find = Callable[[str, str], Person | None]  # (personId or personEmail, value) to the person meant

_MENTION = re.compile(r"<@(?:(all)|(personId|personEmail):([^|>]+))(?:\|([^>]*))?>")
_FENCE = re.compile(r"^```[^\n]*\n(.*?)\n?^```[ \t]*$", re.MULTILINE | re.DOTALL)
_ITEM = re.compile(r"^( *)([-*+]|\d+[.)]) +(.*)$")
_INLINE = (
    (re.compile(r"\[([^\]]+)\]\((https?://[^\s)]+|mailto:[^\s)]+)\)"), r'<a href="\2">\1</a>'),
    (re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL), r"<strong>\1</strong>"),
    (re.compile(r"(?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w)", re.DOTALL), r"<strong>\1</strong>"),
    (re.compile(r"\*(?=\S)(.+?)(?<=\S)\*", re.DOTALL), r"<em>\1</em>"),
    (re.compile(r"(?<!\w)_(?=\S)(.+?)(?<=\S)_(?!\w)", re.DOTALL), r"<em>\1</em>"),
    (re.compile(r" {2,}\n"), "<br/>"),
)
# Finished pieces wait outside the text under a character nobody types, so that no later rule touches them.
_KEPT = re.compile("\ue000(\\d+)\ue001")


@dataclass(frozen=True)
class Rendered:
    """A message's text in the forms Webex delivers, and whom it mentions."""

    html: str
    text: str
    people: tuple[str, ...]
    groups: tuple[str, ...]


def render(markdown: str, find: Find) -> Rendered:
    """Render a message. Html in it is shown, not obeyed; mentions of unknown people stay plain names."""
    page = _Page(find)
    body = "".join(page.blocks(_KEPT.sub("", markdown)))
    return Rendered(body, plain(body), tuple(dict.fromkeys(page.people)), tuple(dict.fromkeys(page.groups)))


def mentioning(text: str, people: Sequence[Person]) -> str:
    """Markdown of a plain sentence in which people are mentioned where they are named, or else at its start."""
    for person in people:
        mention = f"<@personId:{person.id}|{person.name}>"
        text = text.replace(person.name, mention, 1) if person.name in text else f"{mention} {text}"
    return text


def plain(body: str) -> str:
    """What html says, without its markup."""
    lines = re.sub(r"<br/>|</p>|</li>|</pre>|</blockquote>|<[uo]l>", "\n", body)
    words = html.unescape(re.sub(r"<[^>]+>", "", lines))
    return re.sub(r"\n{2,}", "\n", words).strip()


class _Page:
    """One message being rendered."""

    def __init__(self, find: Find) -> None:
        self._find = find
        self._kept: list[str] = []
        self.people: list[str] = []
        self.groups: list[str] = []

    def blocks(self, source: str) -> list[str]:
        """The html of each block, in order."""
        shielded = _FENCE.sub(lambda code: f"\n\n{self._keep(_code_block(code[1]))}\n\n", source.replace("\r\n", "\n"))
        shielded = re.sub(r"`([^`\n]+)`", lambda code: self._keep(f"<code>{html.escape(code[1])}</code>"), shielded)
        shielded = _MENTION.sub(self._mention, shielded)
        return [self._block(block) for block in re.split(r"\n\s*\n", shielded) if block.strip()]

    def _block(self, block: str) -> str:
        lines = block.strip("\n").split("\n")
        if all(line.lstrip().startswith(">") for line in lines):
            quoted = "\n".join(line.lstrip()[1:].removeprefix(" ") for line in lines)
            return f"<blockquote>{self._inline(quoted)}</blockquote>"
        if _ITEM.match(lines[0]):
            return self._list(lines)
        inner = self._inline(block.strip())
        return inner if inner.startswith("<pre>") else f"<p>{inner}</p>"

    def _list(self, lines: list[str]) -> str:
        """A list and the lists in it: a deeper indentation begins an inner one."""
        first = _ITEM.match(lines[0])
        depth = len(first[1]) if first else 0
        tag = "ol" if first and first[2][0].isdigit() else "ul"
        items: list[tuple[str, list[str]]] = []
        for line in lines:
            item = _ITEM.match(line)
            if item and (len(item[1]) <= depth or not items):
                items.append((item[3], []))
            else:
                items[-1][1].append(line)
        return f"<{tag}>" + "".join(f"<li>{self._item(text, rest)}</li>" for text, rest in items) + f"</{tag}>"

    def _item(self, text: str, rest: list[str]) -> str:
        if rest and _ITEM.match(rest[0]):
            return self._inline(text) + self._list(rest)
        return self._inline("\n".join([text, *rest]))

    def _inline(self, text: str) -> str:
        text = html.escape(text)
        for pattern, replacement in _INLINE:
            text = pattern.sub(replacement, text)
        return _KEPT.sub(lambda mark: self._kept[int(mark[1])], text)

    def _mention(self, found: re.Match[str]) -> str:
        everybody, key, value, label = found.groups()
        if everybody:
            self.groups.append("all")
            return self._keep(
                '<spark-mention data-object-type="groupMention" data-group-type="all">All</spark-mention>'
            )
        person = self._find(key, value)
        if person is None:
            return label or value
        self.people.append(person.id)
        name = html.escape(label or person.name)
        attributes = f'data-object-type="person" data-object-id="{person.id}"'
        return self._keep(f"<spark-mention {attributes}>{name}</spark-mention>")

    def _keep(self, piece: str) -> str:
        self._kept.append(piece)
        return f"\ue000{len(self._kept) - 1}\ue001"


def _code_block(code: str) -> str:
    return f"<pre><code>{html.escape(code)}</code></pre>"
