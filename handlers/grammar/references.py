"""Which recording is meant: its number in the last list, its ID, or a link to one of its pages."""

import re
from urllib.parse import unquote

from core.commands import CallId, Invalid, Number, PlaybackLink, RecordingId, Reference
from core.ids import is_call
from handlers.grammar.tokens import excerpt

HIGHEST = 9_999

_HEX = r"([0-9a-f]{32})(?![0-9a-f])"
_ID = re.compile(r"[0-9a-f]{32}", re.IGNORECASE)
_NUMBER = re.compile(r"#?([+-]?\d+)")
# Reference 9.1: ldr.php plays and lsr.php downloads. Newer pages carry the recording's own ID, in either order
# (…/recording/<id>/playback and …/recording/playback/<id>).
_LINK = re.compile(
    rf"[?&;]rcid={_HEX}|/(?:recordingservice|webappng)/sites/[\w.-]{{1,100}}/recording/(?:[a-z]{{1,20}}/)?{_HEX}",
    re.IGNORECASE,
)
FILLERS = frozenset(
    {
        "me", "my", "of", "for", "from", "to", "in", "at", "the", "number", "no", "nr", "recording", "meeting", "call",
        "please",
    }
)  # fmt: skip
"""`show me number 2`, `links for recording #3`, `who was at the meeting 2`."""

ACCEPTED = "a number of your last list, a recording ID or a playback link"


def read_reference(words: str) -> Reference | Invalid | None:
    """The recording that the words mean; Invalid for an impossible number, None when they mean none."""
    if linked := linked_in(words):
        return linked
    meant = [bare for word in words.split() if (bare := word.strip(".,;:!?()<>'\"")) and bare.lower() not in FILLERS]
    if len(meant) != 1:
        return None
    if _ID.fullmatch(meant[0]):
        return RecordingId(meant[0].lower())
    # A whole word only: IDs of transcripts, of participants and of messages have a UUID in them, too.
    if is_call(meant[0]):
        return CallId(meant[0].lower())
    return _numbered(meant[0])


def read_one(words: str, example: str) -> Reference | Invalid:
    """The recording that stands after a command's word, else the sentence that says what is accepted; `example` is
    the command with number 2."""
    reference = read_reference(words)
    if reference is not None:
        return reference
    if not words:
        return Invalid(
            f"Say which one: `{example}` takes the second of your last list, an ID or a playback link does too."
        )
    return Invalid(f"I can't tell which recording `{excerpt(words)}` is: give {ACCEPTED}, as in `{example}`.")


def said(reference: Reference) -> str:
    """A recording as it stands in a sentence."""
    return reference.url if isinstance(reference, PlaybackLink) else str(reference.value)


def linked_in(text: str) -> RecordingId | PlaybackLink | None:
    """The first link to a recording's page anywhere in the text, also inside a link that wraps and encodes it."""
    for reading in (text, unquote(text)):
        if match := _LINK.search(reading):
            rcid, recording_id = match.groups()
            return PlaybackLink(rcid.lower()) if rcid else RecordingId(recording_id.lower())
    return None


def _numbered(word: str) -> Number | Invalid | None:
    match = _NUMBER.fullmatch(word)
    if match is None:
        return None
    # Python refuses to read numbers of thousands of digits, so the length is looked at first.
    value = int(match[1]) if len(match[1]) <= len(str(HIGHEST)) + 1 else 0
    if not 1 <= value <= HIGHEST:
        return Invalid(f"There is no number {_short(match[1])}: numbers go from 1 to {HIGHEST}, as in `show 2`.")
    return Number(value)


def _short(digits: str) -> str:
    return digits if len(digits) <= 12 else f"{digits[:12]}…"
