"""SIGTERM in the middle of things: what is under way ends, what doesn't is put back, and nothing is lost or doubled."""

import json
import signal
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from socket import create_connection

import pytest

from simulator.directory import Person
from simulator.identifiers import new
from simulator.spaces import Space
from store.vault import Vault
from tests.kills.standing import Standing, standing_bot
from tests.web.letters import signed

SOON = 30.0
"""Real seconds after which something that should have happened has not."""
LEAVES_WITHIN = 10.0
"""Seconds from SIGTERM until the process is gone, as the README promises."""


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    with standing_bot(tmp_path_factory.mktemp("leaving")) as standing:
        yield standing


@pytest.fixture(scope="module")
def ana(standing: Standing) -> Person:
    """Connected, and with a recording."""
    world = standing.webex.world
    ana = world.person("Ana Ruiz", email="ana@example.com", timezone="Europe/Madrid")
    world.record(ana, "Weekly sync", standing.webex.clock.now() - timedelta(days=2))
    standing.connects(ana, "connect", posts=3)
    return ana


@contextmanager
def held(standing: Standing, method: str, path: str) -> Iterator[threading.Event]:
    """Requests like that wait in Webex from now on, until the end; set when the first has come."""
    come, go_on = threading.Event(), threading.Event()

    def hold(_request: object) -> None:
        come.set()
        go_on.wait(SOON)

    fault = standing.webex.world.fault(method, path, times=None, before=hold)
    try:
        yield come
    finally:
        fault.clear()
        go_on.set()


def unfinished(standing: Standing) -> list[tuple[str, str | None, int]]:
    """State, lease and losses of what waits."""
    with sqlite3.connect(standing.environment()["DATABASE_URL"].removeprefix("sqlite:///")) as database:
        waiting = "SELECT state, lease, losses FROM work WHERE state IN ('ready', 'queued') ORDER BY asked_at"
        return database.execute(waiting).fetchall()


def first_words(standing: Standing, room: Space, since: int) -> list[str]:
    return [post.text.split()[0].rstrip(":") for post in standing.posts(room)[since:] if post.text]


def answers(standing: Standing, ana: Person, room: Space, since: int) -> list[str]:
    """How everything begins that stands there when one more question is answered, which is the last to be."""
    changes = standing.webex.world.changes
    version = changes.after(-1, 0)
    standing.webex.world.post(ana, room, "help latest")
    while "latest" not in (words := first_words(standing, room, since)):
        newer = changes.after(version, SOON)
        assert newer != version, f"no answer, only {words}"
        version = newer
    return words


def test_an_answer_under_way_is_given_once_and_what_waits_behind_it_after_the_next_start(
    standing: Standing, ana: Person
) -> None:
    room = standing.webex.world.direct(ana, standing.recbot)
    before = len(standing.posts(room))
    with held(standing, "GET", "/recordings") as come:
        standing.webex.world.post(ana, room, "list")
        assert come.wait(SOON)
        standing.webex.world.post(ana, room, "help show")
        standing.webex.settle()
        standing.tell_to_leave()
        assert first_words(standing, room, before) == []
    assert standing.ended(LEAVES_WITHIN) == 0
    assert first_words(standing, room, before) == ["Recordings"]
    assert unfinished(standing) == [("ready", None, 0)]
    standing.start()
    assert answers(standing, ana, room, before) == ["Recordings", "show", "latest"]


def test_a_request_that_has_begun_to_arrive_is_answered_and_kept(standing: Standing, ana: Person) -> None:
    told = {"id": new("MESSAGE"), "personId": ana.id, "personEmail": ana.email}
    event = {"resource": "messages", "event": "created", "createdBy": standing.recbot.id, "data": told}
    body = json.dumps(event).encode()
    secret = Vault([standing.environment()["SECRET_KEY"]]).webhook_secrets()[0]
    head = f"POST /webhooks/webex HTTP/1.1\r\nHost: x\r\nX-Spark-Signature: {signed(body, secret)}\r\n"
    with create_connection(("127.0.0.1", standing.port), timeout=SOON) as caller:
        caller.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body[:10])
        standing.tell_to_leave()
        caller.sendall(body[10:])
        assert caller.recv(100).startswith(b"HTTP/1.1 200 ")
    assert standing.ended(LEAVES_WITHIN) == 0
    assert len(unfinished(standing)) == 1
    standing.start()


def test_what_does_not_end_in_time_is_put_back_and_begun_again_whatever_hangs(standing: Standing, ana: Person) -> None:
    """An answer that Webex keeps waiting, and a tick that does."""
    room = standing.webex.world.direct(ana, standing.recbot)
    before = len(standing.posts(room))
    assert standing.stop() == 0
    with held(standing, "GET", "/webhooks") as ticks, held(standing, "GET", "/recordings") as come:
        standing.start()
        standing.webex.world.post(ana, room, "list")
        assert come.wait(SOON)
        assert ticks.wait(SOON)
        standing.tell_to_leave()
        assert standing.ended(LEAVES_WITHIN) == 0
        assert unfinished(standing) == [("ready", None, 0)]
    standing.start()
    assert answers(standing, ana, room, before) == ["Recordings", "latest"]


def test_a_second_signal_ends_it_at_once_and_nothing_is_lost(standing: Standing, ana: Person) -> None:
    room = standing.webex.world.direct(ana, standing.recbot)
    before = len(standing.posts(room))
    with held(standing, "GET", "/recordings") as come:
        standing.webex.world.post(ana, room, "list")
        assert come.wait(SOON)
        standing.tell_to_leave()
        standing.signal(signal.SIGTERM)
        assert standing.ended(LEAVES_WITHIN) == -signal.SIGTERM
    standing.start()
    assert answers(standing, ana, room, before) == ["Recordings", "latest"]
