"""Who is in a space, by the bot's token."""

from tests.webex.conftest import TOKEN
from tests.webex.wild import Wild
from webex import memberships
from webex.client import Client, FixedBearer
from webex.transport import Transport


def test_everybody_is_read_and_what_has_no_person_is_left_out(wild: Wild, transport: Transport) -> None:
    whole = {"id": "m1", "roomId": "r", "personId": "p", "personEmail": "bo@example.com", "personOrgId": "o"}
    wild.says({"items": [whole | {"personDisplayName": "Bo", "roomType": "group"}, {"id": "m2", "roomId": "r"}]})
    (bo,) = memberships.of_room(Client(transport, FixedBearer(TOKEN)), "r")
    assert (bo.person_id, bo.person_email, bo.name, bo.org_id, bo.is_direct) == (
        "p",
        "bo@example.com",
        "Bo",
        "o",
        False,
    )
