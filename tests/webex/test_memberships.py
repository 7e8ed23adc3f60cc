"""Who is in a space, as the bot sees it."""

from typing import Any

import pytest
import requests

from core.errors import NotFound
from core.people import Membership
from simulator import Simulator
from simulator.directory import Person
from tests.webex.wild import Wild
from webex import memberships
from webex.client import Client, FixedBearer
from webex.transport import Transport

BARE: dict[str, Any] = {"id": "m1", "roomId": "R1", "personId": "ANA"}


def test_a_membership_is_read_whole(wild: Wild, client: Client) -> None:
    names = {"personEmail": "ana@example.com", "personDisplayName": "Ana Ruiz", "personOrgId": "O1"}
    wild.says({"items": [{**BARE, **names, "roomType": "direct"}]})
    expected = Membership("m1", "R1", "ANA", "ana@example.com", True, name="Ana Ruiz", org_id="O1")
    assert memberships.of_room(client, "R1") == [expected]
    assert (wild.seen[0].path, wild.seen[0].query) == ("/v1/memberships", {"roomId": "R1", "max": "100"})


@pytest.mark.parametrize("name", ["id", "roomId", "personId"])
@pytest.mark.parametrize("odd", [None, "", 7, []])
def test_a_membership_of_nobody_is_left_out(wild: Wild, client: Client, name: str, odd: object) -> None:
    wild.says({"items": [{**BARE, name: odd}, BARE]})
    assert memberships.of_room(client, "R1") == [Membership("m1", "R1", "ANA", "", False)]


def test_everybody_in_a_space_is_found_and_nobody_in_another(
    sim: Simulator, session: requests.Session, ana: Person
) -> None:
    bot = sim.world.bot("RecBot", "recbot@webex.bot")
    people = [sim.world.person(f"P {n}", f"p{n}@example.com") for n in range(101)]
    room = sim.world.space("Launch", [ana, bot, *people])
    as_bot = Client(Transport(session, sim.url), FixedBearer(bot.token))
    found = memberships.of_room(as_bot, room.id)
    assert {one.person_id for one in found} == {one.id for one in (ana, bot, *people)}
    assert {one.room_id for one in found} == {room.id}
    with pytest.raises(NotFound):
        memberships.of_room(as_bot, sim.world.space("Secret", [ana]).id)
