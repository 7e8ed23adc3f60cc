import json
import socket
import threading
from pathlib import Path

import pytest
import requests

from simulator import Simulator
from simulator.directory import Person
from simulator.spaces import Space
from simulator.world import World
from tests.simulator.speaking import Api, As, error

NO_TOKEN = "The request requires a valid access token set in the Authorization request header."


@pytest.mark.parametrize("header", [None, "Bearer nonsense", "Bearer", "Basic YTpi", "nonsense"])
def test_without_a_valid_token_every_answer_is_the_same_401(sim: Simulator, header: str | None) -> None:
    answer = requests.get(f"{sim.url}/people/me", headers={"Authorization": header} if header else {}, timeout=5)
    assert (answer.status_code, error(answer)) == (401, NO_TOKEN)


def test_bots_have_nothing_to_do_with_meetings(speak: As, bot: Person) -> None:
    for path in ("/recordings", "/recordings/0a1b", "/meetings/0a1b", "/meetingPreferences/sites"):
        answer = speak(bot).get(path)
        assert answer.status_code == 403
        assert "missing required scopes" in error(answer)


def test_unknown_paths_and_wrong_verbs_get_the_standard_body(speak: As, ana: Person) -> None:
    assert speak(ana).get("/nowhere").status_code == 404
    assert error(speak(ana).get("/nowhere")) == "The requested resource could not be found."
    wrong = speak(ana).delete("/rooms")
    assert wrong.status_code == 405
    assert error(wrong) == "Method Not Allowed"


def test_pages_outside_the_api_have_plain_errors(sim: Simulator) -> None:
    answer = requests.get(f"{sim.origin}/nowhere", timeout=5)
    assert answer.status_code == 404
    assert "html" in answer.headers["Content-Type"]


def test_every_answer_has_its_own_tracking_id(speak: As, ana: Person) -> None:
    ids = {speak(ana).get("/people/me").headers["trackingid"] for _ in range(2)}
    assert len(ids) == 2
    assert all(one.startswith("ROUTERGW_") for one in ids)


def test_bodies_must_say_that_they_are_json_and_be_an_object(speak: As, bot: Person) -> None:
    api = speak(bot)
    plain = api.post("/messages", data="{}", headers={"Content-Type": "text/plain"})
    assert (plain.status_code, error(plain)) == (415, "Content type 'text/plain' not supported")
    assert api.put("/webhooks/abc", data="{}").status_code == 415
    for body in ("{", "[]", '"text"', "\xff"):
        answer = api.post("/webhooks", data=body.encode("latin-1"), headers={"Content-Type": "application/json"})
        assert answer.status_code == 400


def test_the_meetings_family_names_its_character_set(speak: As, ana: Person) -> None:
    assert speak(ana).get("/recordings").headers["Content-Type"] == "application/json;charset=UTF-8"
    assert speak(ana).get("/rooms").headers["Content-Type"] == "application/json"


def test_one_connection_serves_many_requests(sim: Simulator, ana: Person) -> None:
    head = f"GET /v1/people/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {ana.token}\r\n"
    host, port = sim.origin.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(f"{head}\r\n{head}Connection: close\r\n\r\n".encode())
        heard = b""
        while piece := connection.recv(65536):
            heard += piece
    assert heard.count(b"HTTP/1.1 200 OK") == 2


def test_an_unread_body_does_not_spoil_the_next_request(speak: As, bot: Person) -> None:
    api = speak(bot)
    assert api.post("/nowhere", data=b"x" * 100_000).status_code == 404
    assert api.get("/people/me").status_code == 200


def test_chunked_bodies_are_understood(speak: As, bot: Person, room: Space) -> None:
    body = json.dumps({"roomId": room.id, "text": "in pieces"}).encode()
    pieces = (body[i : i + 5] for i in range(0, len(body), 5))
    answer = speak(bot).post("/messages", data=pieces, headers={"Content-Type": "application/json"})
    assert answer.json()["text"] == "in pieces"


def test_a_stopped_webex_is_away_and_comes_back_with_its_memory(sim: Simulator, world: World, ana: Person) -> None:
    url = sim.url
    with Api(url, ana) as api:
        assert api.get("/people/me").status_code == 200
        sim.stop()
        with pytest.raises(requests.ConnectionError):
            api.get("/people/me")
        sim.stop()  # stopping twice is as good as once
        sim.start()
        assert sim.url == url
        assert api.get("/people/me").json()["id"] == ana.id


def test_clients_that_vanish_do_no_harm(sim: Simulator, ana: Person, speak: As, world: World) -> None:
    answered = threading.Event()
    world.fault("GET", "/people/me", before=lambda _: answered.wait(5))
    host, port = sim.origin.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(f"GET /v1/people/me HTTP/1.1\r\nAuthorization: Bearer {ana.token}\r\n\r\n".encode())
    answered.set()
    assert speak(ana).get("/people/me").status_code == 200


def test_only_the_loopback_interface_is_bound_unless_told_otherwise() -> None:
    assert Simulator().origin.startswith("http://127.0.0.1:")


def test_the_simulator_imports_nothing_of_the_bot() -> None:
    house = Path(__file__).resolve().parents[2]
    rooms = {"core", "webex", "store", "cards", "services", "handlers", "web", "jobs", "app", "bot"}
    for file in (house / "simulator").rglob("*.py"):
        for line in file.read_text().splitlines():
            words = line.split()
            if words[:1] in (["from"], ["import"]):
                assert words[1].split(".")[0] not in rooms, f"{file}: {line}"
