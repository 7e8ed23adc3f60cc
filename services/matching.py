"""Finding words in what was said, whatever their case, accents and punctuation."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.transcripts import Hit, Snippet, Transcript

WHOLE = 4
"""Shorter words count only whole, so that `AI` is not found in "aim"; longer ones may go on, as in "budgets"."""

_MARKS = re.compile("[\u0300-\u036f]+")
_APOSTROPHES = re.compile("['\u2019\u02bc]")
_BETWEEN_WORDS = re.compile(r"\W+")


def folded(text: str) -> str:
    """The words of a text, of which only what counts is left, with one space between them."""
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return _BETWEEN_WORDS.sub(" ", _APOSTROPHES.sub("", bare)).strip()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for."""

    phrase: re.Pattern[str]
    words: tuple[re.Pattern[str], ...]
    speaker: str | None = None


def wanted(phrase: str, speaker: str | None = None) -> Wanted | None:
    """What a phrase asks for; None where there is no word in it."""
    words = folded(phrase).split()
    if not words:
        return None
    return Wanted(_pattern(words), tuple(_pattern([word]) for word in words), speaker)


def hits(transcript: Transcript, said: Sequence[Snippet], wanted: Wanted) -> Iterator[Hit]:
    """Where it was said, in the order in which it was."""
    texts = [folded(snippet.text) for snippet in said]
    for at, snippet in enumerate(said):
        if not _is_by(snippet, wanted.speaker):
            continue
        crosses = _crosses(said, texts, at, wanted)
        whole = _joined(snippet, said[at + 1]) if crosses else snippet
        text = f"{texts[at]} {texts[at + 1]}" if crosses else texts[at]
        exact = wanted.phrase.search(text)
        found = [exact] if exact else [word.search(text) for word in wanted.words]
        places = [one.start() for one in found if one]
        if len(places) == len(found):
            # What is left of a text when it is folded is shorter, but in proportion.
            near = len(whole.text) * min(places) // len(text)
            yield Hit(transcript, whole, _at(said, at - 1), _at(said, at + 1 + crosses), exact is not None, near)


def _crosses(said: Sequence[Snippet], texts: Sequence[str], at: int, wanted: Wanted) -> bool:
    """Whether the phrase begins in this snippet and ends in the next one of the same speaker."""
    if at + 1 >= len(said) or _who(said[at]) != _who(said[at + 1]):
        return False
    found = wanted.phrase.search(f"{texts[at]} {texts[at + 1]}")
    return found is not None and found.start() < len(texts[at]) < found.end()


def _joined(one: Snippet, next_one: Snippet) -> Snippet:
    return Snippet(f"{one.text} {next_one.text}", one.speaker, one.speaker_email, one.at)


def _at(said: Sequence[Snippet], at: int) -> Snippet | None:
    return said[at] if 0 <= at < len(said) else None


def _who(snippet: Snippet) -> tuple[str, str]:
    return snippet.speaker, snippet.speaker_email


def _is_by(snippet: Snippet, speaker: str | None) -> bool:
    """Whether the name has all these words, or the address has them as they stand."""
    if not speaker:
        return True
    name = folded(snippet.speaker)
    is_named = all(word in name for word in folded(speaker).split()) and bool(folded(speaker))
    return is_named or speaker.strip().casefold() in snippet.speaker_email.casefold()


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    text = " ".join(words)
    # Chinese, Japanese and Thai write no spaces between words, so there a word may begin anywhere.
    begin = "" if unicodedata.category(text[0]) == "Lo" else r"(?<!\w)"
    end = "" if len(words[-1]) >= WHOLE or not begin else r"(?!\w)"
    return re.compile(begin + re.escape(text) + end)
