"""People are read as Webex describes them."""

import pytest

from core.errors import NotFound, Unavailable
from core.people import Person
from tests.webex.wild import Wild
from webex import people
from webex.client import Client

ANA = {
    "id": "ANA",
    "emails": ["ana@example.com", "ana@home.example"],
    "displayName": "Ana Ruiz",
    "orgId": "ORG",
    "timezone": "Europe/Madrid",
    "type": "person",
}


def test_a_person_is_read_with_the_first_address(wild: Wild, client: Client) -> None:
    wild.says(ANA)
    assert people.me(client) == Person("ANA", "ana@example.com", "Ana Ruiz", "ORG", "Europe/Madrid")
    assert wild.seen[0].path == "/v1/people/me"


def test_a_person_of_whom_only_the_id_is_known_will_do(wild: Wild, client: Client) -> None:
    wild.says({"id": "BO", "emails": None})
    assert people.person(client, "BO") == Person("BO", "", "", "")


def test_a_bot_is_told_from_a_person(wild: Wild, client: Client) -> None:
    wild.says({**ANA, "type": "bot"})
    assert people.me(client).is_bot


@pytest.mark.parametrize("zone", ["Mars/Olympus", "America", "../etc/passwd", "", 7, None, "a" * 999, "x\x00y"])
def test_a_time_zone_that_this_machine_does_not_know_is_none(wild: Wild, client: Client, zone: object) -> None:
    wild.says({**ANA, "timezone": zone})
    assert people.me(client).timezone is None


def test_the_id_of_a_person_is_one_segment_of_the_path(wild: Wild, client: Client) -> None:
    wild.says({"message": "The requested resource could not be found."}, 404)
    with pytest.raises(NotFound):
        people.person(client, "me/../../webhooks?x")
    assert wild.seen[0].target == "/v1/people/me%2F..%2F..%2Fwebhooks%3Fx"


def test_a_person_without_an_id_is_no_answer(wild: Wild, client: Client) -> None:
    wild.says({"displayName": "Nobody"})
    with pytest.raises(Unavailable):
        people.me(client)
