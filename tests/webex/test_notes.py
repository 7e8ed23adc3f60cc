"""The AI notes of a call: fetched with the token from Webex alone, and the transcript without it."""

import netrc
from pathlib import Path

import pytest
import requests

from core.errors import BadRequest, Forbidden, NotConnected, Unauthorized, Unavailable
from tests.webex.conftest import TOKEN
from tests.webex.wild import Wild
from webex import notes
from webex.client import Client, FixedBearer
from webex.transport import Transport


class Renewing(FixedBearer):
    """A bearer with one more token, that must not be given up."""

    def renew(self, rejected: str) -> str:
        assert rejected == TOKEN
        return "fr3sh"

    def give_up(self, rejected: str) -> None:
        raise NotConnected(has_ended=True)


def test_a_note_is_fetched_with_the_token(wild: Wild, client: Client) -> None:
    wild.says("<p>Short &amp; sweet</p>", Content_Type="text/html")
    assert notes.read(client, f"{wild.origin}/converged/short?ticket=a") == "<p>Short &amp; sweet</p>"
    assert wild.seen[0].target == "/converged/short?ticket=a"
    assert wild.seen[0].headers["Authorization"] == f"Bearer {TOKEN}"


def test_another_host_never_sees_the_token_nor_is_asked_at_all(wild: Wild, elsewhere: Wild, client: Client) -> None:
    url = f"{elsewhere.origin}/short"
    assert client.trusts(wild.origin)
    assert not client.trusts(url)
    with pytest.raises(Unavailable):
        notes.read(client, url)
    assert not elsewhere.seen


def test_a_redirect_to_another_host_is_not_followed_without_https(wild: Wild, elsewhere: Wild, client: Client) -> None:
    wild.says(None, 302, Location=f"{elsewhere.origin}/short")
    with pytest.raises(Unavailable):
        notes.read(client, f"{wild.origin}/short")
    assert not elsewhere.seen


def test_over_a_redirect_on_the_host_the_token_stays(wild: Wild, client: Client) -> None:
    wild.says(None, 302, Location="/other?ticket=b")
    wild.says("Noted.", Content_Type="text/plain")
    assert notes.read(client, f"{wild.origin}/short?ticket=a") == "Noted."
    assert [seen.headers["Authorization"] for seen in wild.seen] == [f"Bearer {TOKEN}"] * 2


def test_a_refused_token_is_renewed_once_and_the_grant_lives_on(wild: Wild, transport: Transport) -> None:
    client = Client(transport, Renewing(TOKEN))
    wild.says(None, 401)
    wild.says("Noted.", Content_Type="text/plain")
    assert notes.read(client, f"{wild.origin}/short") == "Noted."
    assert wild.seen[1].headers["Authorization"] == "Bearer fr3sh"
    for _ in range(2):
        wild.says(None, 401)
    with pytest.raises(Forbidden):
        notes.read(client, f"{wild.origin}/short")


@pytest.mark.parametrize("page", ["<html><form action='/login'>", "<p>Sign in</p><INPUT type=password>"])
def test_a_page_to_sign_in_is_no_note(wild: Wild, client: Client, page: str) -> None:
    wild.says(page)
    with pytest.raises(Unavailable):
        notes.read(client, f"{wild.origin}/short")


def test_a_note_has_an_end(wild: Wild, client: Client) -> None:
    wild.says("x" * (notes.LONGEST + 1))
    with pytest.raises(BadRequest):
        notes.read(client, f"{wild.origin}/short")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("# Notes\n- one", "# Notes\n- one"),
        ("[later] we call back", "[later] we call back"),
        ('{"broken', '{"broken'),
        ("[" * 100_000, "[" * 100_000),
        ('"Just this"', "Just this"),
        ('["one", "two", 3, null]', "one\ntwo"),
        ('{"items": [{"id": "a1", "content": "Ring back"}, {"text": "Pay"}]}', "Ring back\nPay"),
        ('{"actionItems": {"value": "<p>Ring back</p>"}, "createdAt": "2026"}', "<p>Ring back</p>"),
        ('{"id": "a1"}', ""),
    ],
)
def test_of_json_the_texts_are_taken_and_of_anything_else_all(text: str, read: str) -> None:
    assert notes.text_of(text) == read


def test_a_transcript_is_fetched_without_any_token(
    wild: Wild, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "netrc"
    path.write_text("machine 127.0.0.1 login somebody password secret\n")
    assert netrc.netrc(str(path)).hosts
    monkeypatch.setenv("NETRC", str(path))
    wild.says("WEBVTT", Content_Type="text/vtt")
    assert client.open_text(f"{wild.origin}/transcript", most=100) == "WEBVTT"
    assert "Authorization" not in wild.seen[0].headers


def test_a_page_in_place_of_a_transcript_is_none(wild: Wild, client: Client) -> None:
    wild.says("<html>Sign in</html>")
    with pytest.raises(Unavailable):
        client.open_text(f"{wild.origin}/transcript", most=100)


def test_a_transcript_that_wants_a_token_is_refused_and_costs_nobody_theirs(wild: Wild, transport: Transport) -> None:
    wild.says(None, 401)
    with pytest.raises(Forbidden):
        Client(transport, Renewing(TOKEN)).open_text(f"{wild.origin}/transcript", most=100)


def test_the_token_of_nobody_is_renewed_by_nobody(session: requests.Session, wild: Wild, client: Client) -> None:
    wild.says(None, 401)
    with pytest.raises(Unauthorized):
        client.linked_text(f"{wild.origin}/short", most=100)
