"""The words of a message without the mention of the bot, wherever it stands."""

import re
from html.parser import HTMLParser

from core.ids import is_same
from core.messages import Message
from handlers.grammar.references import linked_in
from handlers.grammar.sharing import mark_of, takes_people

LONGEST_HTML = 40_000
"""Characters of HTML that are read; a message of the greatest length with all its marks is shorter."""

_MENTION = "spark-mention"
_LINES = frozenset(
    {"p", "br", "li", "ul", "ol", "div", "pre", "blockquote", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}
)
# Anything but a whole, plain tag is text: on half-open ones html.parser takes time by the square or gives up.
_NO_TAG = re.compile(r"""<(?!/?[a-z](?:[^<>"']|"[^<>"]*"|'[^<>']*')*>)""", re.IGNORECASE)
_AFTER_NAME = r"(?=[\s,:;.!?]|$)[\s,:;]*"


def words_of(message: Message, bot_id: str, bot_name: str) -> str:
    """What was said to the bot. Other people's mentions stay as their names, except in a sentence that takes people,
    its first word misspelt or not: there they are `person:ID`, so that what is kept of it and asked again means the
    same people.

    In a space without HTML, the bot's name (or its first word, as clients shorten it) is taken off the beginning. A
    link to a recording that hides behind other words is put behind them, since it is what a forwarded message is about.
    """
    page = _read(message.html, bot_id)
    if page.mentions_others and takes_people(page.text):
        return page.text_with_ids
    if page.mentions_bot:
        return page.text
    if not message.is_direct and message.html.strip():
        return page.text
    text = message.text or page.text if message.is_direct else _without_name(message.text, bot_name)
    return " ".join([text, *page.hidden_links]).strip()


def _read(html: str, bot_id: str) -> "_Page":
    page = _Page(bot_id)
    page.feed(_NO_TAG.sub("&lt;", html[:LONGEST_HTML]))
    page.close()
    return page


def _without_name(text: str, name: str) -> str:
    first = name.split()[0] if name.split() else ""
    for spelling in (name.strip(), first):
        match = re.match(rf"\s*@?{re.escape(spelling)}{_AFTER_NAME}", text, re.IGNORECASE) if spelling else None
        if match:
            return text[match.end() :].strip()
    return text.strip()


class _Page(HTMLParser):
    """HTML of a message as plain text, its blocks as lines."""

    def __init__(self, bot_id: str) -> None:
        super().__init__(convert_charrefs=True)
        self.mentions_bot = self.mentions_others = False
        self.hidden_links: list[str] = []
        self._bot_id = bot_id
        self._pieces: list[str] = []
        self._with_ids: list[str] = []
        self._mentioned: str | None = None
        """Inside a mention, how whoever is mentioned stands in a sentence; empty for the bot."""
        self._link: str | None = None
        self._link_began = 0

    @property
    def text(self) -> str:
        return _lines(self._pieces)

    @property
    def text_with_ids(self) -> str:
        """The same with people as `person:ID`."""
        return _lines(self._with_ids)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == _MENTION:
            self._mention(values.get("data-object-id", ""))
        elif tag == "a":
            self._link, self._link_began = values.get("href"), len(self._pieces)
        elif tag in _LINES:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag == _MENTION:
            self._mentioned = None
        elif tag == "a":
            self._reveal()
        elif tag in _LINES:
            self._break()

    def handle_data(self, data: str) -> None:
        data = re.sub(r"\s", " ", data)
        if self._mentioned != "":
            self._pieces.append(data)
        if self._mentioned is None:
            self._with_ids.append(data)

    def _mention(self, person_id: str) -> None:
        if is_same(person_id, self._bot_id):
            self.mentions_bot, self._mentioned = True, ""
            self._add(" ")
        elif mark := mark_of(person_id):
            self.mentions_others, self._mentioned = True, mark
            self._with_ids.append(f" {mark} ")

    def _break(self) -> None:
        # A mention that is never closed ends with its paragraph: it must not swallow the whole message.
        self._mentioned = None
        self._add("\n")

    def _reveal(self) -> None:
        """Put the link of an anchor behind its words, if it leads to a recording and they don't show it."""
        link, self._link = self._link, None
        if link and linked_in(link) and not linked_in("".join(self._pieces[self._link_began :])):
            self._add(f" {link} ")
            self.hidden_links.append(link)

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._with_ids.append(piece)


def _lines(pieces: list[str]) -> str:
    lines = (" ".join(line.split()) for line in "".join(pieces).splitlines())
    return "\n".join(line for line in lines if line)
