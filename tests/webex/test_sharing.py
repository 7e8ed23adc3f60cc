"""Access is given and taken, and nobody is mailed unless somebody asked for it."""

import pytest

from core.errors import Forbidden
from tests.webex.wild import Wild
from webex import sharing
from webex.client import Client


def test_access_is_given_and_taken_in_one_call_without_a_mail(wild: Wild, client: Client) -> None:
    wild.says(None, 204)
    sharing.change(client, "0a/1b", add=["bo@example.com"], remove=["cy@example.com"])
    assert (wild.seen[0].method, wild.seen[0].target) == ("POST", "/v1/recordings/0a%2F1b/accessList")
    assert wild.seen[0].json == {
        "addEmails": ["bo@example.com"],
        "removeEmails": ["cy@example.com"],
        "sendEmail": False,
    }


def test_people_are_mailed_on_request(wild: Wild, client: Client) -> None:
    wild.says(None, 204)
    sharing.change(client, "0a", add=["bo@example.com"], remove=[], send_email=True)
    assert wild.seen[0].json == {"addEmails": ["bo@example.com"], "sendEmail": True}


def test_what_does_not_change_is_not_said(wild: Wild, client: Client) -> None:
    wild.says(None, 204)
    sharing.change(client, "0a", add=(), remove=("bo@example.com",))
    assert wild.seen[0].json == {"removeEmails": ["bo@example.com"], "sendEmail": False}
    sharing.change(client, "0a", add=[], remove=[])
    assert len(wild.seen) == 1


def test_more_than_a_hundred_go_in_several_calls_and_each_address_once(wild: Wild, client: Client) -> None:
    for _ in range(3):
        wild.says(None, 204)
    people = [f"p{n}@example.com" for n in range(201)]
    sharing.change(client, "0a", add=[*people, people[0]], remove=["bo@example.com"])
    assert [len(seen.json["addEmails"]) for seen in wild.seen] == [100, 100, 1]
    assert [seen.json.get("removeEmails") for seen in wild.seen] == [["bo@example.com"], None, None]
    assert all(seen.json["sendEmail"] is False for seen in wild.seen)


def test_what_somebody_else_hosts_is_refused(wild: Wild, client: Client) -> None:
    wild.says(None, 403)
    with pytest.raises(Forbidden):
        sharing.change(client, "0a", add=["bo@example.com"], remove=[])
