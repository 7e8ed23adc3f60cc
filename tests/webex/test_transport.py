"""One call, one answer; the token stays with the configured host."""

import socket
from pathlib import Path

import pytest
import requests

from core.errors import Unauthorized, Unavailable
from tests.webex.conftest import TOKEN
from tests.webex.wild import Wild
from webex.transport import Transport, new_session


def test_a_call_carries_the_token_the_parameters_the_body_and_the_headers(wild: Wild, transport: Transport) -> None:
    wild.says({"id": "1"})
    answer = transport.call(
        "POST",
        "/things",
        TOKEN,
        params={"from": "2026-03-01T00:00:00Z", "max": 100, "topic": None},
        json={"name": "Añá"},
        headers={"timezone": "Europe/Madrid"},
    )
    assert (answer.status, answer.data, answer.next_url) == (200, {"id": "1"}, None)
    seen = wild.seen[0]
    assert (seen.method, seen.path) == ("POST", "/v1/things")
    assert seen.query == {"from": "2026-03-01T00:00:00Z", "max": "100"}
    assert seen.json == {"name": "Añá"}
    assert seen.headers["Authorization"] == f"Bearer {TOKEN}"
    assert seen.headers["Content-Type"] == "application/json"
    assert seen.headers["timezone"] == "Europe/Madrid"


def test_a_slash_at_the_end_of_the_base_address_changes_nothing(wild: Wild, session: requests.Session) -> None:
    wild.says({})
    Transport(session, f"{wild.base_url}/").call("GET", "/people/me", TOKEN)
    assert wild.seen[0].target == "/v1/people/me"


def test_another_media_type_can_be_asked_for(wild: Wild, transport: Transport) -> None:
    wild.says({})
    transport.call("PATCH", "/meetings/1", TOKEN, json={}, headers={"Content-Type": "application/json-patch+json"})
    assert wild.seen[0].headers["Content-Type"] == "application/json-patch+json"


@pytest.mark.parametrize(("status", "body"), [(204, None), (200, None), (202, b" \n")])
def test_an_empty_answer_has_no_data(wild: Wild, transport: Transport, status: int, body: bytes | None) -> None:
    wild.says(body, status)
    answer = transport.call("DELETE", "/things/1", TOKEN)
    assert (answer.status, answer.data) == (status, None)


def test_an_answer_does_not_show_its_data(wild: Wild, transport: Transport) -> None:
    wild.says({"password": "hunter2"})
    assert "hunter2" not in repr(transport.call("GET", "/recordings/1", TOKEN))


@pytest.mark.parametrize(
    "link",
    [
        '<{origin}/v1/recordings?max=100&cursor=a,b;c>; rel="next"',
        "<{origin}/v1/recordings?max=100&cursor=a,b;c>; rel=next",
        '</v1/recordings?max=100&cursor=a,b;c>; title="x"; REL="prev Next"',
        '<{origin}/v1/recordings>; rel="first", <{origin}/v1/recordings?max=100&cursor=a,b;c>;rel="next"',
    ],
)
def test_the_next_page_is_found_in_every_form_of_link(wild: Wild, transport: Transport, link: str) -> None:
    wild.says({"items": []}, Link=link.format(origin=wild.origin))
    answer = transport.call("GET", "/recordings", TOKEN)
    assert answer.next_url == f"{wild.origin}/v1/recordings?max=100&cursor=a,b;c"


@pytest.mark.parametrize("link", ['<{origin}/v1/recordings>; rel="first"', "<{origin}/v1/recordings>", "nonsense", ""])
def test_no_other_link_counts_as_the_next_page(wild: Wild, transport: Transport, link: str) -> None:
    wild.says({"items": []}, Link=link.format(origin=wild.origin))
    assert transport.call("GET", "/recordings", TOKEN).next_url is None


@pytest.mark.parametrize(
    "address",
    [
        "https://{host}/v1/recordings",
        "http://127.0.0.1/v1/recordings",
        "http://localhost:{port}/v1/recordings",
        "http://{host}@evil.example/v1",
        "http://bot:pw@{host}/v1/recordings",
        "http://evil.example\\@{host}/v1",
        "http://127.0.0.1:notaport/v1",
        "//evil.example/v1",
        "ftp://{host}/v1",
        "http://[::1/v1",
    ],
)
def test_a_next_page_anywhere_else_is_an_error_and_not_the_end(wild: Wild, transport: Transport, address: str) -> None:
    host = wild.origin.removeprefix("http://")
    wild.says({"items": []}, Link=f'<{address.format(host=host, port=host.split(":")[1])}>; rel="next"')
    with pytest.raises(Unavailable):
        transport.call("GET", "/recordings", TOKEN)


def test_an_address_on_another_host_is_never_called(wild: Wild, elsewhere: Wild, transport: Transport) -> None:
    with pytest.raises(Unavailable):
        transport.call("GET", f"{elsewhere.base_url}/recordings", TOKEN)
    assert not elsewhere.seen
    assert not wild.seen


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("https://a.example/v1", "https://A.example:443/v1/x"),
        ("http://a.example/v1", "http://a.example:80/v1/x"),
        ("https://a.example:443/v1", "https://a.example/v1/x"),
    ],
)
def test_a_host_is_the_same_with_its_usual_port_written_out(ours: str, theirs: str) -> None:
    with new_session(1) as session:
        assert Transport(session, ours)._address(theirs) == theirs


@pytest.mark.parametrize("status", [300, 301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(wild: Wild, elsewhere: Wild, transport: Transport, status: int) -> None:
    wild.says(None, status, Location=f"{elsewhere.base_url}/messages")
    with pytest.raises(Unavailable) as caught:
        transport.call("POST", "/messages", TOKEN, json={"text": "private"})
    assert caught.value.status == status
    assert not elsewhere.seen


def test_nothing_is_tried_twice(wild: Wild, transport: Transport) -> None:
    wild.drops()
    wild.says({})
    with pytest.raises(Unavailable):
        transport.call("GET", "/recordings", TOKEN)
    assert len(wild.seen) == 1


@pytest.mark.parametrize("token", ["", "two\nlines", "tökén", "nul\x00"])
def test_a_token_that_cannot_be_one_is_refused_before_anybody_can_quote_it(
    wild: Wild, transport: Transport, token: str
) -> None:
    with pytest.raises(Unauthorized) as caught:
        transport.call("GET", "/people/me", token)
    assert caught.value.status == 401
    assert not token or token not in str(caught.value)
    assert not wild.seen


def test_a_netrc_of_the_machine_does_not_take_the_place_of_the_token(
    wild: Wild, transport: Transport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    wild.says({})
    transport.call("GET", "/people/me", TOKEN)
    assert wild.seen[0].headers["Authorization"] == f"Bearer {TOKEN}"


def test_a_cookie_given_to_one_person_does_not_go_out_with_another(wild: Wild, transport: Transport) -> None:
    wild.says({}, Set_Cookie="who=ana; Path=/")
    wild.says({})
    transport.call("GET", "/people/me", "ana")
    transport.call("GET", "/people/me", "bo")
    assert "Cookie" not in wild.seen[1].headers


def test_the_pool_keeps_as_many_connections_as_were_asked_for() -> None:
    with new_session(37) as session:
        pools = [session.get_adapter(f"{scheme}://webexapis.com") for scheme in ("https", "http")]
        assert [getattr(adapter, "_pool_maxsize", None) for adapter in pools] == [37, 37]


def test_a_session_goes_through_the_proxy_that_the_environment_names(
    wild: Wild, session: requests.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", wild.origin)
    monkeypatch.setenv("no_proxy", "")
    wild.says({"id": "by proxy"})
    answer = Transport(session, "http://webex.invalid/v1").call("GET", "/people/me", TOKEN)
    assert answer.data == {"id": "by proxy"}
    assert wild.seen[0].target == "http://webex.invalid/v1/people/me"


def test_an_answer_that_takes_too_long_is_unavailable(session: requests.Session) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:  # connects, and never says a word
        transport = Transport(session, f"http://127.0.0.1:{mute.getsockname()[1]}", timeout=(1.0, 0.05))
        with pytest.raises(Unavailable):
            transport.call("GET", "/people/me", TOKEN)
