import hashlib
import hmac
import threading
from typing import Any

import pytest

from simulator import Simulator
from simulator.clock import SimClock
from simulator.directory import Person
from simulator.spaces import Space
from simulator.world import World
from tests.simulator.speaking import As, Ear, card, error, subscribe

TARGET = "http://127.0.0.1:1/hook"


def test_a_webhook_is_made_read_changed_and_removed(speak: As, bot: Person) -> None:
    api = speak(bot)
    made = subscribe(api, TARGET, "messages", secret="s3", filter="roomType=direct")
    assert made == {
        "id": made["id"],
        "name": "messages of a test",
        "targetUrl": TARGET,
        "resource": "messages",
        "event": "created",
        "filter": "roomType=direct",
        "secret": "s3",
        "orgId": bot.org.id,
        "createdBy": bot.id,
        "appId": bot.app_id,
        "ownedBy": "creator",
        "status": "active",
        "created": "2026-03-02T09:15:30.123Z",
    }
    path = f"/webhooks/{made['id']}"
    assert api.get(path).json() == made
    assert api.items("/webhooks") == [made]
    changed = api.put(path, json={"name": "new", "targetUrl": TARGET + "2", "event": "deleted", "secret": ""}).json()
    assert (changed["name"], changed["targetUrl"], changed["event"]) == ("new", TARGET + "2", "created")
    assert "secret" not in changed
    assert api.delete(path).status_code == 204
    assert api.get(path).status_code == 404
    assert api.items("/webhooks") == []


def test_doubles_are_allowed_and_each_is_told(speak: As, world: World, ear: Ear, room: Space, bot: Person) -> None:
    for _ in range(2):
        subscribe(speak(bot), ear.url, "messages")
    world.post(bot, room, "hello")
    world.postman.settle(5)
    assert len({one["id"] for one in ear.events()}) == 2


def test_webhooks_belong_to_a_person_and_an_application(speak: As, world: World, ana: Person, bo: Person) -> None:
    integration = world.integration("C1", "secret", ["http://127.0.0.1/cb"], ["spark:messages_read"])
    with world.lock:
        code = world.consent("C1", ana, ["spark:messages_read"])
        token = world.grants.exchange(integration, code, "http://127.0.0.1/cb", None)["access_token"]
    made = subscribe(speak(token), TARGET, "messages")
    assert made["appId"] == integration.app_id
    assert len(speak(token).items("/webhooks")) == 1
    for other in (ana, bo):
        assert speak(other).items("/webhooks") == []
        assert speak(other).get(f"/webhooks/{made['id']}").status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": None},
        {"targetUrl": "ftp://example.com"},
        {"targetUrl": "no url"},
        {"resource": "weather"},
        {"event": "updated"},
        {"event": 7},
        {"resource": "meetingParticipants", "event": "all"},
        {"filter": "colour=red"},
        {"filter": "roomType="},
        {"filter": "roomId=nonsense"},
        {"filter": "roomType=direct&personId=x"},
        {"secret": 5},
        {"ownedBy": "me"},
    ],
)
def test_webhooks_that_make_no_sense_are_malformed(speak: As, ana: Person, change: dict[str, Any]) -> None:
    body = {"name": "x", "targetUrl": TARGET, "resource": "messages", "event": "created"} | change
    answer = speak(ana).post("/webhooks", json=body)
    assert answer.status_code == 400
    if "filter" in change:
        assert error(answer).startswith("Invalid value for filter: ")


@pytest.mark.parametrize("resource", ["recordings", "meetings", "meetingTranscripts", "convergedRecordings"])
def test_bots_cannot_hear_of_meetings_but_people_can(speak: As, ana: Person, bot: Person, resource: str) -> None:
    body = {"name": "x", "targetUrl": TARGET, "resource": resource, "event": "created"}
    assert speak(bot).post("/webhooks", json=body).status_code == 403
    assert speak(ana).post("/webhooks", json=body).status_code == 200


def test_webhooks_of_an_organization_are_for_administrators(speak: As, ana: Person) -> None:
    body = {"name": "x", "targetUrl": TARGET, "resource": "recordings", "event": "created"}
    assert speak(ana).post("/webhooks", json=body | {"ownedBy": "org"}).status_code == 403
    assert speak(ana).post("/webhooks", json=body | {"filter": "hostEmail=a@x"}).status_code == 400
    assert speak(ana).get("/webhooks", params={"ownedBy": "org"}).status_code == 403


def test_the_signature_is_a_hash_over_the_raw_body(
    speak: As, world: World, ear: Ear, room: Space, bot: Person, ana: Person
) -> None:
    subscribe(speak(bot), ear.url, "messages", secret="s3cr3t")
    subscribe(speak(ana), ear.url, "messages")
    world.post(bot, room, "ñ")
    world.postman.settle(5)
    (headers, body), (unsigned, _) = ear.heard
    assert headers["X-Spark-Signature"] == hmac.new(b"s3cr3t", body, hashlib.sha1).hexdigest()
    assert headers["Content-Type"] == "application/json"
    assert "X-Spark-Signature" not in unsigned
    assert b"s3cr3t" not in body


@pytest.mark.parametrize(
    ("condition", "hears"),
    [
        ("roomType=group", True),
        ("roomType=direct", False),
        ("personEmail=ANA@example.com", True),
        ("mentionedPeople=me", True),
        ("mentionedPeople=me&hasFiles=true", False),
        ("hasFiles=false&hasAttachments=false", True),
    ],
)
def test_filters_choose_the_events(
    speak: As, world: World, ear: Ear, room: Space, ana: Person, bot: Person, condition: str, hears: bool
) -> None:
    subscribe(speak(bot), ear.url, "messages", filter=condition)
    world.post(ana, room, "RecBot list", mention=[bot])
    world.postman.settle(5)
    assert bool(ear.heard) == hears
    if hears:
        assert ear.events()[0]["filter"] == condition


def test_files_and_cards_can_be_filtered_for(speak: As, world: World, ear: Ear, room: Space, bot: Person) -> None:
    api = speak(bot)
    subscribe(api, ear.url, "messages", filter="hasFiles=true")
    subscribe(api, ear.url, "messages", filter="hasAttachments=true")
    world.post(bot, room, files=1)
    api.post("/messages", json={"roomId": room.id, "attachments": [card()]})
    world.postman.settle(5)
    assert [one["filter"] for one in ear.events()] == ["hasFiles=true", "hasAttachments=true"]


def test_a_filter_on_something_absent_lets_nothing_through(
    speak: As, world: World, ear: Ear, room: Space, bot: Person
) -> None:
    subscribe(speak(bot), ear.url, "messages", filter="mentionedPeople=me")
    world.post(bot, room, "nobody mentioned")
    world.postman.settle(5)
    assert ear.heard == []


def test_the_hundredth_failure_in_five_minutes_switches_a_webhook_off(
    speak: As, world: World, ear: Ear, room: Space, bot: Person
) -> None:
    ear.status = 500
    api = speak(bot)
    made = subscribe(api, ear.url, "messages")
    path = f"/webhooks/{made['id']}"
    for _ in range(99):
        world.post(bot, room, "anybody there?")
    world.postman.settle(30)
    assert api.get(path).json()["status"] == "active"
    world.post(bot, room, "the last straw")
    world.postman.settle(5)
    assert api.get(path).json()["status"] == "inactive"
    world.post(bot, room, "into the void")
    world.postman.settle(5)
    assert len(ear.heard) == 100
    # Switched on again, one more failure within the five minutes ends it at once.
    renew = {"name": "x", "targetUrl": ear.url, "status": "active"}
    assert api.put(path, json=renew).json()["status"] == "active"
    world.post(bot, room, "once more")
    world.postman.settle(5)
    assert api.get(path).json()["status"] == "inactive"
    ear.status = 204
    assert api.put(path, json=renew).json()["status"] == "active"
    world.post(bot, room, "better now")
    world.postman.settle(5)
    assert [world.deliveries[-1].status, world.deliveries[-1].succeeded] == [204, True]


def test_failures_that_are_far_apart_do_no_harm(
    speak: As, world: World, clock: SimClock, ear: Ear, room: Space, bot: Person
) -> None:
    ear.status = 503
    made = subscribe(speak(bot), ear.url, "messages")
    for n in range(100):
        clock.advance(300 if n == 50 else 1)
        world.post(bot, room, "slowly")
        world.postman.settle(5)
    assert speak(bot).get(f"/webhooks/{made['id']}").json()["status"] == "active"


def test_a_webhook_cannot_be_switched_off_by_hand(speak: As, bot: Person) -> None:
    api = speak(bot)
    made = subscribe(api, TARGET, "messages")
    body = {"name": "x", "targetUrl": TARGET, "status": "inactive"}
    assert api.put(f"/webhooks/{made['id']}", json=body).json()["status"] == "active"


def test_targets_that_do_not_answer_are_failures_with_a_name(
    sim: Simulator, speak: As, world: World, room: Space, bot: Person
) -> None:
    subscribe(speak(bot), TARGET, "messages")
    said = world.post(bot, room, "hello?")
    sim.settle()
    (delivery,) = world.deliveries
    assert (delivery.resource, delivery.event, delivery.data_id) == ("messages", "created", said.id)
    assert (delivery.status, delivery.error) == (None, "ConnectionError")
    assert delivery.webhook_id == world.webhooks[0].id


def test_slow_targets_run_into_the_timeout_and_settling_has_one_too(
    sim: Simulator, speak: As, world: World, room: Space, ana: Person, bot: Person
) -> None:
    world.knobs.delivery_timeout = 0.3
    answer = threading.Event()
    world.fault("POST", "/slow", before=lambda _: answer.wait(5), times=None)
    subscribe(speak(bot), f"{sim.url}/slow", "messages")
    world.post(bot, room, "take your time")
    with pytest.raises(TimeoutError, match="1 webhook"):
        sim.settle(timeout=0.01)
    sim.settle()
    answer.set()
    assert world.deliveries[0].error == "ReadTimeout"


def test_deliveries_can_be_doubled_held_and_turned_around(
    sim: Simulator, speak: As, world: World, ear: Ear, room: Space, bot: Person
) -> None:
    subscribe(speak(bot), ear.url, "messages")
    said = {world.post(bot, room, "0").id: 0}
    sim.settle()

    def heard() -> list[int]:
        sim.settle()
        order = [said[one["data"]["id"]] for one in ear.events()]
        ear.heard.clear()
        return order

    def post(*numbers: int) -> None:
        said.update({world.post(bot, room, str(n)).id: n for n in numbers})

    assert heard() == [0]
    world.knobs.duplicate_webhooks = True
    post(1)
    assert heard() == [1, 1]
    world.knobs.duplicate_webhooks = False
    world.knobs.hold_webhooks = True
    post(2, 3)
    assert heard() == []
    world.release_webhooks()
    assert heard() == [2, 3]
    post(4, 5)
    world.knobs.reorder = True
    world.release_webhooks()
    assert heard() == [5, 4]
    world.knobs.hold_webhooks = False
    post(6, 7, 8)
    assert heard() == [7, 6, 8]


def test_what_is_on_its_way_to_a_removed_webhook_is_not_delivered(
    sim: Simulator, speak: As, world: World, ear: Ear, room: Space, bot: Person
) -> None:
    made = subscribe(speak(bot), ear.url, "messages")
    world.knobs.hold_webhooks = True
    world.post(bot, room, "too late")
    speak(bot).delete(f"/webhooks/{made['id']}")
    world.release_webhooks()
    sim.settle()
    assert ear.heard == []
    assert world.webhooks == []


def test_no_secret_shows_when_a_webhook_is_printed(speak: As, world: World, bot: Person) -> None:
    subscribe(speak(bot), TARGET, "messages", secret="s3cr3t")
    assert "s3cr3t" not in repr(world.webhooks)
