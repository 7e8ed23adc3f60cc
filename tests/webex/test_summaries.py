"""The AI notes of a meeting, where there are any."""

from typing import Any

import pytest

from core.errors import Forbidden, Unavailable
from core.summaries import Summary
from tests.webex.wild import Wild
from webex import summaries
from webex.client import Client

WHOLE: dict[str, Any] = {
    "id": "s1",
    "meetingId": "9f8e_I_48",
    "status": "available",
    "notes": {"content": "<h1>Launch</h1>"},
    "actionItems": [{"content": "Ana books the room."}, {"content": "Bo writes to legal."}],
}


def found(wild: Wild, client: Client, *items: object) -> Summary | None:
    wild.says({"items": list(items)})
    return summaries.of_meeting(client, "9f8e_I_48")


def test_a_summary_is_read_whole_and_its_html_left_as_it_is(wild: Wild, client: Client) -> None:
    summary = Summary("s1", "<h1>Launch</h1>", ("Ana books the room.", "Bo writes to legal."))
    assert found(wild, client, WHOLE) == summary
    assert (wild.seen[0].path, wild.seen[0].query) == ("/v1/meetingSummaries", {"meetingId": "9f8e_I_48"})


@pytest.mark.parametrize("body", [None, {}, {"items": None}, {"items": []}])
def test_no_list_and_an_empty_one_mean_no_summary(wild: Wild, client: Client, body: object) -> None:
    wild.says(body)
    assert summaries.of_meeting(client, "9f8e_I_48") is None


def test_not_found_means_no_summary(wild: Wild, client: Client) -> None:
    wild.says(None, 404)
    assert summaries.of_meeting(client, "9f8e_I_48") is None


@pytest.mark.parametrize(
    "item", [{**WHOLE, "status": "deleted"}, {**WHOLE, "errors": {"notes": {"code": "kms_failure"}}}, "odd", None]
)
def test_a_summary_that_was_deleted_or_cannot_be_read_is_none(wild: Wild, client: Client, item: object) -> None:
    assert found(wild, client, item) is None
    assert found(wild, client, item, {**WHOLE, "id": "s2"}) == Summary("s2", "<h1>Launch</h1>", found_items())


def found_items() -> tuple[str, ...]:
    return tuple(one["content"] for one in WHOLE["actionItems"])


@pytest.mark.parametrize("odd", [None, "", "text", 7, [], {}, {"content": None}, [None, "a", {}, {"content": 7}]])
def test_odd_notes_and_action_items_are_none(wild: Wild, client: Client, odd: object) -> None:
    assert found(wild, client, {"id": "s1", "notes": odd, "actionItems": odd}) == Summary("s1", "")


def test_a_summary_without_an_id_or_a_status_will_do(wild: Wild, client: Client) -> None:
    assert found(wild, client, {"notes": {"content": "<p>Hi</p>"}}) == Summary("", "<p>Hi</p>")


@pytest.mark.parametrize("body", [[], {"items": "none"}, "text"])
def test_an_answer_that_is_none_is_not_taken_for_no_summary(wild: Wild, client: Client, body: object) -> None:
    wild.says(body)
    with pytest.raises(Unavailable):
        summaries.of_meeting(client, "9f8e_I_48")


def test_a_missing_scope_is_not_taken_for_no_summary(wild: Wild, client: Client) -> None:
    wild.says(None, 403)
    with pytest.raises(Forbidden):
        summaries.of_meeting(client, "9f8e_I_48")


def test_what_was_noted_does_not_show_in_a_log(wild: Wild, client: Client) -> None:
    shown = repr(found(wild, client, WHOLE))
    assert "Launch" not in shown
    assert "legal" not in shown
