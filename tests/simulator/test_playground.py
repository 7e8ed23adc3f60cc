import threading
from datetime import timedelta

import pytest

from simulator import Simulator
from simulator.clock import SimClock
from simulator.directory import Person
from simulator.spaces import Space
from simulator.world import World
from tests.simulator.speaking import Api, As


@pytest.fixture
def page(sim: Simulator, speak: As) -> Api:
    """The playground page: the same server, outside the API."""
    api = speak(None)
    api._base = sim.origin
    return api


def test_the_page_learns_who_is_there(page: Api, ana: Person, dana: Person, bot: Person) -> None:
    body = page.get("/playground/people").json()
    assert body["people"][0] == {
        "id": ana.id,
        "name": "Ana Ruiz",
        "email": ana.email,
        "initials": "AR",
        "type": "person",
        "token": ana.token,
        "timezone": "Europe/Madrid",
        "role": "",
    }
    assert [one["name"] for one in body["people"]] == ["Ana Ruiz", "Dana Okafor"]
    assert body["bot"] == {"id": bot.id, "name": "RecBot", "email": bot.email}
    for path in body["lib"].values():
        assert page.get(path).status_code == 200


def test_the_page_learns_who_is_more_than_a_user(page: Api, world: World, ana: Person, bo: Person) -> None:
    def roles() -> list[str]:
        return [one["role"] for one in page.get("/playground/people").json()["people"]]

    world.make_admin(ana, meetings=False)
    world.make_officer(bo)
    assert roles() == ["Calling administrator", "Compliance officer"]
    world.make_admin(ana)
    world.make_admin(bo, calling=False)
    assert roles() == ["Administrator", "Meetings administrator · Compliance officer"]


def test_a_world_without_a_bot_has_none_to_talk_to(page: Api) -> None:
    assert page.get("/playground/people").json()["bot"] is None


def test_the_page_signs_in_and_opens_direct_rooms(page: Api, ana: Person, bot: Person, world: World) -> None:
    answer = page.post("/playground/me", json={"personId": ana.id})
    assert answer.status_code == 204
    assert answer.cookies["simulator_me"] == ana.id
    assert page.post("/playground/me", json={"personId": "nobody"}).status_code == 404
    opened = page.post("/playground/direct", json={"personId": ana.id, "withPersonId": bot.id}).json()
    assert opened == {"roomId": world.direct(ana, bot).id}
    assert page.post("/playground/direct", json={"personId": ana.id, "withPersonId": ana.id}).status_code == 400


def test_the_page_shows_and_moves_time(page: Api, clock: SimClock) -> None:
    assert page.get("/playground/clock").json() == {"now": "2026-03-02T09:15:30.123Z"}
    assert page.post("/playground/clock", json={"advance": 3600}).json() == {"now": "2026-03-02T10:15:30.123Z"}
    for wrong in ("1", None, True, 1e30):
        assert page.post("/playground/clock", json={"advance": wrong}).status_code == 400


def test_the_page_lists_the_members_of_a_space(page: Api, room: Space) -> None:
    people = page.get(f"/playground/spaces/{room.id}/people").json()["people"]
    assert [(one["name"], one["initials"], one["type"]) for one in people] == [
        ("Ana Ruiz", "AR", "person"),
        ("Bo Lindqvist", "BL", "person"),
        ("RecBot", "R", "bot"),
    ]
    assert page.get("/playground/spaces/nowhere/people").status_code == 404


def test_visible_changes_raise_the_version(
    page: Api, speak: As, world: World, clock: SimClock, room: Space, ana: Person, dana: Person
) -> None:
    versions: list[int] = [page.get("/playground/changes").json()["version"]]

    def raised() -> bool:
        versions.append(page.get("/playground/changes", params={"since": versions[-1]}).json()["version"])
        return versions[-1] > versions[-2]

    assert not raised()
    said = world.post(ana, room, "new")
    assert raised()
    speak(ana).put(f"/messages/{said.id}", json={"roomId": room.id, "text": "newer"})
    assert raised()
    world.delete(ana, said)
    assert raised()
    world.join(room, dana)
    assert raised()
    world.space("Another", [ana])
    assert raised()
    clock.advance(timedelta(minutes=1))
    assert raised()
    assert not raised()


def test_waiting_for_changes_ends_with_the_first(page: Api, world: World, room: Space, ana: Person) -> None:
    since = page.get("/playground/changes").json()["version"]
    answers: list[int] = []
    asked = threading.Event()

    def wait() -> None:
        asked.set()
        query = {"since": str(since), "wait": "20"}
        answers.append(page.get("/playground/changes", params=query).json()["version"])

    waiting = threading.Thread(target=wait)
    waiting.start()
    asked.wait(5)
    world.post(ana, room, "at last")
    waiting.join(10)
    assert answers == [since + 1]


def test_waiting_needs_numbers(page: Api) -> None:
    for query in ({"since": "x"}, {"wait": "x"}):
        assert page.get("/playground/changes", params=query).status_code == 400


def test_the_pages_own_requests_are_neither_noted_nor_tripped(page: Api, world: World) -> None:
    world.fault("*", "*", status=500, times=None)
    for path in ("/", "/page/style.css", "/playground/clock", "/lib/adaptivecards/dist/adaptivecards.css"):
        assert page.get(path).status_code == 200
    assert world.requests == []


def test_only_the_pages_files_and_two_libraries_are_served(page: Api) -> None:
    assert "<html" in page.get("/").text
    assert page.get("/page/../world.py").status_code == 404
    assert page.get("/page/%2e%2e/world.py").status_code == 404
    assert page.get("/lib/entities/package.json").status_code == 404
    assert page.get("/lib/markdown-it/../entities/package.json").status_code == 404
    assert page.get("/lib/markdown-it/nothing.js").status_code == 404


def test_a_meeting_ends_its_files_are_made_and_a_night_goes_by(
    page: Api, world: World, clock: SimClock, ana: Person
) -> None:
    assert page.post("/playground/clock", json={"until": "processed"}).status_code == 400
    assert page.post("/playground/meetings", json={"personId": ana.id}).json() == {"title": "Sprint planning"}
    assert page.post("/playground/meetings", json={"personId": "nobody"}).status_code == 404
    assert world.archive.recordings_for(ana) == []
    assert page.post("/playground/clock", json={"until": "processed"}).json() == {"now": "2026-03-02T09:40:30.000Z"}
    (recording,) = world.archive.recordings_for(ana)
    assert (recording.topic, recording.meeting.state(clock.now())) == ("Sprint planning", "ended")
    (transcript,), (summary,) = world.transcripts.seen_by(ana), world.summaries.seen_by(ana)
    assert transcript.meeting is summary.meeting is recording.meeting
    assert page.post("/playground/clock", json={"until": "processed"}).status_code == 400
    morning = {"until": "morning", "personId": ana.id}
    assert page.post("/playground/clock", json=morning).json() == {"now": "2026-03-03T08:01:00.000Z"}
    assert page.post("/playground/clock", json=morning).json() == {"now": "2026-03-04T08:01:00.000Z"}
    assert page.post("/playground/clock", json={"until": "doomsday"}).status_code == 400
