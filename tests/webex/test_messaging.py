"""Messages and presses, through the SDK and past its traps."""

import inspect
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
import webexteamssdk.exceptions

from core.errors import (
    BotError,
    Forbidden,
    Locked,
    NotFound,
    RateLimited,
    Unauthorized,
    Unavailable,
)
from core.messages import Message, Press
from core.text import MESSAGE_BYTES
from tests.webex.conftest import TOKEN
from tests.webex.wild import Wild
from webex.messaging import Messaging, sdk_errors

POSTED = datetime(2026, 3, 2, 9, 15, 30, 123_000, tzinfo=UTC)
BARE = {"id": "M1", "roomId": "R1", "personId": "ANA", "created": "2026-03-02T09:15:30.123Z"}
UNDATED = {name: value for name, value in BARE.items() if name != "created"}
CARD = {"type": "AdaptiveCard", "version": "1.3", "body": [{"type": "TextBlock", "text": "Weekly sync"}]}
CARD_TYPE = "application/vnd.microsoft.card.adaptive"
PRESS = {**BARE, "id": "A1", "type": "submit", "messageId": "M1"}


@pytest.fixture
def messaging(wild: Wild) -> Iterator[Messaging]:
    messaging = Messaging(TOKEN, wild.base_url, pool_size=3)
    yield messaging
    messaging.close()


def test_a_message_is_read_whole(wild: Wild, messaging: Messaging) -> None:
    wild.says(
        {
            **BARE,
            "roomType": "direct",
            "personEmail": "ana@example.com",
            "text": "RecBot list",
            "html": "<p>RecBot list</p>",
            "parentId": "M0",
            "files": ["https://webexapis.com/v1/contents/1"],
            "attachments": [{"contentType": CARD_TYPE, "content": CARD}, {"content": None}, "odd"],
        }
    )
    assert messaging.message("M1") == Message(
        id="M1",
        room_id="R1",
        person_id="ANA",
        person_email="ana@example.com",
        created_at=POSTED,
        is_direct=True,
        text="RecBot list",
        html="<p>RecBot list</p>",
        parent_id="M0",
        has_files=True,
        cards=(CARD,),
    )
    assert (wild.seen[0].path, wild.seen[0].headers["Authorization"]) == ("/v1/messages/M1", f"Bearer {TOKEN}")


@pytest.mark.parametrize("kind", [{}, {"roomType": "group"}, {"roomType": None}])
def test_a_room_counts_as_direct_only_when_webex_says_so(
    wild: Wild, messaging: Messaging, kind: dict[str, object]
) -> None:
    wild.says({**BARE, **kind, "attachments": None})
    assert messaging.message("M1") == Message("M1", "R1", "ANA", "", POSTED)


@pytest.mark.parametrize("name", ["id", "roomId"])
def test_a_message_that_lacks_what_it_must_have_is_no_answer(wild: Wild, messaging: Messaging, name: str) -> None:
    wild.says({**BARE, name: None})
    with pytest.raises(Unavailable):
        messaging.message("M1")


def test_inputs_of_a_press_are_texts_whatever_was_sent(wild: Wild, messaging: Messaging) -> None:
    inputs = {
        "say": "links 4f91",
        "empty": "",
        "yes": True,
        "no": False,
        "count": 5,
        "part": 0.5,
        "gone": None,
        "many": ["a", "b"],
    }
    wild.says({**PRESS, "inputs": inputs})
    assert messaging.press("A1") == Press(
        id="A1",
        message_id="M1",
        room_id="R1",
        person_id="ANA",
        inputs={
            "say": "links 4f91",
            "empty": "",
            "yes": "true",
            "no": "false",
            "count": "5",
            "part": "0.5",
            "many": '["a", "b"]',
        },
    )
    assert wild.seen[0].path == "/v1/attachment/actions/A1"


@pytest.mark.parametrize("inputs", [None, "say", ["say"], 3])
def test_inputs_that_are_no_object_are_none(wild: Wild, messaging: Messaging, inputs: object) -> None:
    wild.says({**PRESS, "inputs": inputs})
    assert messaging.press("A1").inputs == {}


def test_a_card_is_posted_with_its_text_as_fallback(wild: Wild, messaging: Messaging) -> None:
    wild.says(BARE)
    posted = messaging.post("3 recordings", to_person_id="ANA", card=CARD, markdown="**3** recordings")
    assert posted.id == "M1"
    assert (wild.seen[0].method, wild.seen[0].path) == ("POST", "/v1/messages")
    assert wild.seen[0].json == {
        "toPersonId": "ANA",
        "text": "3 recordings",
        "attachments": [{"contentType": CARD_TYPE, "content": CARD}],
    }


def test_a_message_without_a_card_may_be_formatted(wild: Wild, messaging: Messaging) -> None:
    wild.says(BARE)
    messaging.post("Sent it to you", room_id="R1", thread_id="M0", markdown="_Sent_ it to you")
    assert wild.seen[0].json == {
        "roomId": "R1",
        "parentId": "M0",
        "text": "Sent it to you",
        "markdown": "_Sent_ it to you",
    }


def test_text_alone_shows_as_it_stands(wild: Wild, messaging: Messaging) -> None:
    wild.says(BARE)
    messaging.post("**not** bold", room_id="R1")
    assert wild.seen[0].json == {"roomId": "R1", "text": "**not** bold"}


def test_what_is_too_long_is_cut_to_the_bytes_that_webex_takes(wild: Wild, messaging: Messaging) -> None:
    wild.says(BARE)
    messaging.post("ñ" * 5000, room_id="R1", markdown="🙂" * 3000)
    sent = wild.seen[0].json
    assert all(MESSAGE_BYTES - 4 < len(sent[name].encode()) <= MESSAGE_BYTES for name in ("text", "markdown"))


def test_a_message_is_deleted(wild: Wild, messaging: Messaging) -> None:
    wild.says(None, 204)
    messaging.delete("M1")
    assert (wild.seen[0].method, wild.seen[0].path) == ("DELETE", "/v1/messages/M1")


def test_a_message_that_is_gone_already_is_not_found(wild: Wild, messaging: Messaging) -> None:
    wild.says({"message": "Unable to delete message."}, 404)
    with pytest.raises(NotFound):
        messaging.delete("M1")


def test_direct_messages_come_newest_first_over_all_pages(wild: Wild, messaging: Messaging) -> None:
    wild.says({"items": [{**BARE, "id": "M3"}]}, Link=f'<{wild.base_url}/messages/direct?c=1>; rel="next"')
    wild.says({"items": [{**BARE, "id": "M2"}]})
    assert [message.id for message in messaging.direct_messages("A+N=A")] == ["M3", "M2"]
    assert (wild.seen[0].path, wild.seen[0].query) == ("/v1/messages/direct", {"personId": "A+N=A"})
    assert wild.seen[1].headers["Authorization"] == f"Bearer {TOKEN}"


def test_direct_messages_are_never_looked_for_on_another_host(
    wild: Wild, elsewhere: Wild, messaging: Messaging
) -> None:
    wild.says({"items": []}, Link=f'<{elsewhere.base_url}/messages/direct>; rel="next"')
    with pytest.raises(Unavailable):
        messaging.direct_messages("ANA")
    assert not elsewhere.seen


def test_what_was_said_since_is_read_page_by_page_without_the_links_of_webex(wild: Wild, messaging: Messaging) -> None:
    since = datetime(2026, 3, 2, 9, tzinfo=UTC)
    told = [{**BARE, "id": "M4"}, {**UNDATED, "id": "M3"}]
    wild.says({"items": told}, Link=f'<{wild.base_url}/messages?max=null>; rel="next"')
    older = [{**BARE, "id": f"M{hour}", "created": f"2026-03-02T0{hour}:00:00Z"} for hour in (9, 8)]
    wild.says({"items": older}, Link=f'<{wild.base_url}/messages?max=null>; rel="next"')
    assert [message.id for message in messaging.heard_since("R", since, is_direct=False)] == ["M4", "M9"]
    first = {"roomId": "R", "mentionedPeople": "me", "max": "50"}
    assert [seen.query for seen in wild.seen] == [first, {**first, "beforeMessage": "M3"}]


def test_a_room_whose_pages_never_end_is_left(wild: Wild, messaging: Messaging) -> None:
    since = datetime(2026, 3, 2, 9, tzinfo=UTC)
    for number in range(20):
        wild.says({"items": [{**UNDATED, "id": f"M{number}"}]})
    assert messaging.heard_since("R", since, is_direct=True) == []
    assert len(wild.seen) == 10
    assert "mentionedPeople" not in wild.seen[0].query


def test_an_id_is_one_segment_of_the_path(wild: Wild, messaging: Messaging) -> None:
    wild.says(None, 404)
    with pytest.raises(NotFound):
        messaging.message("../people/me?x=")
    assert wild.seen[0].target == "/v1/messages/..%2Fpeople%2Fme%3Fx%3D"


@pytest.mark.parametrize(("after", "seconds"), [("3", 3.0), ("Mon, 02 Mar 2026 12:00:30 GMT", 30.0), ("soon", None)])
def test_a_rate_limit_is_one_in_whatever_form_the_wait_is_given(
    wild: Wild, messaging: Messaging, after: str, seconds: float | None
) -> None:
    wild.says("<html>Slow down</html>", 429, Retry_After=after, Date="Mon, 02 Mar 2026 12:00:00 GMT")
    with pytest.raises(RateLimited) as caught:
        messaging.post("hello", room_id="R1")
    assert caught.value.after == seconds
    assert len(wild.seen) == 1


@pytest.mark.parametrize(("status", "kind"), [(401, Unauthorized), (403, Forbidden), (423, Locked), (502, Unavailable)])
@pytest.mark.parametrize("body", ["<html>No</html>", {"message": "No."}, None])
def test_refusals_are_ours(wild: Wild, messaging: Messaging, status: int, kind: type[BotError], body: object) -> None:
    wild.says(body, status)
    with pytest.raises(kind):
        messaging.message("M1")
    assert len(wild.seen) == 1


@pytest.mark.parametrize("body", ["<html>Hello</html>", b"", "{", [], "[" * 100_000, "null", b"\xff\xfe\xfa"])
def test_a_success_that_is_no_message_is_no_answer(wild: Wild, messaging: Messaging, body: object) -> None:
    wild.says(body)
    with pytest.raises(Unavailable):
        messaging.message("M1")


@pytest.mark.parametrize("status", [200, 201, 202])
def test_whatever_webex_calls_a_success_is_not_taken_for_a_failure_and_posted_twice(
    wild: Wild, messaging: Messaging, status: int
) -> None:
    wild.says(BARE, status)
    assert messaging.post("hello", room_id="R1").id == "M1"


def test_a_deletion_that_webex_confirms_with_a_body_is_one(wild: Wild, messaging: Messaging) -> None:
    wild.says({}, 200)
    messaging.delete("M1")
    assert len(wild.seen) == 1


def test_no_answer_is_unavailable(wild: Wild, messaging: Messaging) -> None:
    wild.drops()
    with pytest.raises(Unavailable):
        messaging.post("hello", room_id="R1")
    assert len(wild.seen) == 1


@pytest.mark.parametrize("status", [302, 307])
def test_a_message_does_not_follow_a_redirect(wild: Wild, elsewhere: Wild, messaging: Messaging, status: int) -> None:
    wild.says(None, status, Location=f"{elsewhere.base_url}/messages")
    with pytest.raises(Unavailable):
        messaging.post("private", room_id="R1")
    assert not elsewhere.seen


@pytest.mark.parametrize("token", ["", "two\nlines", "tökén"])
def test_a_token_that_cannot_be_one_is_refused_at_once(wild: Wild, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Without a token the SDK would help itself to whichever it finds in the environment.
    monkeypatch.setattr("webexteamssdk.api.WEBEX_TEAMS_ACCESS_TOKEN", "somebody-elses")
    with pytest.raises(Unauthorized) as caught:
        Messaging(token, wild.base_url, pool_size=1)
    assert caught.value.status == 401


def test_the_sdk_keeps_as_many_connections_as_there_are_workers(messaging: Messaging) -> None:
    assert getattr(messaging._session.get_adapter("https://webexapis.com"), "_pool_maxsize", None) == 3


def test_the_sdk_neither_sleeps_on_a_rate_limit_nor_waits_for_ever(messaging: Messaging) -> None:
    assert messaging._api.wait_on_rate_limit is False
    assert messaging._api.single_request_timeout == 30


def test_nothing_stays_open_after_closing(wild: Wild, messaging: Messaging) -> None:
    wild.says(BARE)
    messaging.message("M1")
    pools: Any = messaging._session.get_adapter(wild.base_url)
    assert len(pools.poolmanager.pools) == 1
    messaging.close()
    assert len(pools.poolmanager.pools) == 0


def response(wild: Wild, status: int) -> requests.Response:
    wild.says({"message": "No."}, status)
    return requests.get(wild.base_url, timeout=5)


MAPPED: dict[str, type[BotError]] = {
    "webexteamssdkException": Unavailable,
    "webexteamssdkWarning": Unavailable,
    "MalformedResponse": Unavailable,
    "AccessTokenError": Unauthorized,
    "ApiError": Forbidden,
    "ApiWarning": Forbidden,
    "RateLimitError": RateLimited,
    "RateLimitWarning": RateLimited,
}


def test_every_error_that_the_sdk_has_is_known_here() -> None:
    module = webexteamssdk.exceptions
    kinds = [kind for _, kind in inspect.getmembers(module, inspect.isclass) if kind.__module__ == module.__name__]
    assert {kind.__name__ for kind in kinds} == set(MAPPED)


@pytest.mark.parametrize("name", MAPPED)
def test_every_error_of_the_sdk_becomes_ours_and_its_text_is_dropped(wild: Wild, name: str) -> None:
    kind: Any = getattr(webexteamssdk.exceptions, name)
    has_response = issubclass(kind, webexteamssdk.exceptions.ApiError)
    theirs = kind(response(wild, 429 if "RateLimit" in name else 403) if has_response else "a body")
    with pytest.raises(MAPPED[name]) as caught, sdk_errors():
        raise theirs
    assert caught.value.__suppress_context__
    assert "a body" not in repr(caught.value)


@pytest.mark.parametrize(
    "theirs", [ValueError("in a date"), json.JSONDecodeError("no JSON", "", 0), requests.ConnectionError()]
)
def test_whatever_else_the_sdk_lets_through_becomes_ours(theirs: Exception) -> None:
    with pytest.raises(Unavailable), sdk_errors():
        raise theirs
