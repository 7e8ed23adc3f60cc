import pytest

from simulator.clock import SimClock
from simulator.directory import Person
from simulator.spaces import Space
from simulator.world import World
from tests.simulator.speaking import As, Ear, error, subscribe


def test_members_see_their_rooms_and_nobody_else_does(
    speak: As, room: Space, ana: Person, bot: Person, dana: Person
) -> None:
    for member in (ana, bot):
        assert [one["id"] for one in speak(member).items("/rooms")] == [room.id]
        shown = speak(member).get(f"/rooms/{room.id}").json()
        assert (shown["title"], shown["type"], shown["creatorId"]) == ("Project X", "group", ana.id)
    assert speak(dana).items("/rooms") == []
    unseen = speak(dana).get(f"/rooms/{room.id}")
    assert (unseen.status_code, error(unseen)) == (404, "Could not find a room with provided ID.")


def test_a_direct_room_is_named_after_the_other_one(speak: As, world: World, ana: Person, bot: Person) -> None:
    direct = world.direct(ana, bot)
    assert world.direct(bot, ana) is direct
    assert speak(ana).get(f"/rooms/{direct.id}").json()["title"] == "RecBot"
    assert speak(bot).get(f"/rooms/{direct.id}").json()["title"] == "Ana Ruiz"


def test_rooms_are_filtered_and_ordered(speak: As, world: World, clock: SimClock, ana: Person, bot: Person) -> None:
    old = world.space("Old", [ana])
    clock.advance(1)
    new = world.direct(ana, bot)
    clock.advance(1)
    world.post(ana, old, "awake")
    api = speak(ana)
    assert [one["id"] for one in api.items("/rooms", sortBy="lastactivity")] == [old.id, new.id]
    assert [one["id"] for one in api.items("/rooms", sortBy="created")] == [new.id, old.id]
    assert [one["id"] for one in api.items("/rooms", type="direct")] == [new.id]
    assert api.get("/rooms", params={"type": "cosy"}).status_code == 400


def test_members_list_the_members(speak: As, room: Space, ana: Person, bo: Person, bot: Person, dana: Person) -> None:
    api = speak(bot)
    assert [one["personEmail"] for one in api.items("/memberships", roomId=room.id)] == [ana.email, bo.email, bot.email]
    (mine,) = api.items("/memberships")
    assert (mine["roomId"], mine["personId"], mine["roomType"]) == (room.id, bot.id, "group")
    (anas,) = api.items("/memberships", roomId=room.id, personEmail=ana.email)
    assert anas["isModerator"] is True
    assert api.items("/memberships", roomId=room.id, personId=dana.id) == []
    assert api.get("/memberships", params={"personId": ana.id}).status_code == 400
    assert speak(dana).get("/memberships", params={"roomId": room.id}).status_code == 404


def test_people_are_added_once_and_only_to_group_spaces(
    speak: As, world: World, room: Space, ana: Person, bot: Person, dana: Person
) -> None:
    api = speak(ana)
    added = api.post("/memberships", json={"roomId": room.id, "personEmail": dana.email})
    assert added.status_code == 200
    assert room.has(dana)
    again = api.post("/memberships", json={"roomId": room.id, "personId": dana.id})
    assert (again.status_code, error(again)) == (409, "User is already a participant in the room.")
    direct = world.direct(ana, bot)
    assert api.post("/memberships", json={"roomId": direct.id, "personId": dana.id}).status_code == 403
    assert api.post("/memberships", json={"roomId": room.id}).status_code == 400
    assert api.post("/memberships", json={"roomId": room.id, "personEmail": "no@example.com"}).status_code == 404
    assert api.post("/memberships", json={"personId": dana.id}).status_code == 400


def test_memberships_are_read_changed_and_ended(speak: As, world: World, room: Space, ana: Person, bo: Person) -> None:
    api = speak(ana)
    key = room.members[bo.id].id
    assert api.get(f"/memberships/{key}").json()["personId"] == bo.id
    changed = api.put(f"/memberships/{key}", json={"isModerator": True, "isRoomHidden": False})
    assert changed.json()["isModerator"] is True
    assert api.put(f"/memberships/{key}", json={"isModerator": "yes"}).status_code == 400
    assert api.put(f"/memberships/{key}", json={}).status_code == 400
    gone = api.delete(f"/memberships/{key}")
    assert (gone.status_code, gone.content) == (204, b"")
    assert not room.has(bo)
    assert api.get(f"/memberships/{key}").status_code == 404
    direct = world.direct(ana, bo)
    assert api.delete(f"/memberships/{direct.members[ana.id].id}").status_code == 403


def test_a_bot_hears_that_it_was_added_and_removed(speak: As, world: World, ear: Ear, ana: Person, bot: Person) -> None:
    api = speak(bot)
    subscribe(api, ear.url, "memberships", "all")
    space = world.space("New", [ana])
    world.join(space, bot)
    world.leave(space, bot)
    world.postman.settle(5)
    heard = [(one["event"], one["data"]["personId"], one["actorId"]) for one in ear.events()]
    assert heard == [("created", bot.id, ana.id), ("deleted", bot.id, bot.id)]
    assert ear.events()[0]["data"]["personEmail"] == "recbot@webex.bot"


def test_a_direct_room_makes_a_membership_of_the_bot(
    speak: As, world: World, ear: Ear, ana: Person, bot: Person
) -> None:
    subscribe(speak(bot), ear.url, "memberships", filter=f"personId={bot.id}")
    direct = world.direct(ana, bot)
    world.postman.settle(5)
    assert [(one["data"]["roomId"], one["data"]["roomType"]) for one in ear.events()] == [(direct.id, "direct")]


def test_rooms_have_events_of_their_own(speak: As, world: World, ear: Ear, ana: Person, bo: Person) -> None:
    subscribe(speak(ana), ear.url, "rooms", "all")
    subscribe(speak(bo), ear.url, "rooms", "created")
    space = world.space("New", [ana, bo])
    with world.lock:
        world.spaces.rename(space, "Newer", ana)
    world.postman.settle(5)
    assert [(one["event"], one["data"]["title"]) for one in ear.events()] == [("created", "New"), ("updated", "Newer")]


def test_pages_of_a_list_are_joined_by_links(speak: As, world: World, ana: Person) -> None:
    made = [world.space(f"Room {n}", [ana]).id for n in range(5)]
    api = speak(ana)
    first = api.get("/rooms", params={"max": "2", "type": "group"})
    assert 'rel="next"' in first.headers["Link"]
    second = api.get(first.links["next"]["url"])
    third = api.get(second.links["next"]["url"])
    assert "Link" not in third.headers
    assert [one["id"] for page in (first, second, third) for one in page.json()["items"]] == made


def test_what_comes_or_goes_between_two_pages_doubles_and_hides_nothing(
    speak: As, world: World, ana: Person, room: Space
) -> None:
    said = [world.post(ana, room, str(n)) for n in range(4)]
    api = speak(ana)
    first = api.get("/messages", params={"roomId": room.id, "max": "2"})
    world.post(ana, room, "in between")
    second = api.get(first.links["next"]["url"])
    assert [one["text"] for one in second.json()["items"]] == ["1", "0"]
    world.delete(ana, said[2])  # the one the cursor names: its place has to do
    assert len(api.get(first.links["next"]["url"]).json()["items"]) == 2


@pytest.mark.parametrize("size", ["0", "-1", "x", "²"])
def test_a_page_size_must_be_a_positive_number(speak: As, ana: Person, size: str) -> None:
    assert speak(ana).get("/rooms", params={"max": size}).status_code == 400


def test_messaging_clamps_too_large_pages(speak: As, room: Space, ana: Person) -> None:
    assert len(speak(ana).items("/rooms", max=9999)) == 1


@pytest.mark.parametrize("cursor", ["x", "bnVsbA==", "WzEsIDIsIDNd", "e30="])
def test_a_made_up_cursor_is_malformed(speak: As, ana: Person, cursor: str) -> None:
    assert speak(ana).get("/rooms", params={"cursor": cursor}).status_code == 400


def test_a_list_may_begin_with_an_empty_page(speak: As, world: World, room: Space, ana: Person) -> None:
    world.knobs.empty_first_page = True
    first = speak(ana).get("/rooms")
    assert first.json() == {"items": []}
    second = speak(ana).get(first.links["next"]["url"])
    assert [one["id"] for one in second.json()["items"]] == [room.id]
    assert "Link" not in second.headers
