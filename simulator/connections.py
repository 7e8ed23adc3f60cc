"""HTTP/1.1 connections that stay open, can be cut on purpose, and end when the server does."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from io import BytesIO
from threading import Event
from typing import Any

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler
from werkzeug.wrappers import Response

HANG_UP = "X-Simulator-Hang-Up"  # an answer with this header is not sent: the connection is closed instead
HALF = "X-Simulator-Half"  # the same in the middle of the answer
TRICKLE = "X-Simulator-Trickle"  # so many real seconds lie between two pieces of the answer
_PIECES = 10
_GRACE = 2.0  # real seconds for open requests to end when the server stops


class Server(ThreadedWSGIServer):
    """A threaded server that can end its open connections, so that a stopped Webex is really away."""

    daemon_threads = True

    def __init__(self, host: str, port: int, app: Any) -> None:
        self._connections: set[socket.socket] = set()
        self._left = threading.Condition()
        super().__init__(host, port, app, Handler)

    def get_request(self) -> tuple[socket.socket, Any]:
        """Accept a connection, and remember it."""
        connection, address = super().get_request()
        with self._left:
            self._connections.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        """Close a connection, and forget it."""
        super().shutdown_request(request)
        with self._left:
            self._connections.discard(request)
            self._left.notify_all()

    def hang_up(self) -> None:
        """Cut all connections and wait a little for their threads to notice."""
        with self._left:
            for connection in self._connections:
                _cut(connection)
            self._left.wait_for(lambda: not self._connections, _GRACE)


class Handler(WSGIRequestHandler):
    """Answers any number of requests on one connection, which werkzeug's own handler closes after the first."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are two writes; without this each answer waits for an ACK

    def run_wsgi(self) -> None:
        """Answer one request. Its body is read whole first: what is left over would look like the next request."""
        environ = self.make_environ()
        is_chunked = environ.get("wsgi.input_terminated")
        length = -1 if is_chunked else int(self.headers.get("Content-Length") or 0)
        environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(length))
        response = Response.from_app(self.server.app, environ, buffered=True)
        if HANG_UP in response.headers:
            self.close_connection = True
            _cut(self.connection)
            return
        self._answer(response)

    def _answer(self, response: Response) -> None:
        body = response.get_data()
        is_half, pause = response.headers.pop(HALF, None) is not None, response.headers.pop(TRICKLE, None)
        self.send_response(response.status_code)
        if response.status_code != 204:
            response.headers.setdefault("Content-Length", str(len(body)))
        for name, value in response.headers:
            if name != "Date":  # send_response has told it already
                self.send_header(name, value)
        if is_half and not body:
            self.close_connection = True
            _cut(self.connection)
            return
        self.end_headers()
        if self.command == "HEAD" or not body:
            return
        if is_half:
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
        elif pause is not None:
            self._trickle(body, float(pause))
        else:
            self.wfile.write(body)

    def _trickle(self, body: bytes, pause: float) -> None:
        piece = max(1, len(body) // _PIECES)
        for start in range(0, len(body), piece):
            Event().wait(pause)
            self.wfile.write(body[start : start + piece])

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing: request lines carry tickets and codes. What was asked is in `World.requests`."""


def _cut(connection: socket.socket) -> None:
    with suppress(OSError):  # the other side was faster
        connection.shutdown(socket.SHUT_RDWR)
