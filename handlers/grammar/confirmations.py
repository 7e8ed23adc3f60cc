"""What the button of a card that asks "are you sure" says."""

import re

from core.commands import Confirm, Invalid

_WORD = re.compile(r"confirm(?: (?P<token>[\w=-]{20,7000}))?(?P<more> .*)?", re.IGNORECASE | re.ASCII)
_NO_TOKEN = Invalid("Press the button on my card to confirm: what it says can't be typed.")


def read_confirmation(sentence: str) -> Confirm | Invalid | None:
    """`confirm TOKEN`, `confirm nothing`; None for other sentences. What the token is worth, `services` knows."""
    if sentence.lower() == "confirm nothing":
        return Confirm(None)
    match = _WORD.fullmatch(sentence)
    if match is None:
        return None
    return Confirm(match["token"]) if match["token"] and not match["more"] else _NO_TOKEN
