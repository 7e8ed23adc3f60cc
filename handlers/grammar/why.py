"""What follows `why`: a recording that is here, or words of one that is not."""

from core.commands import ExplainMissing, ExplainRecording, Invalid
from handlers.grammar.filters import LONGEST_VALUE
from handlers.grammar.references import linked_in, read_reference
from handlers.grammar.tokens import pieces_of

# "why is weekly sync not there", "why can't I see the recording of weekly sync", "why can I not download 2"
_BEFORE = frozenset(
    {
        "is", "isn't", "isnt", "are", "aren't", "was", "wasn't", "can", "can't", "cant", "cannot", "could", "couldn't",
        "do", "does", "did", "don't", "dont", "doesn't", "didn't", "has", "hasn't", "have", "haven't", "i", "we", "not",
        "see", "find", "get", "open", "play", "watch", "download", "there", "no", "my", "the", "a", "any", "of", "for",
        "recording", "recordings", "transcript", "link", "links", "number", "from", "about", "to", "with",
    }
)  # fmt: skip
_AFTER = frozenset(
    {
        "missing", "gone", "not", "there", "here", "visible", "shown", "listed", "available", "in", "my", "the", "list",
        "recording", "recordings", "transcript", "have", "has", "a", "no", "link", "links", "download", "downloadable",
        "yet", "anymore", "any", "more", "be", "ready", "isn't", "isnt", "it", "that", "this",
    }
)  # fmt: skip
_WHICH = Invalid(
    "Say what you miss: `why 2` for a recording of your last list, or words of a topic, as in `why weekly sync`."
)
_TOO_LONG = Invalid(f"That is too much: a few words of the topic do, at most {LONGEST_VALUE} characters.")


def read_why(words: str) -> ExplainRecording | ExplainMissing | Invalid:
    """`why N`, `why WORDS`; quoted words are those of a topic, whatever they look like."""
    if linked := linked_in(words):
        return ExplainRecording(linked)
    if words.startswith('"'):
        return _missing(words.replace('"', " ").split())
    asked = _trimmed(words.replace('"', " ").split())
    reference = read_reference(asked[0]) if len(asked) == 1 else None
    if reference is not None:
        return reference if isinstance(reference, Invalid) else ExplainRecording(reference)
    return _missing(asked)


def _missing(words: list[str]) -> ExplainMissing | Invalid:
    topic = " ".join(words)
    if not topic:
        return _WHICH
    return ExplainMissing(topic) if len(topic) <= LONGEST_VALUE else _TOO_LONG


def _trimmed(words: list[str]) -> list[str]:
    """Without what makes a question of it."""
    first, last = 0, len(words)
    while first < last and _plain(words[first]) in _BEFORE:
        first += 1
    while last > first and _plain(words[last - 1]) in _AFTER:
        last -= 1
    return words[first:last]


def _plain(word: str) -> str:
    return "".join(pieces_of(word.lower().replace("\u2019", "'")))
