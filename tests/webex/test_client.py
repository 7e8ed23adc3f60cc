"""Calls as somebody: a rejected token is renewed once, pages are followed to their end."""

import pytest

from core.errors import NotConnected, Unauthorized, Unavailable
from tests.webex.conftest import TOKEN
from tests.webex.wild import Wild
from webex.client import Client
from webex.transport import Transport


class Renewing:
    """A bearer with one more token in the pocket."""

    def __init__(self, fresh: str | None) -> None:
        self.rejected: list[str] = []
        self._fresh = fresh

    def token(self) -> str:
        return "old"

    def renew(self, rejected: str) -> str:
        self.rejected.append(rejected)
        if self._fresh is None:
            raise NotConnected(has_ended=True)
        return self._fresh

    def give_up(self, rejected: str) -> None:
        self.rejected.append(rejected)


def test_a_rejected_token_is_renewed_and_the_call_made_again(wild: Wild, transport: Transport) -> None:
    bearer = Renewing("new")
    wild.says(None, 401)
    wild.says({"id": "1"})
    assert Client(transport, bearer).post("/things", {"a": 1}, params={"b": "2"}) == {"id": "1"}
    assert bearer.rejected == ["old"]
    assert [seen.headers["Authorization"] for seen in wild.seen] == ["Bearer old", "Bearer new"]
    assert [(seen.method, seen.json, seen.query) for seen in wild.seen] == [("POST", {"a": 1}, {"b": "2"})] * 2


def test_a_token_is_renewed_only_once_a_call(wild: Wild, transport: Transport) -> None:
    bearer = Renewing("new")
    wild.says(None, 401)
    wild.says(None, 401)
    with pytest.raises(Unauthorized):
        Client(transport, bearer).get("/people/me")
    assert bearer.rejected == ["old", "new"]


def test_a_person_who_took_the_grant_back_is_not_connected(wild: Wild, transport: Transport) -> None:
    wild.says(None, 401)
    with pytest.raises(NotConnected) as caught:
        Client(transport, Renewing(None)).get("/people/me")
    assert caught.value.has_ended


def test_the_bots_own_token_is_not_renewed(wild: Wild, client: Client) -> None:
    wild.says(None, 401)
    with pytest.raises(Unauthorized) as caught:
        client.get("/people/me")
    assert caught.value.status == 401
    assert len(wild.seen) == 1


def test_each_method_goes_out_as_itself_with_what_it_was_given(wild: Wild, client: Client) -> None:
    for _ in range(5):
        wild.says({"ok": True})
    params, headers = {"siteUrl": "acme.webex.com"}, {"timezone": "UTC"}
    answers = [
        client.get("/x", params, headers),
        client.post("/x", {"n": 1}, params=params, headers=headers),
        client.put("/x", {"n": 1}, params=params, headers=headers),
        client.patch("/x", {"n": 1}, params=params, headers=headers),
        client.delete("/x", {"n": 1}, params=params, headers=headers),
    ]
    assert answers == [{"ok": True}] * 5
    assert [seen.method for seen in wild.seen] == ["GET", "POST", "PUT", "PATCH", "DELETE"]
    assert [seen.body for seen in wild.seen] == [b"", *[b'{"n": 1}'] * 4]
    assert all(seen.query == params and seen.headers["timezone"] == "UTC" for seen in wild.seen)


def test_pages_are_followed_as_they_stand_with_the_same_headers_past_an_empty_one(wild: Wild, client: Client) -> None:
    wild.says({"items": [{"id": "1"}]}, Link=f'<{wild.base_url}/things?cursor=b%2F>; rel="next"')
    wild.says({"items": []}, Link=f'<{wild.base_url}/things?cursor=c>; rel="next"')
    wild.says({"items": [{"id": "2"}, "odd"]})
    pages = list(client.pages("/things", {"max": 1}, {"timezone": "UTC"}))
    assert pages == [[{"id": "1"}], [], [{"id": "2"}]]
    assert [seen.target for seen in wild.seen] == [
        "/v1/things?max=1",
        "/v1/things?cursor=b%2F",
        "/v1/things?cursor=c",
    ]
    assert all(seen.headers["timezone"] == "UTC" for seen in wild.seen)


def test_a_page_is_fetched_only_when_it_is_wanted(wild: Wild, client: Client) -> None:
    wild.says({"items": [{"id": "1"}]}, Link=f'<{wild.base_url}/things?cursor=b>; rel="next"')
    assert next(client.pages("/things")) == [{"id": "1"}]
    assert len(wild.seen) == 1


def test_pages_that_lead_in_a_circle_are_unavailable(wild: Wild, client: Client) -> None:
    for cursor in ("b", "c", "b", "c"):
        wild.says({"items": []}, Link=f'<{wild.base_url}/things?cursor={cursor}>; rel="next"')
    with pytest.raises(Unavailable):
        list(client.pages("/things"))
    assert len(wild.seen) == 3


def test_a_next_page_elsewhere_never_sees_the_token(wild: Wild, elsewhere: Wild, client: Client) -> None:
    wild.says({"items": []}, Link=f'<{elsewhere.base_url}/things>; rel="next"')
    with pytest.raises(Unavailable):
        list(client.pages("/things"))
    assert not elsewhere.seen


def test_a_token_that_ends_between_two_pages_is_renewed(wild: Wild, transport: Transport) -> None:
    wild.says({"items": [{"id": "1"}]}, Link=f'<{wild.base_url}/things?cursor=b>; rel="next"')
    wild.says(None, 401)
    wild.says({"items": [{"id": "2"}]})
    assert list(Client(transport, Renewing("new")).pages("/things")) == [[{"id": "1"}], [{"id": "2"}]]


def test_the_token_goes_only_into_the_header(wild: Wild, client: Client) -> None:
    wild.says({})
    client.post("/things", {"a": 1})
    assert TOKEN not in wild.seen[0].target
    assert TOKEN.encode() not in wild.seen[0].body
