"""A real HTTP server that answers whatever it is told to, for what no Webex and no simulator of one would say."""

import json
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit


@dataclass(frozen=True)
class Seen:
    """One request that reached the server."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    caller: tuple[str, int] | None = None
    """The other end of its connection."""

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))

    @property
    def form(self) -> dict[str, list[str]]:
        return parse_qs(self.body.decode(), keep_blank_values=True)

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Answer:
    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    promised: int = 0
    """Bytes that `Content-Length` promises beyond what is sent."""


DROP = Answer(0, b"")


class Wild:
    """Answers in the order they were given; a request that has no answer left is told it is a teapot."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self._answers: deque[Answer] = deque()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.005,), daemon=True)
        self._thread.start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def base_url(self) -> str:
        return f"{self.origin}/v1"

    def says(self, body: Any = None, status: int = 200, promised: int = 0, **headers: str) -> None:
        """Answer the next request; header names are written with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        kind = "text/html" if isinstance(body, str | bytes) else "application/json;charset=UTF-8"
        self._answers.append(Answer(status, _bytes(body), {"Content-Type": kind, **named}, promised))

    def drops(self) -> None:
        """Close the connection of the next request without an answer."""
        self._answers.append(DROP)

    def next_answer(self, request: Seen) -> Answer:
        self.seen.append(request)
        return self._answers.popleft() if self._answers else Answer(418, b"")

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _bytes(body: Any) -> bytes:
    if body is None:
        return b""
    if isinstance(body, bytes):
        return body
    return body.encode() if isinstance(body, str) else json.dumps(body).encode()


def _handler(wild: Wild) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # or a body waits 40 ms for the acknowledgement of its headers

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except ConnectionError:  # Whoever has read enough hangs up.
                self.close_connection = True

        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            seen = Seen(
                self.command, self.path, dict(self.headers.items()), self.rfile.read(length), self.client_address
            )
            answer = wild.next_answer(seen)
            self.close_connection = self.close_connection or answer is DROP or answer.promised > 0
            if answer is not DROP:
                self._send(answer)

        def _send(self, answer: Answer) -> None:
            self.send_response_only(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.status != 204:
                self.send_header("Content-Length", str(len(answer.body) + answer.promised))
            self.end_headers()
            self.wfile.write(answer.body)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer  # noqa: N815  # the names http.server wants

        def log_message(self, format: str, *args: Any) -> None:  # silent: pytest's output is for pytest
            pass

    return Handler
