"""The rooms that the bot is in, by its token."""

from datetime import UTC, datetime

from core.hearing import Room
from tests.webex.conftest import TOKEN
from tests.webex.wild import Wild
from webex import memberships, rooms
from webex.client import Client, FixedBearer
from webex.transport import Transport

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


def room(name: str, **more: str) -> dict[str, str]:
    return {"id": name, "type": "group", "lastActivity": "2026-03-02T09:00:00.000Z", **more}


def test_rooms_are_read_up_to_the_first_that_is_older(wild: Wild, client: Client) -> None:
    odd = {"type": "group", "title": "without an ID"}
    direct = room("r2", type="direct")
    wild.says({"items": [room("r1"), odd]}, Link=f'<{wild.base_url}/rooms?c=1>; rel="next"')
    silent = {"id": "r3"}
    wild.says({"items": [direct, silent, room("r4", lastActivity="2026-03-02T08:59:59.999Z"), room("r5")]})
    assert rooms.active_since(client, NINE, 9) == [Room("r1", False, NINE), Room("r2", True, NINE), Room("r3")]
    assert wild.seen[0].query == {"sortBy": "lastactivity", "max": "100"}


def test_no_more_rooms_are_read_than_asked_for(wild: Wild, client: Client) -> None:
    wild.says({"items": [room("r1"), room("r2"), room("r3")]}, Link=f'<{wild.base_url}/rooms?c=1>; rel="next"')
    assert [each.id for each in rooms.active_since(client, NINE, 2)] == ["r1", "r2"]
    assert len(wild.seen) == 1


def test_where_the_bot_is_itself_is_read_up_to_a_number(wild: Wild, transport: Transport) -> None:
    whole = {"roomId": "r", "personId": "p", "created": "2026-03-02T09:00:00.000Z"}
    wild.says({"items": [{**whole, "id": "m1"}, {**whole, "id": "m2"}, {**whole, "id": "m3"}]})
    own = memberships.own(Client(transport, FixedBearer(TOKEN)), 2)
    assert [(each.id, each.created_at) for each in own] == [("m1", NINE), ("m2", NINE)]
