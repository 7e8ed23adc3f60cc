import threading
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from simulator.directory import Person
from simulator.spaces import Space
from simulator.traffic import RequestInfo
from simulator.world import World
from tests.simulator.speaking import As, error

START = datetime(2026, 3, 2, 8, 1, 5, tzinfo=UTC)


def test_a_fault_meets_the_next_requests_and_then_no_more(speak: As, world: World, ana: Person) -> None:
    fault = world.fault("GET", "/recordings", status=429, retry_after=3, times=2)
    api = speak(ana)
    for _ in range(2):
        answer = api.get("/recordings")
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3")
        assert "Too many requests" in error(answer)
    assert api.get("/recordings").status_code == 200
    assert fault.hits == 2


def test_faults_are_chosen_by_method_path_and_person(speak: As, world: World, ana: Person, bo: Person) -> None:
    rec = world.record(ana, "Weekly sync", START)
    world.fault("POST", "/recordings", status=500, times=None)
    world.fault("GET", "/recordings$", status=502, times=None)
    world.fault("*", "/people", status=503, times=None, person=bo)
    world.fault("GET", "/rooms", status=504, times=None, person="bot")
    assert speak(ana).get("/recordings").status_code == 502
    assert speak(ana).get(f"/recordings/{rec.id}").status_code == 200
    assert speak(ana).get("/people/me").status_code == 200
    assert speak(bo).get("/people/me").status_code == 503
    assert speak(ana).get("/rooms").status_code == 200


def test_a_fault_of_the_bot_is_no_fault_of_people(speak: As, world: World, ana: Person, bot: Person) -> None:
    world.fault("*", "*", status=401, person=bot, times=None)
    assert speak(bot).get("/people/me").status_code == 401
    assert speak(ana).get("/people/me").status_code == 200


def test_faults_take_turns_oldest_first_and_can_be_cleared(speak: As, world: World, ana: Person) -> None:
    world.fault("GET", "/rooms", status=500)
    second = world.fault("GET", "/rooms", status=503, times=None)
    api = speak(ana)
    assert [api.get("/rooms").status_code for _ in range(3)] == [500, 503, 503]
    second.clear()
    assert api.get("/rooms").status_code == 200
    world.fault("GET", "/rooms", status=500, times=None)
    world.clear_faults()
    assert api.get("/rooms").status_code == 200


@pytest.mark.parametrize(
    ("body", "kind", "content"),
    [
        ("html", "text/html", b"<!DOCTYPE html>"),
        ("malformed", "application/json", b'{"items": ['),
        ("empty", "text/html; charset=utf-8", b""),
        ({"items": []}, "application/json", b'{"items": []}'),
    ],
)
def test_answers_may_have_any_body(speak: As, world: World, ana: Person, body: Any, kind: str, content: bytes) -> None:
    world.fault("GET", "/rooms", status=429, body=body, retry_after="Mon, 02 Mar 2026 10:00:00 GMT")
    answer = speak(ana).get("/rooms")
    assert (answer.status_code, answer.headers["Content-Type"]) == (429, kind)
    assert answer.content.startswith(content)
    assert answer.headers["Retry-After"] == "Mon, 02 Mar 2026 10:00:00 GMT"
    world.fault("GET", "/rooms", body=body)
    assert speak(ana).get("/rooms").status_code == 200


def test_a_dropped_request_was_carried_out_unless_told_otherwise(
    speak: As, world: World, room: Space, bot: Person
) -> None:
    api = speak(bot)
    world.fault("POST", "/messages", drop=True)
    world.fault("POST", "/messages", drop=True, land=False)
    for text in ("landed", "lost"):
        with pytest.raises(requests.ConnectionError):
            api.post("/messages", json={"roomId": room.id, "text": text})
    assert [one.text for one in world.messages(room)] == ["landed"]
    assert [one.status for one in world.requests] == [0, 0]


def test_a_failing_answer_does_not_land_unless_told_so(speak: As, world: World, room: Space, bot: Person) -> None:
    api = speak(bot)
    world.fault("POST", "/messages", status=503)
    world.fault("POST", "/messages", status=504, land=True)
    for text in ("lost", "landed"):
        assert api.post("/messages", json={"roomId": room.id, "text": text}).status_code in (503, 504)
    assert [one.text for one in world.messages(room)] == ["landed"]


def test_callbacks_see_the_request_before_and_after_and_may_hold_it_up(
    speak: As, world: World, room: Space, bot: Person
) -> None:
    seen: list[tuple[str, int, int]] = []
    arrived, go = threading.Event(), threading.Event()

    def before(info: RequestInfo) -> None:
        seen.append(("before", info.status, len(world.messages(room))))
        arrived.set()
        go.wait(5)

    def after(info: RequestInfo) -> None:
        seen.append(("after", info.status, len(world.messages(room))))

    world.fault("POST", "/messages", before=before, after=after)
    api = speak(bot)
    posting = threading.Thread(target=api.post, args=("/messages",), kwargs={"json": {"roomId": room.id, "text": "x"}})
    posting.start()
    assert arrived.wait(5)
    # The others go on meanwhile: no lock is held while a callback runs.
    assert speak(bot).get("/people/me").status_code == 200
    go.set()
    posting.join(5)
    assert seen == [("before", 0, 0), ("after", 200, 1)]


def test_answers_can_be_slow(speak: As, world: World, ana: Person) -> None:
    world.fault("GET", "/rooms", delay=0.3)
    with pytest.raises(requests.Timeout):
        speak(ana).get("/rooms", timeout=0.05)
    world.fault("GET", "/rooms", delay=0.01)
    assert speak(ana).get("/rooms", timeout=5).status_code == 200


def test_requests_are_remembered_without_their_secrets(
    speak: As, world: World, ana: Person, bo: Person, bot: Person
) -> None:
    speak(ana).get("/recordings", params={"max": "5", "odd": "x"}, headers={"timezone": "UTC", "Cookie": "c=1"})
    speak(bot).get("/people/nonsense!")
    speak("made up").get("/rooms")
    speak(None).get("/rooms")
    first, second, third, fourth = world.requests
    assert (first.method, first.path, first.query) == ("GET", "/recordings", {"max": "5", "odd": "x"})
    assert (first.person, first.status, first.headers["Authorization"]) == ("Ana Ruiz", 200, "user")
    assert first.headers["Timezone"] == "UTC"
    assert "Cookie" not in first.headers
    assert (second.person, second.status, second.headers["Authorization"]) == ("bot", 400, "bot")
    assert (third.person, third.status, third.headers["Authorization"]) == (None, 401, "unknown")
    assert "Authorization" not in fourth.headers
    assert not any(token in repr(world.requests) for token in (ana.token, bo.token, bot.token, "made up"))
    world.forget_requests()
    assert world.requests == []
