"""Consent, and the tokens that come of it."""

import base64
import hashlib
import inspect
import socket
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import authlib.integrations.base_client.errors as authlib_errors
import pytest
from authlib.common.errors import AuthlibBaseError

from core.errors import BadRequest, BotError, RateLimited, Refused, Retryable, Unauthorized, Unavailable
from tests.webex.wild import Wild
from webex.grants import OAuth, token_errors

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
VERIFIER = "v" * 43
REDIRECT = "https://bot.example.com/oauth/callback"
TOKENS = {
    "access_token": "access-1",
    "expires_in": 1_209_599,
    "refresh_token": "refresh-1",
    "refresh_token_expires_in": 7_775_999,
    "token_type": "Bearer",
    "scope": "spark:people_read meeting:recordings_read",
}


@pytest.fixture
def oauth(wild: Wild) -> OAuth:
    return OAuth("client/1", "s3cret&+", REDIRECT, f"{wild.base_url}/", timeout=(1.0, 1.0))


def test_consent_is_asked_for_with_everything_that_webex_wants(oauth: OAuth, wild: Wild) -> None:
    url = oauth.consent_url(
        state="st&te",
        verifier=VERIFIER,
        scopes={"spark:people_read", "meeting:recordings_read"},
        login_hint="ana+x@example.com",
    )
    challenge = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
    assert url.startswith(f"{wild.base_url}/authorize?")
    assert parse_qs(urlsplit(url).query, strict_parsing=True) == {
        "response_type": ["code"],
        "client_id": ["client/1"],
        "redirect_uri": [REDIRECT],
        "scope": ["meeting:recordings_read spark:people_read"],
        "state": ["st&te"],
        "code_challenge": [challenge],
        "code_challenge_method": ["S256"],
        "login_hint": ["ana+x@example.com"],
    }
    assert not wild.seen


def test_without_a_hint_none_is_sent(oauth: OAuth) -> None:
    url = oauth.consent_url(state="s", verifier=VERIFIER, scopes=["a"])
    assert "login_hint" not in url
    assert VERIFIER not in url


def test_a_code_is_exchanged_with_everything_in_the_form(oauth: OAuth, wild: Wild) -> None:
    wild.says(TOKENS)
    tokens = oauth.exchange("c0de", VERIFIER, NOW)
    assert (tokens.access, tokens.refresh) == ("access-1", "refresh-1")
    assert tokens.access_expires_at == NOW + timedelta(seconds=1_209_599)
    assert tokens.refresh_expires_at == NOW + timedelta(seconds=7_775_999)
    assert tokens.scopes == frozenset({"spark:people_read", "meeting:recordings_read"})
    seen = wild.seen[0]
    assert (seen.method, seen.target) == ("POST", "/v1/access_token")
    assert seen.headers["Content-Type"].startswith("application/x-www-form-urlencoded")
    assert "Authorization" not in seen.headers
    assert seen.form == {
        "grant_type": ["authorization_code"],
        "client_id": ["client/1"],
        "client_secret": ["s3cret&+"],
        "code": ["c0de"],
        "code_verifier": [VERIFIER],
        "redirect_uri": [REDIRECT],
    }


def test_a_refresh_sends_the_refresh_token_and_takes_the_new_one(oauth: OAuth, wild: Wild) -> None:
    wild.says({**TOKENS, "refresh_token": "refresh-2"})
    assert oauth.refresh("refresh-1", NOW).refresh == "refresh-2"
    assert wild.seen[0].form == {
        "grant_type": ["refresh_token"],
        "client_id": ["client/1"],
        "client_secret": ["s3cret&+"],
        "refresh_token": ["refresh-1"],
    }


@pytest.mark.parametrize("given", [{}, {"refresh_token": None}, {"refresh_token": ""}])
def test_the_old_refresh_token_stays_when_there_is_no_new_one(
    oauth: OAuth, wild: Wild, given: dict[str, object]
) -> None:
    wild.says({"access_token": "access-2", "expires_in": 60, **given})
    tokens = oauth.refresh("refresh-1", NOW)
    assert (tokens.access, tokens.refresh, tokens.refresh_expires_at) == ("access-2", "refresh-1", None)
    assert tokens.scopes is None


def test_an_exchange_may_give_no_refresh_token(oauth: OAuth, wild: Wild) -> None:
    wild.says({"access_token": "access-1", "expires_in": "60"})
    tokens = oauth.exchange("c0de", VERIFIER, NOW)
    assert (tokens.refresh, tokens.access_expires_at) == (None, NOW + timedelta(seconds=60))


@pytest.mark.parametrize("life", [None, "soon", "", [], {}, 0, -5, 1e300, 10**12, True])
def test_a_lifetime_that_makes_no_sense_is_taken_for_an_hour(oauth: OAuth, wild: Wild, life: object) -> None:
    answer = {**TOKENS, "expires_in": life, "expires_at": life, "refresh_token_expires_in": life}
    wild.says(answer)
    wild.says(answer)
    for tokens in (oauth.exchange("c0de", VERIFIER, NOW), oauth.refresh("refresh-1", NOW)):
        assert tokens.access_expires_at == NOW + timedelta(hours=1)
        assert tokens.refresh_expires_at is None


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, BadRequest),
        (401, Unauthorized),
        (422, BadRequest),
        (429, RateLimited),
        (500, Unavailable),
        (302, Unavailable),
    ],
)
@pytest.mark.parametrize(
    "body", [{"message": "Client Id is invalid"}, {"error": "invalid_grant"}, "<html>No</html>", None, []]
)
def test_a_refused_exchange_and_a_refused_refresh_are_ours(
    oauth: OAuth, wild: Wild, status: int, kind: type[BotError], body: object
) -> None:
    wild.says(body, status, Location="https://evil.example/")
    wild.says(body, status, Location="https://evil.example/")
    with pytest.raises(kind):
        oauth.exchange("c0de", VERIFIER, NOW)
    with pytest.raises(kind):
        oauth.refresh("refresh-1", NOW)


def test_the_code_of_a_refusal_is_kept_for_the_operator(oauth: OAuth, wild: Wild) -> None:
    wild.says({"error": "invalid_grant", "error_description": "refresh-1 is dead"}, 400)
    with pytest.raises(Refused) as caught:
        oauth.refresh("refresh-1", NOW)
    assert caught.value.message == "invalid_grant"


@pytest.mark.parametrize(
    "body", ["<html>Hello</html>", None, [], "null", {}, {"access_token": ""}, {"access_token": 7}, "[" * 100_000]
)
def test_a_success_without_a_token_is_no_answer(oauth: OAuth, wild: Wild, body: object) -> None:
    wild.says(body)
    wild.says(body)
    with pytest.raises(Unavailable):
        oauth.exchange("c0de", VERIFIER, NOW)
    with pytest.raises(Unavailable):
        oauth.refresh("refresh-1", NOW)


@pytest.mark.parametrize(
    ("said", "kind"),
    [("invalid_grant", Refused), ("temporarily_unavailable", Retryable), ("server_error", Retryable), ({}, Refused)],
)
def test_a_refusal_dressed_as_a_success_is_one(oauth: OAuth, wild: Wild, said: object, kind: type[BotError]) -> None:
    wild.says({"error": said, "error_description": "about refresh-1"})
    with pytest.raises(kind) as caught:
        oauth.refresh("refresh-1", NOW)
    assert "refresh-1" not in repr(caught.value)


def test_no_answer_is_unavailable(oauth: OAuth, wild: Wild) -> None:
    wild.drops()
    with pytest.raises(Unavailable):
        oauth.exchange("c0de", VERIFIER, NOW)
    assert len(wild.seen) == 1


def test_an_answer_that_takes_too_long_is_unavailable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:  # connects, and never says a word
        base_url = f"http://127.0.0.1:{mute.getsockname()[1]}/v1/"
        oauth = OAuth("client/1", "s3cret", REDIRECT, base_url, timeout=(1.0, 0.05))
        with pytest.raises(Unavailable):
            oauth.exchange("c0de", VERIFIER, NOW)
        with pytest.raises(Unavailable):
            oauth.refresh("refresh-1", NOW)


def test_tokens_do_not_show_themselves(oauth: OAuth, wild: Wild) -> None:
    wild.says(TOKENS)
    assert "access-1" not in repr(oauth.exchange("c0de", VERIFIER, NOW))


def errors_of_authlib() -> list[Any]:
    found = inspect.getmembers(authlib_errors, inspect.isclass)
    return [kind for _, kind in found if issubclass(kind, Exception)]


def test_authlib_has_errors_to_map() -> None:
    assert AuthlibBaseError in errors_of_authlib()


@pytest.mark.parametrize("kind", errors_of_authlib())
def test_every_error_of_authlibs_client_becomes_ours(kind: Any) -> None:
    with pytest.raises(BadRequest) as caught, token_errors():
        raise kind
    assert caught.value.status == 400
