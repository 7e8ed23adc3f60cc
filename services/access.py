"""Gives a client that acts as one person, by their own grant; nothing else in the bot holds a person's token."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import structlog

from core.clock import Clock
from core.errors import NeedsConsent, NotConnected, Refused, Retryable, Unauthorized, Unavailable
from core.grants import Grant, GrantKind, Tokens
from store.database import DatabaseAway
from store.grants import Grants
from webex import people
from webex.client import Client, FixedBearer
from webex.grants import OAuth
from webex.transport import Transport

log = structlog.get_logger()

_EARLY = timedelta(minutes=5)
"""Refreshed that long before the end, so that a token doesn't die in the middle of an answer."""
_REFRESH_LEASE = timedelta(seconds=40)
"""Longer than a call to the token endpoint can take."""
_TRIES = 2
"""Of a refresh that Webex refuses: a grant that is thrown away by mistake only the person can bring back."""
_KEEPING = (0.5, 1.0, 2.0, 4.0)
"""Seconds between attempts to keep new tokens while the database is away."""
_GLANCE = 0.2
_PATIENCE = 10.0
"""Seconds to wait for another worker's refresh, looking every `_GLANCE`."""


class Access:
    """One for the process."""

    def __init__(self, transport: Transport, grants: Grants, oauth: OAuth, clock: Clock) -> None:
        self._transport = transport
        self._grants = grants
        self._oauth = oauth
        self._clock = clock
        self._unkept: dict[tuple[str, GrantKind], tuple[int, Tokens]] = {}
        """New tokens in place of those of a version, until the database takes them."""

    def client(self, person_id: str, needs: Iterable[str] = (), kind: GrantKind = GrantKind.PERSON) -> Client:
        """A client bound to this person. Raises `NotConnected`, or `NeedsConsent` when the grant lacks a scope."""
        asked = frozenset(needs)
        with _needing(asked):
            grant = self._read(person_id, kind)
        missing = asked - grant.scopes
        if missing:
            raise NeedsConsent(missing, kind)
        return Client(self._transport, _GrantBearer(self, person_id, kind, asked))

    def token(self, person_id: str, kind: GrantKind) -> str:
        """An access token that lives on for a while. Raises `NotConnected` or `Retryable`."""
        grant = self._read(person_id, kind)
        if grant.tokens.access_expires_at - self._clock.now() > _EARLY:
            return grant.tokens.access
        return self._refreshed(grant, is_rejected=False)

    def renewed(self, person_id: str, kind: GrantKind, rejected: str) -> str:
        """Another token than the rejected one (reference 17, trap 36). Raises `NotConnected` or `Retryable`."""
        grant = self._read(person_id, kind)
        if grant.tokens.access != rejected:
            return grant.tokens.access  # somebody refreshed it meanwhile
        return self._refreshed(grant, is_rejected=True)

    def reject(self, person_id: str, kind: GrantKind, rejected: str) -> None:
        """Webex didn't take a token that was just renewed.

        Raises `NotConnected` where it takes it nowhere and only the person can help, and `Retryable` where it does.
        """
        grant = self._read(person_id, kind)
        if grant.tokens.access != rejected:
            return
        if self._is_honoured(rejected):
            raise Unavailable(401)
        self._end(grant, "rejected")

    def _read(self, person_id: str, kind: GrantKind) -> Grant:
        grant = self._grants.read(person_id, kind)
        if grant is None:
            raise NotConnected(has_ended=self._grants.summary(person_id, kind) is not None, kind=kind)
        version, tokens = self._unkept.get((person_id, kind), (None, None))
        if tokens is None or version != grant.version:
            return grant
        self._keep(grant, tokens)
        return self._read(person_id, kind)

    def _refreshed(self, grant: Grant, *, is_rejected: bool) -> str:
        if self._is_ours_to_refresh(grant):
            return self._refresh(grant, is_rejected=is_rejected)
        if not is_rejected and grant.tokens.access_expires_at > self._clock.now():
            return grant.tokens.access  # somebody else is at it, and the old one still lives
        return self._wait_for_other(grant, is_rejected=is_rejected)

    def _is_ours_to_refresh(self, grant: Grant) -> bool:
        now = self._clock.now()
        return self._grants.lease_refresh(grant, secrets.token_hex(8), now + _REFRESH_LEASE, now)

    def _refresh(self, grant: Grant, *, is_rejected: bool) -> str:
        try:
            tokens = self._new_tokens(grant)
            has_ended = tokens is None and not self._is_honoured(grant.tokens.access)
        except Retryable:
            self._grants.release_refresh(grant)
            if not is_rejected and grant.tokens.access_expires_at > self._clock.now():
                return grant.tokens.access
            raise
        if has_ended:
            return self._end(grant, "refused")
        if tokens is None:
            self._grants.release_refresh(grant)
            return grant.tokens.access
        self._keep(grant, tokens)
        log.info("grant.refreshed", kind=grant.kind.value)
        return tokens.access

    def _keep(self, grant: Grant, tokens: Tokens) -> None:
        """Put them in the place of the old ones, of which Webex may have ended the refresh token (reference 2.3).

        While the database is away they are tried to be kept for a while, and then whenever the grant is read.
        Raises `DatabaseAway`.
        """
        self._unkept[grant.person_id, grant.kind] = grant.version, tokens
        for pause in (*_KEEPING, None):
            try:
                self._grants.renew(grant, tokens)
                break
            except DatabaseAway:
                log.warning("grant.not_kept", kind=grant.kind.value)
                if pause is None:
                    raise
                self._clock.sleep(pause)
        self._unkept.pop((grant.person_id, grant.kind), None)

    def _new_tokens(self, grant: Grant) -> Tokens | None:
        """What Webex gives for the refresh token; None where it refuses that for good. Raises `Retryable`."""
        for _ in range(_TRIES if grant.tokens.refresh else 0):
            try:
                return self._oauth.refresh(grant.tokens.refresh or "", self._clock.now())
            except Refused as error:
                log.warning("grant.refresh_refused", status=error.status, said=error.message)
                if "client" in error.message.lower():
                    # The bot's own set-up is wrong: no reason to take anybody's grant away.
                    raise Unavailable(error.status) from None
        return None

    def _is_honoured(self, access_token: str) -> bool:
        """Whether Webex still takes that token, asked where nothing but the token counts. Raises `Retryable`."""
        try:
            people.me(Client(self._transport, FixedBearer(access_token)))
        except Unauthorized:
            return False
        except Refused:
            return True
        return True

    def _end(self, grant: Grant, why: str) -> str:
        self._grants.end(grant)
        log.info("grant.ended", kind=grant.kind.value, why=why)
        raise NotConnected(has_ended=True, kind=grant.kind)

    def _wait_for_other(self, grant: Grant, *, is_rejected: bool) -> str:
        waited = 0.0
        while waited < _PATIENCE:
            self._clock.sleep(_GLANCE)
            waited += _GLANCE
            newer = self._read(grant.person_id, grant.kind)
            if newer.version != grant.version:
                return newer.tokens.access
            if self._is_ours_to_refresh(grant):  # whoever was at it has died, or Webex didn't answer them
                return self._refresh(grant, is_rejected=is_rejected)
        raise Unavailable


@contextmanager
def _needing(scopes: frozenset[str]) -> Iterator[None]:
    """Whoever has to connect (again) allows in the same consent what the question needs."""
    try:
        yield
    except NotConnected as error:
        error.needs = scopes
        raise


class _GrantBearer:
    """Shows a client the token of one grant, fresh at each call."""

    def __init__(self, access: Access, person_id: str, kind: GrantKind, needs: frozenset[str]) -> None:
        self._access = access
        self._person_id = person_id
        self._kind = kind
        self._needs = needs

    def token(self) -> str:
        with _needing(self._needs):
            return self._access.token(self._person_id, self._kind)

    def renew(self, rejected: str) -> str:
        with _needing(self._needs):
            return self._access.renewed(self._person_id, self._kind, rejected)

    def give_up(self, rejected: str) -> None:
        with _needing(self._needs):
            self._access.reject(self._person_id, self._kind, rejected)
