"""Where in a sentence its period stands: what follows `list` is one, `search` and `find` may end with one."""

from datetime import datetime
from zoneinfo import ZoneInfo

from core.commands import Invalid
from core.periods import Period
from handlers.grammar.tokens import Token
from handlers.when.periods import read_period

# "list my recordings", "list please"
_FILLERS = frozenset({"me", "my", "the", "of", "recording", "recordings", "please"})
# No period has more words: "between the 2nd of march 2026 and the 5th of march 2026".
_MOST_WORDS = 12


def when_in(tokens: tuple[Token, ...]) -> str:
    """The words that are to name a period: none of them needs a filler at its beginning."""
    words = [token.text for token in tokens]
    begin = next((index for index, word in enumerate(words) if word.lower() not in _FILLERS), len(words))
    end = len(words) - 1 if words and words[-1].lower() == "please" else len(words)
    return " ".join(words[begin:end])


def period_at_end(tokens: tuple[Token, ...], *, now: datetime, zone: ZoneInfo) -> tuple[int, Period | Invalid | None]:
    """How many of the last tokens are a period, and which: the longest end that reads as one, but never all."""
    plain = 0
    while plain < min(len(tokens) - 1, _MOST_WORDS) and tokens[-1 - plain].is_word:
        plain += 1
    for count in range(plain, 0, -1):
        when = " ".join(token.text for token in tokens[-count:])
        # Alone, words of three letters (jan, sun, may) are names and verbs more often than times.
        if len(when) <= 3:
            continue
        period = read_period(when, now=now, zone=zone)
        if period is not None:
            return count, period
    return 0, None
