"""Consents and tokens: Webex's OAuth with PKCE, by way of Authlib (reference 2.2, 2.3)."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session

from core.errors import BadRequest, Unavailable
from core.grants import Tokens
from webex.errors import foreign_errors
from webex.transport import guarded
from webex.wire import Json, object_of, required, seconds, text

UNKNOWN_LIFE = timedelta(hours=1)
"""How long a token counts as good when Webex doesn't say. Short, because organisations may shorten the usual 14 days
(reference 2.3); not so short that every question would need a refresh. A wrong guess costs one 401 and one refresh."""

LONGEST_LIFE = timedelta(days=3650)
"""A longer one is nonsense, and could not be added to an instant."""

_PASSING = ("server_error", "temporarily_unavailable")


class OAuth:
    """The bot's integration at Webex. Thread-safe: each call has a session of its own, as Authlib's keep the token of
    the last answer, and two people's tokens must never meet."""

    def __init__(
        self,
        client_id: str,
        client_secret: str,
        redirect_uri: str,
        base_url: str,
        timeout: tuple[float, float] = (5.0, 30.0),
    ) -> None:
        """`timeout`: seconds to connect and seconds between two pieces of an answer."""
        self._client_id = client_id
        self._client_secret = client_secret
        self._redirect_uri = redirect_uri
        self._base_url = base_url.rstrip("/")
        self._timeout = timeout

    def consent_url(self, *, state: str, verifier: str, scopes: Iterable[str], login_hint: str | None = None) -> str:
        """Where a person allows the scopes; Webex comes back with `state` and a code that only `verifier` unlocks."""
        with self._session() as session:
            url, _ = session.create_authorization_url(
                f"{self._base_url}/authorize",
                state=state,
                code_verifier=verifier,
                scope=" ".join(sorted(set(scopes))),
                login_hint=login_hint,
            )
        return str(url)

    def exchange(self, code: str, verifier: str, now: datetime) -> Tokens:
        """The tokens for a code, which can be used once. Raises `Refused` and `Retryable`."""
        with self._session() as session, token_errors():
            answer = session.fetch_token(
                self._token_url,
                grant_type="authorization_code",
                code=code,
                code_verifier=verifier,
                timeout=self._timeout,
            )
        return _tokens(answer, now)

    def refresh(self, refresh_token: str, now: datetime) -> Tokens:
        """New tokens, with the old refresh token where Webex gives no new one.

        Raises `Refused` when the person must consent again, and `Retryable`.
        """
        with self._session() as session, token_errors():
            answer = session.refresh_token(self._token_url, refresh_token=refresh_token, timeout=self._timeout)
        return _tokens({**answer, "refresh_token": text(answer, "refresh_token") or refresh_token}, now)

    @property
    def _token_url(self) -> str:
        return f"{self._base_url}/access_token"

    def _session(self) -> Any:
        session = OAuth2Session(
            self._client_id,
            self._client_secret,
            token_endpoint_auth_method="client_secret_post",  # noqa: S106  # the name of a method
            redirect_uri=self._redirect_uri,
            code_challenge_method="S256",
        )
        session.register_compliance_hook("access_token_response", _TokenAnswer)
        session.register_compliance_hook("refresh_token_response", _TokenAnswer)
        return guarded(session, pool_size=1)


class _TokenAnswer:
    """What Authlib sees of an answer. It does sums with the lifetime at once and trips over one that is no number, so
    that goes by under another name."""

    def __init__(self, response: requests.Response) -> None:
        self.status_code = response.status_code
        self._data = object_of(response.json())

    def json(self) -> Json:
        kept = {name: value for name, value in self._data.items() if name not in ("expires_in", "expires_at")}
        return {**kept, "access_token_expires_in": self._data.get("expires_in")}


@contextmanager
def token_errors() -> Iterator[None]:
    """Refusals by status are ours already; what is left is Authlib's reading of a 200."""
    try:
        with foreign_errors():
            yield
    except AuthlibBaseError as error:
        raise (Unavailable() if error.error in _PASSING else BadRequest(400)) from None


def _tokens(answer: Json, now: datetime) -> Tokens:
    refresh_life = _life(answer, "refresh_token_expires_in")
    scopes = text(answer, "scope")
    return Tokens(
        access=required(answer, "access_token"),
        access_expires_at=now + (_life(answer, "access_token_expires_in") or UNKNOWN_LIFE),
        refresh=text(answer, "refresh_token"),
        refresh_expires_at=now + refresh_life if refresh_life else None,
        scopes=frozenset(scopes.split()) if scopes else None,
    )


def _life(answer: Json, name: str) -> timedelta | None:
    life = seconds(answer, name)
    return life if life and life <= LONGEST_LIFE else None
