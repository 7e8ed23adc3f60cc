"""A text is asked for with the token, up to a size, and past redirects that stay on the host."""

import gzip
import socket
import threading

import pytest
import requests

from core.errors import BadRequest, Forbidden, NotFound, RateLimited, Unauthorized, Unavailable
from tests.webex.conftest import TOKEN
from tests.webex.wild import Wild
from webex.client import Client
from webex.transport import Transport

VTT = "text/vtt;charset=UTF-8"


def test_a_text_comes_with_the_token_and_the_parameters(wild: Wild, client: Client) -> None:
    wild.says("WEBVTT\n\nAñá 🎬", Content_Type=VTT)
    assert client.text("/t/1/download", {"format": "vtt", "meetingId": None}, most=100) == "WEBVTT\n\nAñá 🎬"
    seen = wild.seen[0]
    assert (seen.method, seen.path, seen.query) == ("GET", "/v1/t/1/download", {"format": "vtt"})
    assert seen.headers["Authorization"] == f"Bearer {TOKEN}"


@pytest.mark.parametrize(
    ("body", "read"),
    [
        (b"", ""),
        (b"\xef\xbb\xbfWEBVTT", "WEBVTT"),
        (b"caf\xe9", "caf\N{REPLACEMENT CHARACTER}"),
        ("naïve".encode(), "naïve"),
        (b'{"items": []}', '{"items": []}'),
    ],
)
def test_a_text_is_read_as_utf_8_whatever_stands_in_it(wild: Wild, client: Client, body: bytes, read: str) -> None:
    wild.says(body, Content_Type="text/plain; charset=ISO-8859-1")
    assert client.text("/t", most=100) == read


def test_nothing_at_all_is_an_empty_text(wild: Wild, client: Client) -> None:
    wild.says(None, 204)
    assert client.text("/t", most=100) == ""


def test_a_text_may_be_as_long_as_it_may(wild: Wild, client: Client) -> None:
    wild.says(b"x" * 200_000, Content_Type=VTT)
    assert client.text("/t", most=200_000) == "x" * 200_000


@pytest.mark.parametrize("size", [11, 200_000])
def test_a_longer_text_is_refused(wild: Wild, client: Client, size: int) -> None:
    wild.says(b"x" * size, Content_Type=VTT)
    with pytest.raises(BadRequest) as caught:
        client.text("/t", most=10)
    assert caught.value.status == 413
    assert "10 bytes" in caught.value.message


def test_it_is_the_unpacked_text_whose_size_counts(wild: Wild, client: Client) -> None:
    packed = gzip.compress(b"x" * 1_000_000)
    wild.says(packed, Content_Type=VTT, Content_Encoding="gzip")
    with pytest.raises(BadRequest):
        client.text("/t", most=len(packed) * 2)


def test_a_text_without_an_end_is_not_read_to_it(session: requests.Session) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        endless = threading.Thread(target=talk_forever, args=(listener,))
        endless.start()
        with pytest.raises(BadRequest):
            Transport(session, f"http://127.0.0.1:{listener.getsockname()[1]}").text("/t", TOKEN, most=1_000_000)
        endless.join()


def talk_forever(listener: socket.socket) -> None:
    """Until the other side hangs up."""
    connection, _ = listener.accept()
    with connection:
        connection.recv(65536)
        try:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/vtt\r\n\r\n")
            while True:
                connection.sendall(b"and so on\n" * 1000)
        except OSError:
            return


def test_a_text_that_breaks_off_is_unavailable(wild: Wild, client: Client) -> None:
    wild.says("WEBVTT", promised=10, Content_Type=VTT)
    with pytest.raises(Unavailable):
        client.text("/t", most=100)


def test_a_text_that_cannot_be_unpacked_is_unavailable(wild: Wild, client: Client) -> None:
    wild.says("WEBVTT", Content_Type=VTT, Content_Encoding="gzip")
    with pytest.raises(Unavailable):
        client.text("/t", most=100)


def test_no_answer_is_unavailable(wild: Wild, client: Client) -> None:
    wild.drops()
    with pytest.raises(Unavailable):
        client.text("/t", most=100)
    assert len(wild.seen) == 1


def test_a_page_for_a_browser_is_no_text(wild: Wild, client: Client) -> None:
    wild.says("<html>Sign in</html>", Content_Type="Text/HTML;charset=UTF-8")
    with pytest.raises(Unavailable):
        client.text("/t", most=100)


@pytest.mark.parametrize(
    ("status", "error"), [(400, BadRequest), (403, Forbidden), (404, NotFound), (429, RateLimited), (503, Unavailable)]
)
def test_a_refusal_is_the_same_as_everywhere(wild: Wild, client: Client, status: int, error: type[Exception]) -> None:
    wild.says({"message": "No."}, status)
    with pytest.raises(error):
        client.text("/t", most=100)


def test_a_rejected_token_is_renewed_for_a_text_too(wild: Wild, transport: Transport) -> None:
    wild.says(None, 401)
    wild.says("WEBVTT", Content_Type=VTT)
    assert Client(transport, Renewing()).text("/t", most=100) == "WEBVTT"
    assert [seen.headers["Authorization"] for seen in wild.seen] == ["Bearer old", "Bearer new"]


class Renewing:
    def token(self) -> str:
        return "old"

    def renew(self, rejected: str) -> str:
        return "new"

    def give_up(self, rejected: str) -> None:
        raise AssertionError("the renewed token was good")


def test_a_token_that_cannot_be_one_never_goes_out(wild: Wild, transport: Transport) -> None:
    with pytest.raises(Unauthorized):
        transport.text("/t", "two\nlines", most=100)
    assert not wild.seen


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("location", ["{origin}/files/1?ticket=a%2Fb", "/files/1?ticket=a%2Fb"])
def test_a_redirect_on_the_same_host_is_followed_with_the_token_and_as_it_stands(
    wild: Wild, client: Client, status: int, location: str
) -> None:
    wild.says(None, status, Location=location.format(origin=wild.origin))
    wild.says("WEBVTT", Content_Type=VTT)
    assert client.text("/t", {"format": "vtt"}, most=100) == "WEBVTT"
    assert wild.seen[1].target == "/files/1?ticket=a%2Fb"
    assert [seen.headers["Authorization"] for seen in wild.seen] == [f"Bearer {TOKEN}"] * 2


def test_a_redirect_to_another_host_is_not_followed(wild: Wild, elsewhere: Wild, client: Client) -> None:
    wild.says(None, 302, Location=f"{elsewhere.origin}/files/1")
    with pytest.raises(Unavailable):
        client.text("/t", most=100)
    assert not elsewhere.seen


def test_redirects_that_never_end_are_unavailable(wild: Wild, client: Client) -> None:
    for _ in range(9):
        wild.says(None, 302, Location="/v1/t")
    with pytest.raises(Unavailable):
        client.text("/t", most=100)
    assert len(wild.seen) == 4


@pytest.mark.parametrize("status", [300, 302, 304])
def test_a_redirect_that_leads_nowhere_is_unavailable(wild: Wild, client: Client, status: int) -> None:
    wild.says(None, status)
    with pytest.raises(Unavailable) as caught:
        client.text("/t", most=100)
    assert caught.value.status == status
