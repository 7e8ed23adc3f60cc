"""What follows `transcript` and `find`."""

from datetime import datetime
from zoneinfo import ZoneInfo

from core.commands import FindSaid, Invalid, ShowTranscript
from core.periods import Period
from handlers.grammar.filters import LONGEST_VALUE, NAMES
from handlers.grammar.references import read_one, read_reference
from handlers.grammar.times import period_at_end
from handlers.grammar.tokens import Token, always_quoted, excerpt, tokens_of
from handlers.when.periods import ACCEPTED, read_period

LONGEST_NAME = 100

_FORMATS = {"txt": "txt", "text": "txt", "plain": "txt", "vtt": "vtt", "webvtt": "vtt", "subtitles": "vtt"}
_AROUND_FORMAT = frozenset({"as", "in", "a", "format", "file", "please", ""})
_MOST_OF_A_NAME = 4
# "approved by the board", "by hand", "stand by me": what follows `by` in a sentence is not always who said it.
_NO_NAMES = frozenset(
    {
        "the", "a", "an", "this", "that", "these", "those", "my", "your", "our", "his", "her", "their", "its",
        "me", "you", "him", "them", "us", "it", "hand", "heart", "default", "design", "accident", "mistake",
        "chance", "law", "now", "then", "far", "end", "next", "using", "mail", "phone", "definition",
    }
)  # fmt: skip
_NO_PHRASE = Invalid('Say what was said, as in `find "budget cut"` or `find "budget cut" by ana since monday`.')
_TOO_LONG = Invalid(f"That is too long to look for: a few words do, at most {LONGEST_VALUE} characters.")
_NO_FILTERS = Invalid(
    "`find` looks through what was said, by whom and when: it takes no filters, put colons in quotes."
)


def read_transcript(words: str) -> ShowTranscript | Invalid:
    """`transcript N [txt|vtt]`."""
    rest = _without_end(words.split())
    format = _FORMATS.get(_bare(rest[-1])) if rest else None
    return _transcript(_without_end(rest[:-1]), format) if format else _transcript(rest, "txt")


def read_find(words: str, *, now: datetime, zone: ZoneInfo) -> FindSaid | Invalid:
    """`find "PHRASE" [by NAME] [when]`, the last two in any order; the phrase may do without quotes."""
    tokens = _as_said(tokens_of(words))
    if isinstance(tokens, Invalid):
        return tokens
    count, period = period_at_end(tokens, now=now, zone=zone)
    if count and _is_by(tokens[-count - 1]):  # somebody called April, or "deliver by friday"
        count, period = 0, None
    rest, speaker = _without_name(tokens[: len(tokens) - count], now=now, zone=zone)
    if speaker is not None and period is None:
        count, period = period_at_end(rest, now=now, zone=zone)
        rest = rest[: len(rest) - count]
    return period if isinstance(period, Invalid) else _find(rest, speaker, period)


def sentence(command: FindSaid) -> str:
    """The sentence that means the same at any later time, as long as the command has a period."""
    parts = ["find", always_quoted(command.phrase)]
    if command.speaker is not None:
        parts += ["by", always_quoted(command.speaker)]
    if command.period is not None:
        parts.append(str(command.period))
    return " ".join(parts)


def _transcript(rest: list[str], format: str) -> ShowTranscript | Invalid:
    if len(rest) > 1 and read_reference(" ".join(rest)) is None and read_reference(rest[0]) is not None:
        other = excerpt(" ".join(rest[1:]))
        return Invalid(f"A transcript comes as `txt` or `vtt`, as in `transcript 2 vtt`, not as `{other}`.")
    of = read_one(" ".join(rest), "transcript 2")
    return of if isinstance(of, Invalid) else ShowTranscript(of, format)


def _without_end(words: list[str]) -> list[str]:
    """Without what stands around a format: `as a vtt file`."""
    while words and _bare(words[-1]) in _AROUND_FORMAT:
        words = words[:-1]
    return words


def _bare(word: str) -> str:
    return word.lower().removeprefix("format:").strip(".,;:!?()<>'\"")


def _as_said(tokens: tuple[Token, ...]) -> tuple[Token, ...] | Invalid:
    """The tokens, with colons of a phrase back in it; people often say "re: budget", and never mean a filter."""
    if any(token.name in NAMES for token in tokens):
        return _NO_FILTERS
    whole = tuple(
        token if token.name is None else Token(f"{token.name}: {token.text}".strip(), is_quoted=True)
        for token in tokens
    )
    return whole[:-1] if len(whole) > 1 and whole[-1].is_word and whole[-1].text.lower() == "please" else whole


def _without_name(tokens: tuple[Token, ...], *, now: datetime, zone: ZoneInfo) -> tuple[tuple[Token, ...], str | None]:
    """The phrase, and who said it where it ends in `by NAME`."""
    at = next((index for index in range(len(tokens) - 1, 0, -1) if _is_by(tokens[index])), len(tokens))
    phrase, words = tokens[:at], [word for token in tokens[at + 1 :] for word in token.text.split()]
    name = " ".join(words)
    if not 0 < len(words) <= _MOST_OF_A_NAME or len(name) > LONGEST_NAME:
        return tokens, None
    if all(token.is_quoted for token in phrase):
        return phrase, name
    # Without quotes, what looks like no name is a part of what was said.
    is_other = words[0].lower() in _NO_NAMES or read_period(name, now=now, zone=zone) is not None
    return (tokens, None) if is_other else (phrase, name)


def _find(tokens: tuple[Token, ...], speaker: str | None, period: Period | None) -> FindSaid | Invalid:
    phrase = " ".join(token.text for token in tokens).strip()
    if not phrase:
        return _NO_PHRASE
    if tokens[0].is_quoted and any(token.is_word for token in tokens):
        more = excerpt(" ".join(token.text for token in tokens[1:]))
        return Invalid(f"I can't read `{more}`: after the phrase comes `by ana` or a time, such as {ACCEPTED}.")
    return FindSaid(phrase, speaker, period) if len(phrase) <= LONGEST_VALUE else _TOO_LONG


def _is_by(token: Token) -> bool:
    return token.is_word and token.text.lower() == "by"
