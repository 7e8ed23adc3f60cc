"""Grants and consents: sealed, refreshed by one, burnt once."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from core.grants import Grant, GrantKind, GrantSummary, Tokens
from store.database import Database
from store.grants import Consent, Grants
from store.tables import consents, metadata
from store.tables import grants as table
from store.vault import Vault, hashed
from tests.databases import only_sqlite
from tests.store.desk import NOW, at_once, undone

HOUR = timedelta(hours=1)
SCOPES = frozenset({"meeting:recordings_read", "spark:people_read"})
TOKENS = Tokens("access-in-clear", NOW + HOUR, "refresh-in-clear", NOW + 90 * 24 * HOUR, SCOPES)
NEWER = Tokens("newer-access", NOW + 2 * HOUR, "newer-refresh", NOW + 91 * 24 * HOUR)
CONSENT = Consent("ana", GrantKind.PERSON, SCOPES, "verifier-in-clear", "question-in-clear", NOW + HOUR)
SECRETS = ("access-in-clear", "refresh-in-clear", "verifier-in-clear", "question-in-clear", "state-in-clear")


@pytest.fixture
def grants(database: Database, vault: Vault) -> Grants:
    return Grants(database, vault)


def keep(database: Database, grants: Grants, tokens: Tokens = TOKENS, person_id: str = "ana") -> Grant:
    """Keep a grant of the kind `person` and read it."""
    with database.begin() as tx:
        grants.keep(tx, person_id, GrantKind.PERSON, tokens, NOW)
    return read(grants, person_id)


def read(grants: Grants, person_id: str = "ana") -> Grant:
    grant = grants.read(person_id, GrantKind.PERSON)
    assert grant is not None
    return grant


def pair(grant: Grant) -> tuple[str, str | None]:
    return grant.tokens.access, grant.tokens.refresh


# Grants


def test_a_grant_comes_back_as_it_was_kept(database: Database, grants: Grants) -> None:
    expected = Grant("ana", GrantKind.PERSON, replace(TOKENS, scopes=None), SCOPES, 1, NOW)
    assert keep(database, grants) == expected
    assert grants.summary("ana", GrantKind.PERSON) == GrantSummary(GrantKind.PERSON, SCOPES, NOW)


def test_kinds_and_people_are_apart(database: Database, grants: Grants) -> None:
    keep(database, grants)
    assert grants.read("ana", GrantKind.ADMIN) is None
    assert grants.summary("ana", GrantKind.COMPLIANCE) is None
    assert grants.read("bo", GrantKind.PERSON) is None


def test_a_grant_without_a_refresh_token_and_scopes_is_kept_too(database: Database, grants: Grants) -> None:
    kept = keep(database, grants, Tokens("a", NOW, None, None))
    assert (kept.tokens.refresh, kept.tokens.refresh_expires_at, kept.scopes) == (None, None, frozenset())


def test_a_new_grant_takes_the_place_of_the_one_before(database: Database, grants: Grants) -> None:
    first = keep(database, grants)
    assert grants.lease_refresh(first, "lease", NOW + HOUR, NOW)
    second = keep(database, grants, NEWER)
    assert pair(second) == ("newer-access", "newer-refresh")
    assert second.version > first.version
    assert grants.lease_refresh(second, "lease", NOW + HOUR, NOW)


def test_a_new_grant_revives_one_that_had_ended(database: Database, grants: Grants) -> None:
    grants.end(keep(database, grants))
    assert pair(keep(database, grants, NEWER)) == ("newer-access", "newer-refresh")


def test_two_consents_that_arrive_at_once_leave_one_whole_grant(database: Database, grants: Grants) -> None:
    def keep_numbered(number: int) -> None:
        with database.begin() as tx:
            grants.keep(tx, "ana", GrantKind.PERSON, replace(NEWER, access=f"a{number}", refresh=f"r{number}"), NOW)

    at_once(8, keep_numbered)
    kept = read(grants)
    assert kept.version == 8
    assert pair(kept)[0][1:] == str(pair(kept)[1])[1:]


def test_a_grant_sealed_with_a_key_that_is_gone_needs_a_new_consent(database: Database, grants: Grants) -> None:
    keep(database, grants)
    stranger = Grants(database, Vault(["another key, thirty-two characters or more"]))
    assert stranger.read("ana", GrantKind.PERSON) is None
    assert stranger.summary("ana", GrantKind.PERSON) == GrantSummary(GrantKind.PERSON, SCOPES, NOW, has_ended=True)


def test_tokens_copied_onto_another_person_do_not_open(database: Database, grants: Grants) -> None:
    keep(database, grants)
    keep(database, grants, NEWER, "bo")
    with database.begin() as tx:
        stolen = tx.execute(select(table.c.tokens).where(table.c.person_id == "ana")).scalar_one()
        tx.execute(table.update().where(table.c.person_id == "bo").values(tokens=stolen))
    assert grants.read("bo", GrantKind.PERSON) is None


# Secrets


def test_no_secret_stands_in_any_row(database: Database, grants: Grants) -> None:
    grants.renew(keep(database, grants), TOKENS)
    grants.keep_consent("state-in-clear", CONSENT)
    with database.read() as tx:
        rows = [str(row) for name in metadata.tables.values() for row in tx.execute(select(name))]
    assert len(rows) == 2
    assert [secret for secret in SECRETS if secret in "\n".join(rows)] == []


@only_sqlite
def test_no_secret_stands_in_any_byte_on_disk(database: Database, grants: Grants, tmp_path: Path) -> None:
    grants.end(keep(database, grants))
    keep(database, grants)
    grants.keep_consent("state-in-clear", CONSENT)
    files = [path.read_bytes() for path in tmp_path.iterdir()]
    assert any(b"meeting:recordings_read" in content for content in files)
    assert [secret for secret in SECRETS for content in files if secret.encode() in content] == []


def test_what_holds_tokens_does_not_show_them(database: Database, grants: Grants) -> None:
    kept = keep(database, grants)
    shown = repr([kept, kept.tokens, CONSENT])
    assert [secret for secret in SECRETS if secret in shown] == []


def test_an_ended_grant_keeps_that_it_was_there_and_no_tokens(database: Database, grants: Grants, vault: Vault) -> None:
    grants.end(keep(database, grants))
    assert grants.read("ana", GrantKind.PERSON) is None
    assert grants.summary("ana", GrantKind.PERSON) == GrantSummary(GrantKind.PERSON, SCOPES, NOW, has_ended=True)
    with database.read() as tx:
        assert vault.open(tx.execute(select(table.c.tokens)).scalar_one(), "ana") == ["", None]


# Refreshing


def test_of_many_that_want_to_refresh_one_may(database: Database, grants: Grants) -> None:
    grant = keep(database, grants)
    won = at_once(16, lambda number: grants.lease_refresh(grant, f"lease {number}", NOW + HOUR, NOW))
    assert won.count(True) == 1


def test_whoever_comes_after_a_refresh_has_to_read_again(database: Database, grants: Grants) -> None:
    old = keep(database, grants)
    assert grants.lease_refresh(old, "lease", NOW + HOUR, NOW)
    grants.renew(old, NEWER)
    assert not grants.lease_refresh(old, "late", NOW + HOUR, NOW)
    new = read(grants)
    assert (pair(new), new.version, new.scopes) == (("newer-access", "newer-refresh"), old.version + 1, SCOPES)
    assert new.tokens.access_expires_at == NEWER.access_expires_at
    assert grants.lease_refresh(new, "next", NOW + HOUR, NOW)


def test_a_refresh_that_was_given_up_or_took_too_long_is_anothers_to_try(database: Database, grants: Grants) -> None:
    grant = keep(database, grants)
    assert grants.lease_refresh(grant, "first", NOW + HOUR, NOW)
    assert not grants.lease_refresh(grant, "second", NOW + HOUR, NOW + HOUR - timedelta(seconds=1))
    assert grants.lease_refresh(grant, "second", NOW + 2 * HOUR, NOW + HOUR + timedelta(seconds=1))
    grants.release_refresh(grant)
    assert grants.lease_refresh(grant, "third", NOW + HOUR, NOW)


@pytest.mark.parametrize("what", ["replaced", "removed", "ended"])
def test_a_refresh_comes_too_late_for_a_grant_that_changed_meanwhile(
    database: Database, grants: Grants, vault: Vault, what: str
) -> None:
    old = keep(database, grants)
    if what == "replaced":
        keep(database, grants, replace(TOKENS, access="of the new consent"))
    elif what == "ended":
        grants.end(old)
    else:
        with database.begin() as tx:
            grants.forget(tx, "ana")
    before = _rows(database)
    grants.renew(old, NEWER)
    grants.end(old)
    grants.release_refresh(old)
    assert not grants.lease_refresh(old, "late", NOW + HOUR, NOW)
    assert _rows(database) == before


def _rows(database: Database) -> list[str]:
    with database.read() as tx:
        return [str(row) for row in tx.execute(select(table))]


def test_forgetting_removes_grants_and_consents_of_that_person_only(database: Database, grants: Grants) -> None:
    keep(database, grants)
    keep(database, grants, person_id="bo")
    grants.keep_consent("state", CONSENT)
    grants.keep_consent("bo's", replace(CONSENT, person_id="bo"))
    with database.begin() as tx:
        assert grants.forget(tx, "ana")
        assert not grants.forget(tx, "ana")
    assert grants.summary("ana", GrantKind.PERSON) is None
    assert grants.consent("state", NOW) is None
    assert grants.consent("bo's", NOW) is not None
    assert pair(read(grants, "bo")) == pair(Grant("bo", GrantKind.PERSON, TOKENS, SCOPES, 1, NOW))


def test_what_is_rolled_back_forgets_nothing(database: Database, grants: Grants) -> None:
    kept = keep(database, grants)
    with undone(database) as tx:
        grants.forget(tx, "ana")
    assert read(grants) == kept


# Consents


def test_a_consent_is_found_by_its_state_until_it_expires(grants: Grants) -> None:
    grants.keep_consent("state", CONSENT)
    assert grants.consent("state", NOW) == CONSENT
    assert grants.consent("another", NOW) is None
    assert grants.consent("state", NOW + HOUR) is None
    assert grants.burn_consent("state", NOW + HOUR) is None


def test_a_consent_without_a_question_has_none(grants: Grants) -> None:
    consent = replace(CONSENT, question=None)
    grants.keep_consent("state", consent)
    assert grants.burn_consent("state", NOW) == consent


def test_of_many_that_come_with_one_state_one_gets_the_consent(grants: Grants) -> None:
    grants.keep_consent("state", CONSENT)
    burnt = at_once(16, lambda _: grants.burn_consent("state", NOW))
    assert [consent for consent in burnt if consent] == [CONSENT]
    assert grants.consent("state", NOW) is None


def test_a_state_is_kept_as_a_hash(database: Database, grants: Grants) -> None:
    grants.keep_consent("state", CONSENT)
    with database.read() as tx:
        assert tx.execute(select(consents.c.state_hash)).scalar_one() == hashed("state")
    assert grants.consent(hashed("state"), NOW) is None


def test_a_consent_sealed_with_a_key_that_is_gone_is_none(database: Database, grants: Grants) -> None:
    grants.keep_consent("state", CONSENT)
    stranger = Grants(database, Vault(["another key, thirty-two characters or more"]))
    assert stranger.consent("state", NOW) is None
    assert stranger.burn_consent("state", NOW) is None
    assert grants.consent("state", NOW) is None, "burnt all the same"


def test_expired_consents_are_swept(database: Database, grants: Grants) -> None:
    grants.keep_consent("old", replace(CONSENT, expires_at=NOW))
    grants.keep_consent("young", CONSENT)
    assert grants.forget_expired_consents(NOW + timedelta(seconds=1)) == 1
    assert grants.forget_expired_consents(NOW + timedelta(seconds=1)) == 0
    assert grants.consent("young", NOW) == CONSENT
