"""An answer that comes in drops is given up after a while, whatever part of it drips and whoever reads it."""

import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from threading import Event, Thread

import pytest
import requests

from core.errors import Unavailable
from tests.webex.conftest import TOKEN
from tests.webex.wild import Wild
from webex.grants import OAuth
from webex.messaging import Messaging
from webex.transport import Transport, new_session

HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/vtt\r\n"
BODY = f"{HEAD}Content-Length: 99999\r\n\r\n"
DROPS = 300
PAUSE = 0.005
"""Seconds between two drops; all of them take far longer than anybody here waits."""


class Dripping:
    """Takes one call, says something, and then a blank every few milliseconds."""

    def __init__(self, listener: socket.socket) -> None:
        self.origin = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self.says = BODY
        self._was_left = False
        self._thread = Thread(target=self._answer, args=(listener,))
        self._thread.start()

    def was_left(self) -> bool:
        """Whether the other side hung up before all had been said."""
        self._thread.join()
        return self._was_left

    def _answer(self, listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(65536)
            try:
                connection.sendall(self.says.encode())
                for _ in range(DROPS):
                    Event().wait(PAUSE)
                    connection.sendall(b" ")
            except OSError:
                self._was_left = True


@pytest.fixture
def dripping(monkeypatch: pytest.MonkeyPatch) -> Iterator[Dripping]:
    """With calls that have to be over after a twentieth of a second."""
    monkeypatch.setattr("webex.deadline.LONGEST_CALL", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield Dripping(listener)


@pytest.mark.parametrize(
    "says",
    [
        pytest.param(f"{HEAD}X-Slow:", id="head"),
        pytest.param(BODY, id="body"),
        pytest.param(f"{HEAD}Transfer-Encoding: chunked\r\n\r\nFFFF\r\n", id="chunk"),
        pytest.param(f"{HEAD}\r\n", id="until it hangs up"),
        pytest.param("HTTP/1.1 503 Later\r\nContent-Length: 99999\r\n\r\n", id="refusal"),
    ],
)
def test_whatever_part_of_an_answer_drips_it_is_given_up(
    dripping: Dripping, session: requests.Session, says: str
) -> None:
    dripping.says = says
    with pytest.raises(Unavailable):
        Transport(session, dripping.origin).call("GET", "/recordings", TOKEN)
    assert dripping.was_left()


def read_a_message(origin: str) -> None:
    messaging = Messaging(TOKEN, origin, pool_size=1)
    try:
        messaging.message("M1")
    finally:
        messaging.close()


def post_a_file(origin: str) -> None:
    messaging = Messaging(TOKEN, origin, pool_size=1)
    try:
        messaging.post_file("Here", "a.txt", b"words", to_person_id="ANA")
    finally:
        messaging.close()


def read_a_transcript(origin: str) -> None:
    with new_session(1) as session:
        Transport(session, origin).text("/transcript", TOKEN, most=99_999)


def refresh_a_grant(origin: str) -> None:
    OAuth("client/1", "s3cret", "https://bot.example/oauth", origin).refresh("r1", datetime(2026, 3, 2, tzinfo=UTC))


@pytest.mark.parametrize("call", [read_a_message, post_a_file, read_a_transcript, refresh_a_grant])
def test_whoever_reads_it_it_is_given_up(dripping: Dripping, call: Callable[[str], None]) -> None:
    with pytest.raises(Unavailable):
        call(dripping.origin)
    assert dripping.was_left()


def test_the_way_through_a_proxy_counts(dripping: Dripping, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", dripping.origin)
    monkeypatch.setenv("no_proxy", "")
    dripping.says = "HTTP/1.1 200 Connected\r\nX-Slow:"
    with new_session(1) as session, pytest.raises(Unavailable):
        Transport(session, "https://webex.invalid/v1").call("GET", "/people/me", TOKEN)
    assert dripping.was_left()


def test_a_connection_whose_answers_came_in_time_serves_on(
    wild: Wild, transport: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webex.deadline.LONGEST_CALL", 5.0)  # less than between two pieces
    for number in range(2):
        wild.says({"id": number})
        assert transport.call("GET", "/things", TOKEN).data == {"id": number}
    assert len({seen.caller for seen in wild.seen}) == 1
