"""Buttons that confirm: what they confirm is sealed for the one who asked, so nobody else's press counts."""

from datetime import datetime, timedelta

from core.clock import Clock
from store.vault import Unreadable, Vault

LASTS = timedelta(hours=1)


class NotConfirmed(Exception):
    """Somebody else's button, or one that is too old."""


class Confirmations:
    """One for the process. Nothing is kept: a token is the question itself, sealed."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def token(self, person_id: str, sentence: str) -> str:
        """What a confirming button carries; `sentence` is what it confirms, with IDs instead of numbers."""
        until = (self._clock.now() + LASTS).isoformat()
        return self._vault.seal(["confirm", sentence, until], person_id)

    def sentence(self, person_id: str, token: str) -> str:
        """What this person confirms with that token. Raises `NotConfirmed`."""
        try:
            value = self._vault.open(token, person_id)
        except Unreadable:
            raise NotConfirmed from None
        match value:
            case ["confirm", str(sentence), str(until)] if datetime.fromisoformat(until) > self._clock.now():
                return sentence
            case _:
                raise NotConfirmed
