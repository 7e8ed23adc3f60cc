"""What follows `meeting` and `record`."""

import re

from core.commands import Invalid, ListMeeting, ListSeries, SetRecording
from handlers.grammar.tokens import excerpt, pieces_of

_DIGITS = re.compile(r"\d{9,12}", re.ASCII)
_MEETING_ID = re.compile(r"[0-9a-f]{32}(?:_\w{1,60})?", re.IGNORECASE)
_FILLERS = frozenset({"number", "no", "nr", "of", "the", "with", "id", "key", "recordings", "please"})
_LONGEST = 100
_SWITCH = {"on": True, "off": False}
_AROUND_SWITCH = frozenset(
    {"meeting", "series", "the", "for", "of", "recording", "turn", "switch", "please", "automatically"}
)
_NUMBER = Invalid("Give the number of the meeting, 9 to 12 digits, as in `meeting 123 456 789`.")
_UNSAID = Invalid("Did you mean `record off`? It takes the ID of a series: just `record` lists yours.")
_WHICH = Invalid("Say which series: `record` lists yours, each with a switch to press.")


def read_meeting(words: str) -> ListMeeting | Invalid:
    """`meeting 123456789`; spaces and dashes in the number are fine, and what a meeting's address has behind it."""
    meant = [word for word in words.split() if word.lower().rstrip(":") not in _FILLERS]
    number = re.sub(r"[\s.,#()\u2010-\u2015\u2212-]|@.*", "", " ".join(meant)[:_LONGEST])
    if _DIGITS.fullmatch(number):
        return ListMeeting(number)
    if len(meant) == 1 and _MEETING_ID.fullmatch(meant[0]):
        return Invalid("That is the ID of a meeting and not its number: `list meeting:ID` takes one.")
    if not meant:
        return _NUMBER
    return Invalid(f"I can't read `{excerpt(' '.join(meant))}` as the number of a meeting: it has 9 to 12 digits.")


def read_record(words: str) -> ListSeries | SetRecording | Invalid:
    """`record` lists series, `record on|off SERIES` turns the switch of one."""
    pieces = [piece for piece in pieces_of(words) if piece.lower() not in _AROUND_SWITCH]
    if not pieces:
        return _UNSAID if words.lower().split()[-1:] == ["of"] else ListSeries()
    switches = [_SWITCH[piece.lower()] for piece in pieces if piece.lower() in _SWITCH]
    others = [piece for piece in pieces if piece.lower() not in _SWITCH]
    if not others:
        return _WHICH
    if len(others) > 1 or not _MEETING_ID.fullmatch(others[0]):
        return Invalid(
            f"I know no series `{excerpt(' '.join(others))}`: `record` lists yours, each with a switch to press."
        )
    if len(switches) != 1:
        return Invalid("Say `record on` or `record off` and the ID of the series: `record` lists yours.")
    # What stands behind the digits, in the ID of one meeting of a series, has capitals of its own.
    return SetRecording(others[0] if "_" in others[0] else others[0].lower(), switches[0])
