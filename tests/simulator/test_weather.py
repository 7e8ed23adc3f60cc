from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
import requests

from simulator import Simulator
from simulator.clock import SimClock
from simulator.directory import Person
from simulator.spaces import Space
from simulator.weather import KINDS, PostRule, Rule
from simulator.world import World
from tests.simulator.speaking import As, Ear


def _statuses(world: World, api: Any, count: int) -> list[int]:
    return [api.get("/rooms").status_code for _ in range(count)]


def test_a_share_of_the_requests_goes_wrong_the_same_with_the_same_seed(speak: As, world: World, ana: Person) -> None:
    api, rule = speak(ana), Rule(0.3, ("404", "503"), path="/rooms")
    seen = []
    for seed in (1, 1, 2):
        world.weather(seed, rule)
        seen.append(_statuses(world, api, 40))
    first, again, other = seen
    assert first == again != other
    assert 4 <= len([status for status in first if status != 200]) <= 20
    assert set(first) == {200, 404, 503}
    met = Counter(first + again + other)
    assert world.weather_counts == {"404": met[404], "503": met[503]}
    assert Counter(one.fault for one in world.requests) == Counter({"404": met[404], "503": met[503], None: met[200]})
    world.weather(1)
    assert set(_statuses(world, api, 20)) == {200}


def test_other_requests_in_between_change_nothing(speak: As, world: World, ana: Person, bo: Person) -> None:
    rule = Rule(0.3, ("503",))
    world.weather(7, rule)
    alone = _statuses(world, speak(ana), 20)
    world.weather(7, rule)
    between = []
    for _ in range(20):
        speak(bo).get("/rooms")
        speak(ana).get("/people/me")
        between.append(speak(ana).get("/rooms").status_code)
    assert alone == between


def test_after_so_many_in_a_row_one_passes(speak: As, world: World, ana: Person) -> None:
    world.weather(1, Rule(1.0, ("401",), in_a_row=2))
    assert _statuses(world, speak(ana), 6) == [401, 401, 200, 401, 401, 200]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("slow", "trickle")])
def test_each_kind_does_what_its_name_says(
    speak: As, world: World, room: Space, bot: Person, clock: SimClock, kind: str
) -> None:
    world.weather(3, Rule(1.0, (kind,), path="/messages"))
    try:
        answer = speak(bot).post("/messages", json={"roomId": room.id, "text": "Hello"})
        seen = f"{answer.status_code}{' html' if 'html' in answer.headers['Content-Type'] else ''}"
    except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError):
        seen = ""
    status = kind.split()[0] if kind[0].isdigit() else ""
    assert seen.split()[0:1] == ([status] if status else [])
    assert ("html" in seen) is ("html" in kind or kind in ("429 zero", "429 huge", "429 nonsense", "429 silent"))
    landed = [one.text for one in world.messages(room)]
    assert landed == (["Hello"] if kind in ("half", "504 landed", "200 html landed", "silence landed") else [])
    clock.advance(timedelta(minutes=2))
    assert len(world.messages(room)) == (1 if kind.startswith("silence landed late") or landed else 0)
    world.weather(3)


def test_the_ways_to_say_when_to_come_again(speak: As, world: World, ana: Person) -> None:
    said = {}
    for kind in ("429", "429 date", "429 zero", "429 huge", "429 nonsense", "429 silent"):
        world.weather(1, Rule(1.0, (kind,)))
        said[kind] = speak(ana).get("/rooms").headers.get("Retry-After")
    assert said["429"] is not None
    assert said["429"].isdigit()
    assert said["429 date"] is not None
    assert said["429 date"].endswith("GMT")
    assert list(said.values())[2:] == ["0", str(10**15), "soon", None]


def test_an_answer_that_comes_in_drops_is_whole_in_the_end(speak: As, world: World, ana: Person) -> None:
    world.fault("GET", "/people/me", trickle=0.001)
    assert speak(ana).get("/people/me").json()["displayName"] == "Ana Ruiz"


def _listens(world: World, bot: Person, ear: Ear, speak: As) -> None:
    wanted = {"name": "x", "targetUrl": ear.url, "resource": "messages", "event": "created", "secret": "s3cret"}
    assert speak(bot).post("/webhooks", json=wanted).status_code == 200


@pytest.mark.parametrize(
    ("kind", "heard"),
    [("doubled", "112233"), ("swapped", "213"), ("lost", ""), ("forged", "112233"), ("late", "123")],
)
def test_deliveries_meet_weather_too(
    sim: Simulator, speak: As, room: Space, ana: Person, bot: Person, ear: Ear, kind: str, heard: str
) -> None:
    _listens(sim.world, bot, ear, speak)
    sim.world.post_weather(1, PostRule(1.0, (kind,), latest=timedelta(seconds=1)))
    number = {}
    for text in "123":
        number[sim.world.post(ana, room, f"RecBot {text}", mention=[bot]).id] = text
        if kind == "late":
            assert not ear.heard[int(text) - 1 :]
            sim.clock.advance(timedelta(seconds=1))
        sim.settle() if kind != "swapped" or text == "3" else None
    assert "".join(number[event["data"]["id"]] for event in ear.events()) == heard
    assert sim.world.weather_counts == {f"webhook {kind}": 3}
    signatures = {headers["X-Spark-Signature"] for headers, _ in ear.heard}
    assert len(signatures) == {"forged": 6, "lost": 0}.get(kind, 3)
    assert {one.fault for one in sim.world.deliveries} == {kind}


def test_a_burst_is_the_newest_deliveries_again(
    sim: Simulator, speak: As, room: Space, ana: Person, bot: Person, ear: Ear
) -> None:
    _listens(sim.world, bot, ear, speak)
    for text in "12":
        sim.world.post(ana, room, f"RecBot {text}", mention=[bot])
    sim.settle()
    sim.world.burst(50)
    sim.settle()
    assert len(ear.heard) == 52
    assert len({body for _, body in ear.heard}) == 2


def test_all_of_it_can_be_said_from_another_process(sim: Simulator, ana: Person, speak: As) -> None:
    def control(method: str, path: str, **more: Any) -> requests.Response:
        return speak(None).request(method, f"{sim.origin}/control{path}", **more)

    rule = {"share": 1, "kinds": ["409"], "method": "GET", "path": "/rooms", "inARow": 1}
    post = {"share": 0.5, "kinds": ["doubled"], "latestSeconds": 9}
    assert control("PUT", "/weather", json={"seed": 4, "rules": [rule], "post": post}).json() == {"counts": {}}
    assert [speak(ana).get(path).status_code for path in ("/rooms", "/people/me", "/rooms")] == [409, 200, 200]
    assert control("GET", "/weather").json() == {"counts": {"409": 1}}
    seen = control("GET", "/traffic").json()["items"]
    assert seen[0] == {"method": "GET", "path": "/rooms", "person": "Ana Ruiz", "status": 409, "fault": "409"}
    assert [one["fault"] for one in seen] == ["409", None, None]
    assert control("PUT", "/weather", json={}).status_code == 200
    assert speak(ana).get("/rooms").status_code == 200
    assert control("POST", "/burst", json={"count": 3}).status_code == 204


@pytest.mark.parametrize(
    "wrong",
    [
        {"rules": [{"share": 2}]},
        {"rules": [{"share": "much"}]},
        {"rules": [{"share": 0.1, "kinds": ["hail"]}]},
        {"rules": [{}]},
        {"rules": 5},
        {"rules": ["rain"]},
        {"post": {"share": 0.1, "kinds": ["eaten"]}},
        {"seed": "luck"},
    ],
)
def test_weather_that_is_none_is_refused(sim: Simulator, speak: As, wrong: Any) -> None:
    assert speak(None).put(f"{sim.origin}/control/weather", json=wrong).status_code == 400
    assert speak(None).post(f"{sim.origin}/control/burst", json={"count": "many"}).status_code == 400
