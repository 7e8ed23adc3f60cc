"""Integrations, consents and tokens (reference 2)."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from simulator import identifiers
from simulator.clock import SimClock
from simulator.directory import Person
from simulator.knobs import Knobs
from simulator.refusals import Refused

_ENCRYPTION = "spark:kms"
MESSAGING_SCOPES = frozenset(
    f"spark:{what}"
    for what in (
        "people_read",
        "rooms_read",
        "rooms_write",
        "memberships_read",
        "memberships_write",
        "messages_read",
        "messages_write",
        "kms",
    )
)
_MEETING_AREAS = ("recordings", "schedules", "participants", "transcripts", "summaries", "preferences")
USER_SCOPES = (
    MESSAGING_SCOPES
    | {f"meeting:{area}_{right}" for area in _MEETING_AREAS for right in ("read", "write")}
    | {"spark:recordings_read", "spark:recordings_write"}
)
CODE_LIFE = timedelta(minutes=10)
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")


@dataclass(frozen=True)
class Integration:
    """An application that people may allow to act for them."""

    client_id: str
    client_secret: str = field(repr=False)
    redirect_uris: tuple[str, ...]
    scopes: frozenset[str]
    name: str
    app_id: str

    def allows(self, scopes: Iterable[str]) -> bool:
        """Whether all of `scopes` may be asked for; the encryption scope always may."""
        return set(scopes) <= self.scopes | {_ENCRYPTION}


@dataclass(eq=False)
class Token:
    """Who a bearer is and what it may do."""

    person: Person
    kind: str  # bot or user
    scopes: frozenset[str]
    app_id: str
    expires: datetime | None = None  # None: bot and personal tokens live as long as the simulator
    from_consent: bool = False


@dataclass(frozen=True)
class Code:
    """A consent on its way to the client: one use, ten minutes."""

    client_id: str
    person: Person
    scopes: frozenset[str]
    redirect_uri: str
    challenge: str | None
    expires: datetime


class Grants:
    """All tokens, and how they come and go."""

    def __init__(self, clock: SimClock, knobs: Knobs) -> None:
        self._clock = clock
        self._knobs = knobs
        self._integrations: dict[str, Integration] = {}
        self._access: dict[str, Token] = {}
        self._refresh: dict[str, Token] = {}
        self._codes: dict[str, Code] = {}

    def register(self, integration: Integration) -> Integration:
        """Make an integration known, in place of an older one with the same client id."""
        self._integrations[integration.client_id] = integration
        return integration

    def integration(self, client_id: str) -> Integration:
        """The integration with that client id; 401 when there is none."""
        if client_id not in self._integrations:
            raise Refused(401, "Client Id is invalid")
        return self._integrations[client_id]

    def admit(self, person: Person) -> None:
        """Let the token that a person or bot was born with in."""
        kind, scopes = ("bot", MESSAGING_SCOPES) if person.is_bot else ("user", USER_SCOPES)
        self._access[person.token] = Token(person, kind, scopes, person.app_id)

    def widen(self, person: Person, scopes: Iterable[str]) -> None:
        """Let the token that a person was born with do more."""
        self._access[person.token].scopes |= frozenset(scopes)

    def bearer(self, secret: str) -> Token | None:
        """Whose token this is; None when it is unknown, revoked or expired."""
        token = self._access.get(secret)
        return token if token and self._is_alive(token) else None

    def consent(
        self, client_id: str, person: Person, scopes: Iterable[str], redirect_uri: str, challenge: str | None = None
    ) -> str:
        """A person pressed Allow: the code for the client."""
        code = secrets.token_urlsafe(32)
        expires = self._clock.now() + CODE_LIFE
        granted = frozenset(scopes) | {_ENCRYPTION}  # nobody asks for it, everybody gets it
        self._codes[code] = Code(client_id, person, granted, redirect_uri, challenge, expires)
        return code

    def exchange(self, integration: Integration, code: str, redirect_uri: str, verifier: str | None) -> dict[str, Any]:
        """Tokens for a code (reference 2.3). The code is spent even when the exchange fails."""
        consent = self._codes.pop(code, None)
        if consent is None or consent.client_id != integration.client_id or consent.expires <= self._clock.now():
            raise Refused(400, "The authorization code is invalid or expired.")
        if consent.redirect_uri != redirect_uri:
            raise Refused(400, "The redirect_uri does not match the one of the authorization request.")
        if not _proves(consent.challenge, verifier):
            raise Refused(400, "The code_verifier does not match the code_challenge.")
        return self._issue(consent.person, consent.scopes, integration.app_id, secrets.token_urlsafe(48))

    def refresh(self, integration: Integration, refresh_token: str) -> dict[str, Any]:
        """New tokens for a refresh token, whose life begins anew; the old access token lives on until it expires."""
        grant = self._refresh.get(refresh_token)
        if grant is None or grant.app_id != integration.app_id or not self._is_alive(grant):
            raise Refused(400, "The refresh token is invalid or expired.")
        if self._knobs.refresh_rotates:
            del self._refresh[refresh_token]
            refresh_token = secrets.token_urlsafe(48)
        return self._issue(grant.person, grant.scopes, grant.app_id, refresh_token)

    def revoke(self, person: Person) -> None:
        """End all that a person ever consented to, at once."""
        for kept in (self._access, self._refresh):
            for secret in [key for key, token in kept.items() if token.from_consent and token.person is person]:
                del kept[secret]
        self._codes = {code: consent for code, consent in self._codes.items() if consent.person is not person}

    def expire_access(self, person: Person) -> None:
        """Let the access tokens from consents run out now; refresh tokens stay good."""
        for token in self._access.values():
            if token.from_consent and token.person is person:
                token.expires = self._clock.now()

    def _issue(self, person: Person, scopes: frozenset[str], app_id: str, refresh_token: str) -> dict[str, Any]:
        now, knobs = self._clock.now(), self._knobs
        access_token = secrets.token_urlsafe(48)
        self._access[access_token] = Token(person, "user", scopes, app_id, now + knobs.access_token_life, True)
        self._refresh[refresh_token] = Token(person, "user", scopes, app_id, now + knobs.refresh_token_life, True)
        return {
            "access_token": access_token,
            "expires_in": int(knobs.access_token_life.total_seconds()) - 1,
            "refresh_token": refresh_token,
            "refresh_token_expires_in": int(knobs.refresh_token_life.total_seconds()) - 1,
            "token_type": "Bearer",
            "scope": " ".join(sorted(scopes)),
        }

    def _is_alive(self, token: Token) -> bool:
        return token.expires is None or self._clock.now() < token.expires


def new_integration(
    client_id: str, client_secret: str, redirect_uris: Iterable[str], scopes: Iterable[str], name: str
) -> Integration:
    """An integration as My Apps would register it."""
    app_id = identifiers.encode("APPLICATION", client_id)
    return Integration(client_id, client_secret, tuple(redirect_uris), frozenset(scopes), name, app_id)


def _proves(challenge: str | None, verifier: str | None) -> bool:
    """Whether the verifier belongs to the S256 challenge; without a challenge there is nothing to prove."""
    if challenge is None:
        return True
    if verifier is None or not _VERIFIER.fullmatch(verifier):
        return False
    digest = hashlib.sha256(verifier.encode()).digest()
    expected = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    return secrets.compare_digest(expected, challenge)
