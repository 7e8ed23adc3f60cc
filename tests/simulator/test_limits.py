from datetime import timedelta

from simulator.clock import SimClock
from simulator.directory import Person
from simulator.spaces import Space
from simulator.world import World
from tests.simulator.speaking import As, error

TOO_MANY = "Too many requests have been sent in a given amount of time and the request has been rate limited."


def test_who_asks_too_often_waits_until_the_first_request_is_a_minute_ago(
    speak: As, world: World, clock: SimClock, ana: Person, bo: Person
) -> None:
    world.rate_limit(3)
    api = speak(ana)
    for _ in range(3):
        assert api.get("/recordings").status_code == 200
        clock.advance(timedelta(seconds=10))
    answer = api.get("/convergedRecordings")
    assert (answer.status_code, answer.headers["Retry-After"], error(answer)) == (429, "30", TOO_MANY)
    assert speak(bo).get("/recordings").status_code == 200
    clock.advance(timedelta(seconds=29, milliseconds=500))
    assert api.get("/recordings").headers["Retry-After"] == "1"
    clock.advance(timedelta(milliseconds=500))
    assert api.get("/recordings").status_code == 200
    assert api.get("/recordings").headers["Retry-After"] == "10"


def test_messages_and_people_have_a_limit_of_their_own(speak: As, world: World, bot: Person, room: Space) -> None:
    world.rate_limit(1)
    api = speak(bot)
    assert [api.get("/rooms").status_code for _ in range(2)] == [200, 429]
    assert [api.get("/people/me").status_code for _ in range(5)] == [200] * 5
    world.rate_limit(None, messaging=2)
    assert [api.get("/people/me").status_code for _ in range(3)] == [200, 200, 429]
    assert [api.get("/rooms").status_code for _ in range(3)] == [200] * 3


def test_there_is_no_limit_unless_one_is_set_and_strangers_have_none(speak: As, world: World, ana: Person) -> None:
    assert {speak(ana).get("/recordings").status_code for _ in range(20)} == {200}
    world.rate_limit(1)
    assert {speak(None).get("/recordings").status_code for _ in range(3)} == {401}
