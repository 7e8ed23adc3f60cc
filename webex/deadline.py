"""Every call to Webex ends: an answer that comes in drops is given up, however steadily it drips.

The time-outs of `requests` count between two pieces, so that an answer with a byte every twenty seconds would hold a
worker for hours. Here each wait for a piece is cut to what is left of the whole call: the way through a proxy, the
first lines, and the body, whoever reads it and however. Being past the deadline is the same as any other time-out.
"""

import io
import socket
import threading
from collections.abc import Mapping
from functools import cache
from http.client import HTTPResponse
from time import monotonic
from typing import Any

import requests
from requests.adapters import HTTPAdapter

LONGEST_CALL = 120.0
"""Seconds for connecting and the whole answer. The longest that is read, a transcript of 20 MB, needs 170 KB a second
then, a day of talking a tenth of that; and five attempts at a call that hangs hold a worker for ten minutes."""

_call = threading.local()
"""Until when the call of this thread has time (`ends_at`). An answer takes the instant with it, as it is read later."""


class PunctualAdapter(HTTPAdapter):
    """The usual adapter, whose answers raise `TimeoutError` where they are read past the deadline.

    What is sent isn't timed as a whole: it goes out in few pieces, each with the time-out that there is.
    """

    def get_connection_with_tls_context(
        self,
        request: requests.PreparedRequest,
        verify: bool | str | None,
        proxies: Mapping[str, str] | None = None,
        cert: Any = None,
    ) -> Any:
        pool: Any = super().get_connection_with_tls_context(request, verify, proxies, cert)
        pool.ConnectionCls = _punctual(pool.ConnectionCls)
        return pool

    def send(self, *args: Any, **kwargs: Any) -> requests.Response:
        _call.ends_at = monotonic() + LONGEST_CALL
        return super().send(*args, **kwargs)


class _Answer(HTTPResponse):
    """What a connection reads its answer with, head and body."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp = io.BufferedReader(_Pieces(self.fp.detach(), sock, _call.ends_at))


class _Pieces(io.RawIOBase):
    """The pieces as they come, none of which is waited for past the end."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, ends_at: float) -> None:
        self._raw = raw
        self._sock = sock
        self._ends_at = ends_at

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left, pause = self._ends_at - monotonic(), self._sock.gettimeout()
        if left <= 0:
            raise TimeoutError
        if pause is not None and pause <= left:
            return self._raw.readinto(buffer)
        self._sock.settimeout(left)
        try:
            return self._raw.readinto(buffer)
        finally:
            self._sock.settimeout(pause)  # the connection may serve another call

    def close(self) -> None:
        self._raw.close()
        super().close()


@cache
def _punctual(kind: type) -> type:
    """That kind of connection, also one through a proxy, with answers of ours."""
    if getattr(kind, "response_class", None) is _Answer:
        return kind
    return type(kind.__name__, (kind,), {"response_class": _Answer})
