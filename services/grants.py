"""Connecting and disconnecting: from the button to the kept grant, and back to nothing."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from threading import BoundedSemaphore
from typing import assert_never

import structlog

from core.clock import Clock
from core.errors import BotError, Refused, Retryable
from core.grants import GrantKind, GrantSummary, Tokens
from core.ids import is_same
from core.people import Person
from core.settings import ADMIN_READ_SCOPES, COMPLIANCE_READ_SCOPES, Settings
from core.work import WorkKind, lane_of
from services.access import Access
from services.people import Directory
from store.binned import Binned
from store.database import Database, Transaction
from store.grants import Consent, Grants
from store.notices import Notices
from store.subscriptions import Subscriptions
from store.told import ToldThings
from store.vault import Vault, hashed
from store.work import Work
from webex import people, roles, webhooks
from webex.client import Client, FixedBearer
from webex.grants import OAuth
from webex.transport import Transport

log = structlog.get_logger()

CONSENT_LASTS = timedelta(hours=1)
"""From the connect card to the last click of the consent."""
AT_ONCE = 3
"""Callbacks that ask Webex something at the same time; fewer than the threads that answer requests."""


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
    NOT_SET_UP = "not set up"
    """The integration may not ask for what an administrator or a compliance officer allows."""
    NO_ROLE = "no role"
    """The person is neither, or not what they allowed me to act as; told in chat as well."""
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Parts:
    """What this service is made of."""

    settings: Settings
    database: Database
    grants: Grants
    work: Work
    binned: Binned
    subscriptions: Subscriptions
    told: ToldThings
    notices: Notices
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
        self._turns = BoundedSemaphore(AT_ONCE)

    def usual(self, kind: GrantKind = GrantKind.PERSON) -> frozenset[str]:
        """What every consent of that kind asks for: reading only."""
        match kind:
            case GrantKind.PERSON:
                return frozenset(self._.settings.webex_scopes)
            case GrantKind.ADMIN:
                return frozenset(ADMIN_READ_SCOPES)
            case GrantKind.COMPLIANCE:
                return frozenset(COMPLIANCE_READ_SCOPES)
            case _:
                assert_never(kind)

    def begin(
        self,
        person_id: str,
        question: str | None,
        more: frozenset[str] = frozenset(),
        kind: GrantKind = GrantKind.PERSON,
    ) -> str:
        """Keep a consent to be given and return the address of its button, good for `CONSENT_LASTS`.

        Old and new scopes of this kind are asked for together, since a consent replaces the one before; those of
        other kinds never are. One that has ended gives nothing any more that could be lost.
        """
        before = self.summary(person_id, kind)
        kept = before.scopes if before and not before.has_ended else frozenset()
        asked = self.usual(kind) | more | kept
        # Two of them make 86 characters: PKCE wants 43 to 128 (reference 2.2).
        state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(64)
        expires_at = self._.clock.now() + CONSENT_LASTS
        self._.grants.keep_consent(state, Consent(person_id, kind, asked, verifier, question, expires_at))
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
            scopes=consent.scopes,
            login_hint=known[0].email if known and known[0].email else None,
        )

    def give_up(self, state: str, error: str) -> Outcome:
        """Webex sent the person back without a code: they chose not to allow it, or the set-up is wrong."""
        consent = self._.grants.burn_consent(state, self._.clock.now())
        if consent is None:
            return Outcome.TOO_LATE
        if error not in _SET_UP_IS_WRONG:
            return Outcome.DENIED
        log.warning("consent.refused", reason=error, kind=consent.kind.value)
        is_extra = error == "invalid_scope" and consent.kind is not GrantKind.PERSON
        return Outcome.NOT_SET_UP if is_extra else Outcome.REFUSED

    def complete(self, state: str, code: str) -> Outcome:
        """Turn a code into a grant, once the code's owner is known to be the one who asked.

        Of many at once only a few: a slow Webex must leave threads to the deliveries that arrive meanwhile.
        """
        if not self._turns.acquire(blocking=False):
            log.warning("consent.busy")
            return Outcome.UNAVAILABLE
        try:
            return self._complete(state, code)
        finally:
            self._turns.release()

    def _complete(self, state: str, code: str) -> Outcome:
        # Burnt before the exchange: a state that is being used must not be usable again.
        consent = self._.grants.burn_consent(state, self._.clock.now())
        if consent is None:
            return Outcome.TOO_LATE
        try:
            tokens = self._.oauth.exchange(code, consent.verifier, self._.clock.now())
            client = Client(self._.transport, FixedBearer(tokens.access))
            person = people.me(client)
            # Nobody else is asked about their role: they may not even use the bot.
            is_theirs = is_same(person.id, consent.person_id) and self._.directory.is_allowed(person)
            has_role = not is_theirs or consent.kind is GrantKind.PERSON or roles.is_held(client)
        except Refused as error:
            log.warning("consent.refused", status=error.status)
            return Outcome.REFUSED
        except Retryable as error:
            log.warning("consent.unavailable", error=type(error).__name__)
            # The code may be used up, not the button: pressing it once more asks Webex for another.
            self._.grants.keep_consent(state, consent)
            return Outcome.UNAVAILABLE
        if not is_same(person.id, consent.person_id):
            return Outcome.SOMEBODY_ELSE
        if not self._.directory.is_allowed(person):
            return Outcome.NOT_ALLOWED
        if not has_role:
            self._tell_no_role(state, consent)
            return Outcome.NO_ROLE
        self._keep(state, consent, person, tokens)
        return Outcome.CONNECTED

    def summary(self, person_id: str, kind: GrantKind = GrantKind.PERSON) -> GrantSummary | None:
        """What may be shown of the person's grant of that kind; None when there never was one."""
        return self._.grants.summary(person_id, kind)

    def drop(self, person_id: str, kind: GrantKind) -> bool:
        """Remove the person's grant of one kind, and nothing else; True when there was one."""
        with self._.database.begin() as tx:
            was_there = self._.grants.forget(tx, person_id, [kind])
        log.info("grant.dropped", kind=kind.value, was_there=was_there)
        return was_there

    def disconnect(self, person_id: str) -> bool:
        """Remove the person's webhooks, grants of all kinds and everything kept about them; True when there was one.

        What they changed for others stays in the audit.
        """
        self._remove_webhooks(person_id)
        with self._.database.begin() as tx:
            # In the order of a callback that arrives now: the other way round each would wait for the other.
            self._.directory.forget(tx, person_id)
            was_connected = self._.grants.forget(tx, person_id)
            self._.binned.forget(tx, person_id)
            self._.subscriptions.forget(tx, person_id)
            self._.told.forget(tx, person_id)
            self._.notices.forget(tx, person_id)
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
        before = self.summary(consent.person_id, consent.kind)
        was_connected = before is not None and not before.has_ended
        with self._.database.begin() as tx:
            self._.directory.keep(tx, consent.person_id, person)
            self._.grants.keep(tx, consent.person_id, consent.kind, granted, now)
            if consent.kind is GrantKind.PERSON:
                self._.subscriptions.wait(tx, consent.person_id, is_waiting=False)
                self._.notices.wake(tx, consent.person_id, now)
            declined = sorted(consent.scopes - (granted.scopes or frozenset()))
            told: dict[str, object] = {"question": question, "declined": declined, "was_connected": was_connected}
            self._tell(tx, state, consent, told)

    def _tell_no_role(self, state: str, consent: Consent) -> None:
        log.info("consent.no_role", kind=consent.kind.value)
        with self._.database.begin() as tx:
            self._tell(tx, state, consent, {"has_role": False})

    def _tell(self, tx: Transaction, state: str, consent: Consent, payload: dict[str, object]) -> None:
        """Have the person told in chat what came of it."""
        now = self._.clock.now()
        self._.work.keep(
            tx,
            key=f"connected|{hashed(state)}",
            kind=WorkKind.CONNECTED,
            asked_at=now,
            run_at=now,
            payload=payload | {"kind": consent.kind.value},
            person_id=consent.person_id,
            lane=lane_of(WorkKind.CONNECTED, consent.person_id),
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
