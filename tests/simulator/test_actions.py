from typing import Any

import pytest

from simulator.directory import Person
from simulator.refusals import Refused
from simulator.spaces import Space
from simulator.world import World
from tests.simulator.speaking import As, Ear, card, subscribe


@pytest.fixture
def card_id(speak: As, room: Space, bot: Person) -> str:
    """A card the bot posted to the space."""
    made: str = speak(bot).post("/messages", json={"roomId": room.id, "attachments": [card()]}).json()["id"]
    return made


def test_anybody_in_the_space_can_press_and_the_bot_reads_what_was_chosen(
    speak: As, room: Space, card_id: str, bo: Person, bot: Person
) -> None:
    inputs = {"say": "links 4f91", "notify": "true", "count": 3}
    pressed = speak(bo).post("/attachment/actions", json={"type": "submit", "messageId": card_id, "inputs": inputs})
    assert pressed.status_code == 202
    shown = pressed.json()
    assert shown == {
        "id": shown["id"],
        "type": "submit",
        "messageId": card_id,
        "inputs": inputs,
        "personId": bo.id,
        "roomId": room.id,
        "created": "2026-03-02T09:15:30.123Z",
    }
    for reader in (bot, bo):
        assert speak(reader).get(f"/attachment/actions/{shown['id']}").json() == shown


def test_others_cannot_read_what_somebody_pressed(
    speak: As, world: World, card_id: str, ana: Person, bo: Person, dana: Person
) -> None:
    action = world.press(bo, card_id, {"say": "list"})
    for stranger in (ana, dana):
        assert speak(stranger).get(f"/attachment/actions/{action.id}").status_code == 404


def test_a_press_is_told_without_its_inputs(
    speak: As, world: World, ear: Ear, room: Space, card_id: str, bo: Person, ana: Person, bot: Person
) -> None:
    subscribe(speak(bot), ear.url, "attachmentActions", filter=f"roomId={room.id}")
    subscribe(speak(ana), ear.url, "attachmentActions")  # she posted no card
    action = world.press(bo, card_id, {"say": "secret"})
    world.postman.settle(5)
    (event,) = ear.events()
    assert event["data"] == {
        "id": action.id,
        "type": "submit",
        "messageId": card_id,
        "personId": bo.id,
        "roomId": room.id,
        "created": "2026-03-02T09:15:30.123Z",
    }
    assert event["actorId"] == bo.id
    assert b"secret" not in ear.heard[0][1]


def test_the_same_card_may_be_pressed_again_and_again(world: World, card_id: str, bo: Person) -> None:
    assert world.press(bo, card_id, {}).id != world.press(bo, card_id, {}).id


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"type": "open"}, 400),
        ({"inputs": "x"}, 400),
        ({"inputs": None}, 400),
        ({"messageId": "nonsense"}, 400),
        ({"messageId": "00000000-0000-4000-8000-000000000000"}, 404),
    ],
)
def test_presses_that_make_no_sense_are_refused(
    speak: As, card_id: str, bo: Person, change: dict[str, Any], status: int
) -> None:
    body = {"type": "submit", "messageId": card_id, "inputs": {}} | change
    assert speak(bo).post("/attachment/actions", json=body).status_code == status


def test_bots_strangers_and_dead_or_missing_cards_press_nothing(
    speak: As, world: World, room: Space, card_id: str, bo: Person, bot: Person, dana: Person
) -> None:
    body = {"type": "submit", "messageId": card_id, "inputs": {}}
    assert speak(bot).post("/attachment/actions", json=body).status_code == 403
    assert speak(dana).post("/attachment/actions", json=body).status_code == 404
    wordy = world.post(bo, room, "no card")
    assert speak(bo).post("/attachment/actions", json=body | {"messageId": wordy.id}).status_code == 400
    (message,) = [one for one in world.messages(room) if one.id == card_id]
    world.delete(bot, message)
    with pytest.raises(Refused, match="404"):
        world.press(bo, message, {})
