"""SIGKILL while an administrator changes what is others': the next process goes on, and does nothing twice."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from core.settings import ADMIN_READ_SCOPES, ADMIN_WRITE_SCOPES, READ_SCOPES, WRITE_SCOPES
from simulator.conversations import Message
from simulator.directory import Person
from tests.kills.standing import Standing, standing_bot
from tests.stage import CLIENT_ID, CLIENT_SECRET

REASSIGN, BIN = "/convergedRecordings/reassign", "/recordings/softDelete"


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    with standing_bot(tmp_path_factory.mktemp("admin")) as standing:
        world, scopes = standing.webex.world, READ_SCOPES + WRITE_SCOPES + ADMIN_READ_SCOPES + ADMIN_WRITE_SCOPES
        world.integration(CLIENT_ID, CLIENT_SECRET, [f"{standing.url}/oauth/callback"], scopes)
        world.site("acme.webex.com")
        yield standing


@pytest.fixture(scope="module")
def boss(standing: Standing) -> Person:
    """An administrator who has allowed everything that the tests here ask for."""
    world = standing.webex.world
    boss = world.person("Carla Boss", email="carla@example.com")
    for name in ("Ana", "Bo"):
        world.person(name, email=f"{name.lower()}@example.com")
    world.make_admin(boss)
    room = world.direct(boss, standing.recbot)
    count = len(standing.sees(room, 1))
    for words in (f"admin restore {'0' * 32} of ana@example.com", "admin restore all calls of ana@example.com"):
        world.post(boss, room, words)
        standing.consents(_actions(standing.sees(room, count + 1)[-1])[0]["url"], boss)
        count = len(standing.sees(room, count + 3))
    return boss


def _actions(message: Message) -> list[dict[str, Any]]:
    actions: list[dict[str, Any]] = message.attachments[0]["content"]["actions"]
    return actions


def _said(standing: Standing, boss: Person, words: str) -> Message:
    room = standing.webex.world.direct(boss, standing.recbot)
    before = len(standing.posts(room))
    standing.webex.world.post(boss, room, words)
    return standing.sees(room, before + 1)[-1]


def _pressed_and_killed(standing: Standing, boss: Person, card: Message, path: str) -> str:
    """What is answered by the process that was started after the first one died before it heard what Webex had done."""
    world, dead = standing.webex.world, threading.Event()
    room = world.direct(boss, standing.recbot)
    before = len(standing.posts(room))

    def kill(_request: object) -> None:
        standing.kill()
        dead.set()

    world.fault("POST", path, after=kill)
    world.press(boss, card, _actions(card)[0]["data"])
    assert dead.wait(30), "the bot never came to that call"
    world.clear_faults()
    standing.start()
    return standing.sees(room, before + 1)[-1].text or ""


def test_killed_while_all_calls_go_to_somebody_else_they_go_once(standing: Standing, boss: Person) -> None:
    world, ago = standing.webex.world, standing.webex.clock.now() - timedelta(days=2)
    old, new = world.directory.by_email("ana@example.com"), world.directory.by_email("bo@example.com")
    assert old
    assert new
    calls = [world.call(old, ago), world.call(old, ago)]
    card = _said(standing, boss, "admin reassign all calls of ana@example.com to bo@example.com")
    assert "Reassigned: 2 calls" in _pressed_and_killed(standing, boss, card, REASSIGN)
    assert [each.owner for each in calls] == [new, new]


def test_killed_between_two_hosts_both_are_done(standing: Standing, boss: Person) -> None:
    world, ago = standing.webex.world, standing.webex.clock.now() - timedelta(days=2)
    hosts = [world.directory.by_email(f"{name}@example.com") for name in ("ana", "bo")]
    both = [world.record(host, "Weekly sync", ago) for host in hosts if host]
    refs = " ".join(f"{each.id} of {each.host.email}" for each in both)
    card = _said(standing, boss, f"admin delete {refs}")
    assert "In the recycle bin: 2 recordings" in _pressed_and_killed(standing, boss, card, BIN)
    assert [each.status for each in both] == ["deleted", "deleted"]
