"""Seals what nobody else may read before it reaches a column, with keys derived from the operator's secret."""

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Unreadable(Exception):
    """Sealed with a key that is gone, or for somebody else."""


class Vault:
    """Seals with the newest key, opens with any; a seal opens only for the owner it was made for."""

    def __init__(self, secret_keys: Sequence[str]) -> None:
        self._secrets = tuple(secret_keys)
        self._box = MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(key, "seal"))) for key in secret_keys])

    def seal(self, value: object, owner: str) -> str:
        """The value as JSON, sealed; `owner` says whose it is and must be given to open it."""
        return self._box.encrypt(json.dumps([owner, value]).encode()).decode("ascii")

    def open(self, sealed: str, owner: str) -> object:
        """The value that was sealed. Raises `Unreadable`."""
        try:
            whose, value = json.loads(self._box.decrypt(sealed.encode("ascii")))
        except (InvalidToken, ValueError):
            raise Unreadable from None
        # A row copied onto another person's must not open there.
        if whose != owner:
            raise Unreadable
        return value

    def mark(self, text: str) -> str:
        """A mark that only who has the newest key can make for that text: it shows later that nobody changed it."""
        return _mark(self._secrets[0], text)

    def is_marked(self, text: str, mark: str) -> bool:
        """Whether one of the keys made this mark for exactly that text."""
        return any(hmac.compare_digest(_mark(key, text).encode(), mark.encode()) for key in self._secrets)

    def webhook_secrets(self) -> tuple[str, ...]:
        """The webhook secret of each key, newest first: deliveries signed with an old one are still good."""
        return tuple(_derived(key, "webhook").hex() for key in self._secrets)


def hashed(token: str) -> str:
    """What is kept of a random token that only has to be recognised."""
    return hashlib.sha256(token.encode()).hexdigest()


def _mark(secret: str, text: str) -> str:
    return hmac.new(_derived(secret, "audit"), text.encode(), hashlib.sha256).hexdigest()


def _derived(secret: str, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"recordings-bot {purpose}".encode()).derive(
        secret.encode()
    )
