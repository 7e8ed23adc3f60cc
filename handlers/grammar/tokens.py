"""Text as people type it, cut into words, quoted parts and `name:value` pairs."""

import re
from dataclasses import dataclass

LONGEST_TEXT = 7_500
"""Characters that are read of a message; Webex itself stops a little earlier (reference 3.2)."""

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
# Marks nobody sees: text directions, zero-width spaces, soft hyphens. They come along with what is pasted.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Lone surrogates can't be kept in a database, control characters can't be shown.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_TOKEN = re.compile(r'(?:([A-Za-z]{2,20}(?:-[A-Za-z]{1,20})?):(?!//))?(?:"([^"]*)"?|([^\s"]+))?')
_SAFE = re.compile(r"\w(?:[\w.@+/-]*\w)?")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a quoted part, or the value of a `name:value` pair; quotes are gone."""

    text: str
    name: str | None = None
    """`host` of `host:me`, in lower case."""
    is_quoted: bool = False

    @property
    def is_word(self) -> bool:
        return self.name is None and not self.is_quoted


def tidy(text: str) -> str:
    """One line of plain words: straight quotes, single spaces, nothing invisible, a bounded length."""
    text = _INVISIBLE.sub("", text[:LONGEST_TEXT].translate(_QUOTES))
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of tidy text; a quote that is never closed reaches to the end, and `name: value` is one pair."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        if not match[0]:
            continue
        token = _token(match)
        before = tokens[-1] if tokens else None
        if before is not None and _awaits_value(before) and token.name is None:
            tokens[-1] = Token(token.text, before.name, token.is_quoted)
        else:
            tokens.append(token)
    return tuple(tokens)


def pieces_of(text: str) -> list[str]:
    """The things in a list such as `2, 3 and "4"`: cut at spaces, commas, semicolons and quotes, without what stands
    around them. Addresses of pages stay whole, whatever is in them."""
    pieces: list[str] = []
    for word in text.replace('"', " ").split():
        parts = [word] if "/" in word else re.split("[,;]", word)
        pieces += [bare for part in parts if (bare := part.strip(".,;:!?()<>'"))]
    return pieces


def _token(match: re.Match[str]) -> Token:
    name, quoted, word = match.groups()
    # "host:me, format:mp4"
    text = quoted if quoted is not None else (word or "").rstrip(",;")
    return Token(" ".join(text.split()), name.lower() if name else None, quoted is not None)


def _awaits_value(token: Token) -> bool:
    return token.name is not None and not token.text and not token.is_quoted


def quoted(value: str) -> str:
    """The value as one token that reads back as it: in quotes unless it is a plain word, without quotes inside."""
    value = " ".join(tidy(value).replace('"', " ").split())
    return value if _SAFE.fullmatch(value) else f'"{value}"'


def always_quoted(value: str) -> str:
    """The same, in quotes in any case: words that look like something else are then only words."""
    text = quoted(value)
    return text if text.startswith('"') else f'"{text}"'


def excerpt(words: str, longest: int = 40) -> str:
    """What somebody typed, short and safe to stand between backticks in an answer."""
    words = words.replace("`", "'")
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"
