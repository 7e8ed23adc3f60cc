"""Seals."""

import base64
from typing import Any

import pytest

from store.vault import Unreadable, Vault, hashed

OLD = "the old key, thirty-two characters or more"
NEW = "the new key, thirty-two characters or more"


@pytest.mark.parametrize("value", [["access", None], "a question", {"deep": [1, "🎬"]}, None])
def test_what_is_sealed_opens_for_its_owner(value: Any) -> None:
    vault = Vault([OLD])
    assert vault.open(vault.seal(value, "ana"), "ana") == value


def test_a_seal_shows_neither_value_nor_owner() -> None:
    sealed = Vault([OLD]).seal("the secret", "ana-the-owner")
    raw = base64.urlsafe_b64decode(sealed)
    for clear in (b"the secret", b"ana-the-owner"):
        assert clear not in raw
        assert clear not in sealed.encode()


def test_one_value_sealed_twice_looks_different() -> None:
    vault = Vault([OLD])
    assert vault.seal("a", "ana") != vault.seal("a", "ana")


def test_a_seal_does_not_open_for_another_owner() -> None:
    vault = Vault([OLD])
    sealed = vault.seal("a", "ana")
    for stranger in ("bo", "", "an", "anaa", "Ana", "ană"):
        with pytest.raises(Unreadable):
            vault.open(sealed, stranger)


def test_an_owner_with_letters_of_any_kind_can_open_theirs() -> None:
    vault = Vault([OLD])
    assert vault.open(vault.seal("a", "ană"), "ană") == "a"


def test_a_seal_that_was_tampered_with_does_not_open() -> None:
    vault = Vault([OLD])
    raw = bytearray(base64.urlsafe_b64decode(vault.seal("a", "ana")))
    for position in range(0, len(raw), 7):
        changed = raw.copy()
        changed[position] ^= 1
        with pytest.raises(Unreadable):
            vault.open(base64.urlsafe_b64encode(bytes(changed)).decode(), "ana")


@pytest.mark.parametrize("sealed", ["", "not a seal", "gAAAAA", "é", "=" * 64])
def test_what_is_no_seal_does_not_open(sealed: str) -> None:
    with pytest.raises(Unreadable):
        Vault([OLD]).open(sealed, "ana")


def test_a_rotated_vault_opens_old_seals_and_seals_with_the_new_key() -> None:
    rotated = Vault([NEW, OLD])
    assert rotated.open(Vault([OLD]).seal("a", "ana"), "ana") == "a"
    sealed = rotated.seal("b", "ana")
    assert Vault([NEW]).open(sealed, "ana") == "b"
    with pytest.raises(Unreadable):
        Vault([OLD]).open(sealed, "ana")


def test_each_key_has_a_webhook_secret_of_its_own_newest_first() -> None:
    (old,), (new,) = Vault([OLD]).webhook_secrets(), Vault([NEW]).webhook_secrets()
    assert Vault([NEW, OLD]).webhook_secrets() == (new, old)
    assert new != old
    assert len(old) == 64
    assert Vault([OLD]).webhook_secrets() == (old,), "the same after every start"


def test_a_webhook_secret_gives_away_no_key() -> None:
    (secret,) = Vault([OLD]).webhook_secrets()
    assert OLD not in secret
    with pytest.raises(Unreadable):
        Vault([secret]).open(Vault([OLD]).seal("a", "ana"), "ana")


def test_a_hash_tells_tokens_apart_and_does_not_show_them() -> None:
    assert hashed("token") == hashed("token")
    assert hashed("token") != hashed("Token")
    assert "token" not in hashed("token")
    assert len(hashed("token")) == 64
