"""HTTP to Webex: one call, one answer, over pooled sessions that keep tokens where they belong (reference 1)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Any, TypeVar
from urllib.parse import urljoin

import requests
from requests.auth import AuthBase

from core.errors import BadRequest, Unauthorized, Unavailable
from webex.deadline import PunctualAdapter
from webex.errors import foreign_errors, refuse_failures, refuse_failures_but_redirects
from webex.hosts import is_open, is_webexs, origin

Params = Mapping[str, str | int | None]
Headers = Mapping[str, str]

Session = requests.Session
"""For whoever hands a session on: other rooms may not name `requests`."""
_AnySession = TypeVar("_AnySession", bound=requests.Session)
_LINK = re.compile(r"<([^>]*)>([^<]*)")
_REL = re.compile(r';\s*rel\s*=\s*"?([^";,]*)', re.IGNORECASE)
_PIECE = 64 * 1024
_MOST_HOPS = 4


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """A success. Has no readable repr, since `data` may hold links and passwords."""

    status: int
    data: Any
    """The parsed JSON; None where the body is empty, as after a 204."""
    next_url: str | None
    """Where the next page is, on the configured host; None on the last one."""


class BearerAuth(AuthBase):
    """Puts the token on a request. As `auth`, because a header alone gives way to a `.netrc` of the machine.

    Raises `Unauthorized` for what can't stand in a header: the libraries below would quote it in their own errors.
    """

    def __init__(self, token: str) -> None:
        if not (token and token.isascii() and token.isprintable()):
            raise Unauthorized(401, "The token can't be one.")
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class _Anonymous(AuthBase):
    """Puts nothing on a request, and keeps a `.netrc` of the machine from doing so."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


def new_session(pool_size: int) -> requests.Session:
    """A session for that many threads at once. It uses the proxies that the environment names."""
    return guarded(requests.Session(), pool_size)


def guarded(session: _AnySession, pool_size: int) -> _AnySession:
    """The session, also a library's own, with our pool, errors and deadline, and without cookies or redirects."""
    adapter = PunctualAdapter(pool_maxsize=pool_size)  # With fewer, connections are thrown away after each call.
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    # Many people share a session: a cookie that one of them was given must not go out with another's token.
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.hooks["response"].append(refuse_failures)
    return session


class Transport:
    """Makes calls below `base_url`. Thread-safe; never retries; whoever gave the session (a guarded one) closes it."""

    def __init__(self, session: requests.Session, base_url: str, timeout: tuple[float, float] = (5.0, 30.0)) -> None:
        """`timeout`: seconds to connect and seconds between two pieces of an answer (see `webex/deadline.py`)."""
        self._session = session
        self._base_url = base_url.rstrip("/")
        self._origin = origin(base_url)
        self._timeout = timeout

    def call(
        self,
        method: str,
        path_or_url: str,
        token: str,
        *,
        params: Params | None = None,
        json: Any = None,
        headers: Headers | None = None,
    ) -> Answer:
        """The answer to one call. Parameters that are None are not sent. Raises `Refused` and `Retryable`."""
        url, auth, sent = self._address(path_or_url), BearerAuth(token), _given(params)
        with foreign_errors():
            response = self._session.request(
                method, url, params=sent, json=json, headers=dict(headers or {}), auth=auth, timeout=self._timeout
            )
            data = response.json() if response.content.strip() else None
            return Answer(response.status_code, data, self._next(response))

    def text(self, path: str, token: str, *, params: Params | None = None, most: int) -> str:
        """A text of at most that many bytes, read as UTF-8. Raises `Refused`, also when it is longer, and `Retryable`.

        Redirects are followed with the token, but only on the configured host (reference 12).
        """
        auth = BearerAuth(token)

        def visited(address: str) -> tuple[str, AuthBase]:
            return self._address(address), auth

        return self._read(path, visited, params=params, most=most, takes_html=False)

    def trusts(self, url: str) -> bool:
        """Whether a token may be shown there (see `webex/hosts.py`)."""
        return is_webexs(url, self._base_url)

    def linked_text(self, url: str, token: str | None, *, most: int, takes_html: bool = False) -> str:
        """The same of a link that Webex gave. Raises `Unavailable` for one that the token may not be shown to.

        Without a token none goes out, also none that the machine knows. A redirect to a host that isn't Webex's is
        followed without it, as signed addresses of stores of files are meant to be.
        """
        if token is not None and not self.trusts(url):
            raise Unavailable
        auth: AuthBase = _Anonymous() if token is None else BearerAuth(token)

        def visited(address: str) -> tuple[str, AuthBase]:
            nonlocal auth
            if not is_open(address, self._base_url):
                raise Unavailable
            if not self.trusts(address):  # also for what it leads to: somebody else says where that is
                auth = _Anonymous()
            return address, auth

        return self._read(url, visited, params=None, most=most, takes_html=takes_html)

    def _read(
        self,
        where: str,
        visited: Callable[[str], tuple[str, AuthBase]],
        *,
        params: Params | None,
        most: int,
        takes_html: bool,
    ) -> str:
        """The text there, over redirects; `visited` says for each address what is fetched and what is shown there."""
        (url, auth), sent = visited(where), _given(params)
        with foreign_errors():
            for _ in range(_MOST_HOPS):
                with self._session.get(
                    url,
                    params=sent,
                    auth=auth,
                    timeout=self._timeout,
                    stream=True,
                    allow_redirects=False,
                    hooks={"response": refuse_failures_but_redirects},
                ) as response:
                    if not response.is_redirect:
                        return _body(response, most, takes_html=takes_html).decode("utf-8-sig", errors="replace")
                    (url, auth), sent = visited(urljoin(response.url, response.headers["Location"])), {}
        raise Unavailable

    def _next(self, response: requests.Response) -> str | None:
        """The next page, to be followed as it stands (reference 1.4)."""
        for address, rest in _LINK.findall(response.headers.get("Link", "")):
            rel = _REL.search(rest)
            if rel and "next" in rel[1].lower().split():
                return self._address(urljoin(response.url, address))
        return None

    def _address(self, path_or_url: str) -> str:
        """Raises `Unavailable` for another host: the token stays here (reference 17, trap 39).

        Taking such a link for the end of the list would lose pages without a word.
        """
        if path_or_url.startswith("/"):
            return self._base_url + path_or_url
        if origin(path_or_url) != self._origin:
            raise Unavailable
        return path_or_url


def _given(params: Params | None) -> dict[str, str | int]:
    return {name: value for name, value in (params or {}).items() if value is not None}


def _body(response: requests.Response, most: int, *, takes_html: bool) -> bytes:
    """The whole body. A page for a browser, such as one to sign in, is mostly not what was asked for: `Unavailable`."""
    if not takes_html and "html" in response.headers.get("Content-Type", "").lower():
        raise Unavailable
    body = bytearray()
    for piece in response.iter_content(_PIECE):
        body += piece
        if len(body) > most:
            raise BadRequest(413, f"The text is longer than {most} bytes.")
    return bytes(body)
