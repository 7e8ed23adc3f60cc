"""Connecting and disconnecting: from the button to the kept grant, and back to nothing."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

import structlog

from core.clock import Clock
from core.errors import BotError, Refused, Retryable
from core.grants import GrantKind, GrantSummary, Tokens
from core.ids import is_same
from core.people import Person
from core.settings import Settings
from core.work import WorkKind
from services.access import Access
from services.people import Directory
from store.binned import Binned
from store.database import Database
from store.grants import Consent, Grants
from store.vault import Vault, hashed
from store.work import Work
from webex import people, webhooks
from webex.client import Client, FixedBearer
from webex.grants import OAuth
from webex.transport import Transport

log = structlog.get_logger()

CONSENT_LASTS = timedelta(hours=1)
"""From the connect card to the last click of the consent."""


_SET_UP_IS_WRONG = frozenset(
    {"invalid_scope", "invalid_request", "invalid_client", "unauthorized_client", "unsupported_response_type"}
)
"""What OAuth calls the operator's mistakes. All else counts as a refusal, whose word is not known (reference 2.2)."""


class Outcome(Enum):
    """What became of a callback."""

    CONNECTED = "connected"
    TOO_LATE = "too late"
    """The state is unknown, used or too old."""
    SOMEBODY_ELSE = "somebody else"
    """Another person than the one who asked is signed in at Webex."""
    NOT_ALLOWED = "not allowed"
    DENIED = "denied"
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Parts:
    """What this service is made of."""

    settings: Settings
    database: Database
    grants: Grants
    work: Work
    binned: Binned
    vault: Vault
    oauth: OAuth
    transport: Transport
    access: Access
    directory: Directory
    clock: Clock


class GrantService:
    """One for the process."""

    def __init__(self, parts: Parts) -> None:
        self._ = parts

    def begin(self, person_id: str, question: str | None, more: frozenset[str] = frozenset()) -> str:
        """Keep a consent to be given and return the address of its button, good for `CONSENT_LASTS`.

        Old and new scopes are asked for together, since a consent replaces the one before.
        """
        before = self.summary(person_id)
        asked = frozenset(self._.settings.webex_scopes) | more | (before.scopes if before else frozenset())
        # Two of them make 86 characters: PKCE wants 43 to 128 (reference 2.2).
        state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(64)
        consent = Consent(person_id, GrantKind.PERSON, asked, verifier, question)
        self._.grants.keep_consent(state, consent, self._.clock.now() + CONSENT_LASTS)
        return f"{self._.settings.public_url}/oauth/start?state={state}"

    def consent_url(self, state: str) -> str | None:
        """Where Webex asks for the consent; None when the state is unknown, used or too old.

        Looking doesn't use the state up: chat clients visit links to show a preview of them.
        """
        consent = self._.grants.consent(state, self._.clock.now())
        if consent is None:
            return None
        known = self._.directory.known(consent.person_id)
        return self._.oauth.consent_url(
            state=state,
            verifier=consent.verifier,
            scopes=_in_order(consent.scopes, self._.settings.webex_scopes),
            login_hint=known[0].email if known and known[0].email else None,
        )

    def give_up(self, state: str, error: str) -> Outcome:
        """Webex sent the person back without a code: they chose not to allow it, or the set-up is wrong."""
        if self._.grants.burn_consent(state, self._.clock.now()) is None:
            return Outcome.TOO_LATE
        if error not in _SET_UP_IS_WRONG:
            return Outcome.DENIED
        log.warning("consent.refused", reason=error)
        return Outcome.REFUSED

    def complete(self, state: str, code: str) -> Outcome:
        """Turn a code into a grant, once the code's owner is known to be the one who asked."""
        # Burnt before the exchange: a state that failed half-way must not be usable again.
        consent = self._.grants.burn_consent(state, self._.clock.now())
        if consent is None:
            return Outcome.TOO_LATE
        try:
            tokens = self._.oauth.exchange(code, consent.verifier, self._.clock.now())
            person = people.me(Client(self._.transport, FixedBearer(tokens.access)))
        except Refused as error:
            log.warning("consent.refused", status=error.status)
            return Outcome.REFUSED
        except Retryable as error:
            log.warning("consent.unavailable", error=type(error).__name__)
            return Outcome.UNAVAILABLE
        if not is_same(person.id, consent.person_id):
            return Outcome.SOMEBODY_ELSE
        if not self._.directory.is_allowed(person):
            return Outcome.NOT_ALLOWED
        self._keep(state, consent, person, tokens)
        return Outcome.CONNECTED

    def summary(self, person_id: str) -> GrantSummary | None:
        """What may be shown of the person's grant; None when there never was one."""
        return self._.grants.summary(person_id, GrantKind.PERSON)

    def disconnect(self, person_id: str) -> bool:
        """Remove the person's webhooks, grants and everything kept about them; True when there was a grant."""
        self._remove_webhooks(person_id)
        with self._.database.begin() as tx:
            # In the order of a callback that arrives now: the other way round each would wait for the other.
            self._.directory.forget(tx, person_id)
            was_connected = self._.grants.forget(tx, person_id)
            self._.binned.forget(tx, person_id)
            self._.work.forget_person(tx, person_id)
        log.info("grant.disconnected", was_connected=was_connected)
        return was_connected

    def _keep(self, state: str, consent: Consent, person: Person, tokens: Tokens) -> None:
        now = self._.clock.now()
        granted = Tokens(
            access=tokens.access,
            access_expires_at=tokens.access_expires_at,
            refresh=tokens.refresh,
            refresh_expires_at=tokens.refresh_expires_at,
            scopes=consent.scopes if tokens.scopes is None else tokens.scopes,
        )
        question = self._.vault.seal(consent.question, consent.person_id) if consent.question else None
        with self._.database.begin() as tx:
            self._.directory.keep(tx, consent.person_id, person)
            self._.grants.keep(tx, consent.person_id, consent.kind, granted, now)
            self._.work.keep(
                tx,
                key=f"connected|{hashed(state)}",
                kind=WorkKind.CONNECTED,
                asked_at=now,
                run_at=now,
                payload={"question": question, "declined": sorted(consent.scopes - (granted.scopes or frozenset()))},
                person_id=consent.person_id,
                lane=consent.person_id,
            )

    def _remove_webhooks(self, person_id: str) -> None:
        # Best effort: somebody who wants to be forgotten is, also while Webex is away. What stays there
        # delivers events of nobody, which intake drops.
        try:
            client = self._.access.client(person_id)
            for webhook in webhooks.list_all(client):
                if webhook.target_url.startswith(self._.settings.public_url):
                    webhooks.delete(client, webhook.id)
        except BotError as error:
            log.info("grant.webhooks_left", error=type(error).__name__)


def _in_order(scopes: frozenset[str], usual: Sequence[str]) -> list[str]:
    return [scope for scope in usual if scope in scopes] + sorted(scopes - set(usual))
