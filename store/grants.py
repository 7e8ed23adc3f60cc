"""Grants and consents under way, sealed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, case, delete, literal, or_, select, update

from core.grants import Grant, GrantKind, GrantSummary, Tokens
from store.database import Database, insert
from store.tables import consents, grants
from store.vault import Unreadable, Vault, hashed


@dataclass(frozen=True, slots=True, repr=False)
class Consent:
    """A consent that somebody was sent to give; found again by its `state`."""

    person_id: str
    kind: GrantKind
    scopes: frozenset[str]
    verifier: str
    """For PKCE (reference 2.2)."""
    question: str | None
    """What to answer once it is given."""
    expires_at: datetime


class Grants:
    """One row a person and kind."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    def read(self, person_id: str, kind: GrantKind) -> Grant | None:
        """The grant in force; None where there is none, it has ended, or its seal can't be opened any more."""
        row = self._row(person_id, kind)
        if row is None or row.has_ended:
            return None
        try:
            access, refresh = self._opened(row.tokens, person_id)
        except Unreadable:
            return None
        tokens = Tokens(access, row.access_expires_at, refresh, row.refresh_expires_at)
        return Grant(person_id, kind, tokens, frozenset(row.scopes), row.version, row.granted_at)

    def summary(self, person_id: str, kind: GrantKind) -> GrantSummary | None:
        """What may be shown of the grant, ended ones included; one whose seal can't be opened has ended too."""
        row = self._row(person_id, kind)
        if row is None:
            return None
        has_ended = row.has_ended or self.read(person_id, kind) is None
        return GrantSummary(kind, frozenset(row.scopes), row.granted_at, has_ended)

    def keep(self, tx: Connection, person_id: str, kind: GrantKind, tokens: Tokens, now: datetime) -> None:
        """Put a grant in the place of the one before; one that had not ended is as old as it was."""
        row = self._sealed(person_id, tokens) | {
            "scopes": sorted(tokens.scopes or ()),
            "granted_at": now,
            "has_ended": False,
            "refresh_lease": None,
            "refresh_lease_until": None,
        }
        grant = insert(tx, grants).values(person_id=person_id, kind=kind.value, version=1, **row)
        # A refresh of the one before that is under way must not come to stand in the place of this one.
        since = case((grants.c.has_ended, literal(now, grants.c.granted_at.type)), else_=grants.c.granted_at)
        newer = row | {"version": grants.c.version + 1, "granted_at": since}
        tx.execute(grant.on_conflict_do_update(index_elements=["person_id", "kind"], set_=newer))

    def lease_refresh(self, grant: Grant, lease: str, until: datetime, now: datetime) -> bool:
        """Whether we are the one to refresh: the grant is as we read it and nobody else is at it."""
        free = or_(grants.c.refresh_lease_until.is_(None), grants.c.refresh_lease_until < now)
        with self._database.begin() as tx:
            taken = tx.execute(
                update(grants).where(*_as_read(grant), free).values(refresh_lease=lease, refresh_lease_until=until)
            )
        return bool(taken.rowcount)

    def renew(self, grant: Grant, tokens: Tokens) -> None:
        """Keep refreshed tokens, unless the grant was replaced or removed meanwhile."""
        row = self._sealed(grant.person_id, tokens) | {"version": grant.version + 1}
        with self._database.begin() as tx:
            tx.execute(
                update(grants).where(*_as_read(grant)).values(refresh_lease=None, refresh_lease_until=None, **row)
            )

    def release_refresh(self, grant: Grant) -> None:
        """Let somebody else try."""
        with self._database.begin() as tx:
            tx.execute(update(grants).where(*_as_read(grant)).values(refresh_lease=None, refresh_lease_until=None))

    def end(self, grant: Grant) -> None:
        """Webex honours it no longer: keep that it was there, not the tokens."""
        nothing = self._vault.seal(["", None], grant.person_id)
        with self._database.begin() as tx:
            ended = {"has_ended": True, "tokens": nothing, "version": grant.version + 1}
            tx.execute(update(grants).where(*_as_read(grant)).values(**ended))

    def forget(self, tx: Connection, person_id: str, kinds: Collection[GrantKind] = tuple(GrantKind)) -> bool:
        """Remove the grants of these kinds and the consents under way; True when there was a grant."""
        names = [kind.value for kind in kinds]
        for table in (consents, grants):
            gone = tx.execute(delete(table).where(table.c.person_id == person_id, table.c.kind.in_(names))).rowcount
        return bool(gone)

    def keep_consent(self, state: str, consent: Consent) -> None:
        """Remember a consent under the hash of its `state`, so that reading the table gives nobody a state."""
        secret = self._vault.seal([consent.verifier, consent.question], consent.person_id)
        with self._database.begin() as tx:
            tx.execute(
                insert(tx, consents).values(
                    state_hash=hashed(state),
                    person_id=consent.person_id,
                    kind=consent.kind.value,
                    scopes=sorted(consent.scopes),
                    secret=secret,
                    expires_at=consent.expires_at,
                )
            )

    def consent(self, state: str, now: datetime) -> Consent | None:
        """The consent of that state; None when it is unknown, used or too old."""
        with self._database.read() as tx:
            row = tx.execute(select(consents).where(*_fresh(state, now))).one_or_none()
        return None if row is None else self._consent(row)

    def burn_consent(self, state: str, now: datetime) -> Consent | None:
        """Like `consent`, for the one time that it can be used: of two callers one gets it."""
        with self._database.begin() as tx:
            row = tx.execute(select(consents).where(*_fresh(state, now))).one_or_none()
            if row is None or not tx.execute(delete(consents).where(*_fresh(state, now))).rowcount:
                return None
        return self._consent(row)

    def forget_expired_consents(self, now: datetime) -> int:
        with self._database.begin() as tx:
            return tx.execute(delete(consents).where(consents.c.expires_at < now)).rowcount

    def _row(self, person_id: str, kind: GrantKind) -> Any:
        with self._database.read() as tx:
            same = (grants.c.person_id == person_id, grants.c.kind == kind.value)
            return tx.execute(select(grants).where(*same)).one_or_none()

    def _consent(self, row: Any) -> Consent | None:
        try:
            verifier, question = self._opened(row.secret, row.person_id)
        except Unreadable:
            return None
        return Consent(row.person_id, GrantKind(row.kind), frozenset(row.scopes), verifier, question, row.expires_at)

    def _opened(self, sealed: str, person_id: str) -> tuple[str, str | None]:
        value = self._vault.open(sealed, person_id)
        assert isinstance(value, list)  # noqa: S101  # only this class seals these columns
        first, second = value
        return first, second

    def _sealed(self, person_id: str, tokens: Tokens) -> dict[str, Any]:
        return {
            "tokens": self._vault.seal([tokens.access, tokens.refresh], person_id),
            "access_expires_at": tokens.access_expires_at.astimezone(UTC),
            "refresh_expires_at": tokens.refresh_expires_at,
        }


def _as_read(grant: Grant) -> tuple[Any, ...]:
    return (
        grants.c.person_id == grant.person_id,
        grants.c.kind == grant.kind.value,
        grants.c.version == grant.version,
    )


def _fresh(state: str, now: datetime) -> tuple[Any, ...]:
    return consents.c.state_hash == hashed(state), consents.c.expires_at > now
