import base64

import pytest

from simulator.directory import Person
from simulator.world import World
from tests.simulator.speaking import As, error


def test_everybody_learns_who_they_are(speak: As, ana: Person, bot: Person) -> None:
    me = speak(ana).get("/people/me").json()
    assert me["id"] == ana.id
    assert me["emails"] == ["ana@example.com"]
    assert (me["displayName"], me["type"], me["timezone"]) == ("Ana Ruiz", "person", "Europe/Madrid")
    assert me["orgId"] == ana.org.id
    assert me["created"] == "2026-03-02T09:15:30.123Z"
    it = speak(bot).get("/people/me").json()
    assert (it["type"], it["emails"]) == ("bot", ["recbot@webex.bot"])
    assert "status" not in it


def test_ids_are_unpadded_base64_of_a_uri(ana: Person) -> None:
    padded = ana.id + "=" * (-len(ana.id) % 4)
    assert "=" not in ana.id
    assert base64.urlsafe_b64decode(padded).decode() == f"ciscospark://us/PEOPLE/{ana.uuid}"


def test_a_person_without_a_time_zone_has_no_such_field(speak: As, bo: Person) -> None:
    assert "timezone" not in speak(bo).get("/people/me").json()


def test_people_are_found_by_id_in_any_of_its_forms(speak: As, ana: Person, bo: Person) -> None:
    api = speak(bo)
    for form in (ana.id, ana.uuid, ana.id + "="):
        assert api.get(f"/people/{form}").json()["id"] == ana.id


def test_ids_that_cannot_be_read_are_malformed_and_unknown_ones_not_found(speak: As, ana: Person, bot: Person) -> None:
    api = speak(bot)
    bad = api.get("/people/nonsense!")
    assert (bad.status_code, error(bad)) == (400, "Expect base64 ID or UUID.")
    assert api.get("/people/00000000-0000-4000-8000-000000000000").status_code == 404
    room_like = base64.urlsafe_b64encode(f"ciscospark://us/ROOM/{ana.uuid}".encode()).decode().rstrip("=")
    assert api.get(f"/people/{room_like}").status_code == 404


def test_colleagues_are_found_by_address_or_the_start_of_their_name(speak: As, ana: Person, bo: Person) -> None:
    api = speak(bo)
    assert [one["id"] for one in api.items("/people", email="ANA@example.com")] == [ana.id]
    assert [one["id"] for one in api.items("/people", displayName="ana")] == [ana.id]
    assert api.items("/people", displayName="ruiz") == []
    assert api.items("/people", email="nobody@example.com") == []


def test_strangers_cannot_be_looked_up_but_be_read_by_id(speak: As, ana: Person, dana: Person, bot: Person) -> None:
    assert speak(bot).items("/people", email=dana.email) == []
    assert speak(dana).items("/people", email=ana.email) == []
    seen = speak(dana).get(f"/people/{ana.id}").json()
    assert seen["displayName"] == "Ana Ruiz"
    assert not {"timezone", "status"} & set(seen)


def test_looking_for_everybody_is_refused(speak: As, ana: Person) -> None:
    assert speak(ana).get("/people").status_code == 400


def test_several_ids_are_looked_up_without_presence_and_the_missing_are_named(
    speak: As, ana: Person, bo: Person
) -> None:
    unknown = "00000000-0000-4000-8000-000000000000"
    answer = speak(ana).get("/people", params={"id": f"{bo.id},{unknown}"}).json()
    assert answer["notFoundIds"] == [unknown]
    assert [one["id"] for one in answer["items"]] == [bo.id]
    assert "status" not in answer["items"][0]
    assert "notFoundIds" not in speak(ana).get("/people", params={"id": bo.id}).json()
    assert speak(ana).get("/people", params={"id": ",".join([bo.id] * 86)}).status_code == 400


def test_addresses_are_unique(world: World, ana: Person) -> None:
    with pytest.raises(ValueError, match="taken"):
        world.person("Ana Two", email="Ana@Example.com")


def test_no_token_shows_when_a_person_is_printed(ana: Person) -> None:
    assert ana.token not in repr(ana)
