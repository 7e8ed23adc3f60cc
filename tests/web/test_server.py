"""The port: how it closes."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from socket import AF_INET, SOCK_STREAM, create_connection, socket

import pytest
from flask import Flask

from web.server import THREADS, Port

SOON = 30.0
"""Real seconds after which something that should have happened has not."""


class Served:
    """A port whose answers wait until they are let go."""

    def __init__(self) -> None:
        self.asked = threading.Semaphore(0)
        self.go_on = threading.Event()
        self.number = _free_port()
        web = Flask("slow")
        web.add_url_rule("/", view_func=self._answer)
        self.port = Port(web, "127.0.0.1", self.number)
        self.run = threading.Thread(target=self.port.run, daemon=True)
        self.run.start()

    def _answer(self) -> str:
        self.asked.release()
        assert self.go_on.wait(SOON)
        return "answered"

    def asking(self) -> socket:
        """A connection on which a request was made."""
        caller = create_connection(("127.0.0.1", self.number), timeout=SOON)
        caller.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        return caller

    @contextmanager
    def closing(self, within: float) -> Iterator[Future[None]]:
        """While the port closes; begun when it takes nothing new any more."""
        with ThreadPoolExecutor(1) as thread:
            closed = thread.submit(self.port.close, within)
            self.refuses()
            yield closed

    def refuses(self) -> None:
        """Returns once new connections are refused."""
        while True:
            with socket(AF_INET, SOCK_STREAM) as caller:
                if caller.connect_ex(("127.0.0.1", self.number)) != 0:
                    return
                caller.settimeout(0.05)
                with suppress(TimeoutError):
                    caller.recv(1)  # let in before it closed; nothing comes of that


@pytest.fixture
def served() -> Iterator[Served]:
    served = Served()
    yield served
    served.go_on.set()
    served.port.close(within=SOON)
    served.run.join(SOON)
    assert not served.run.is_alive()


def _free_port() -> int:
    with socket(AF_INET, SOCK_STREAM) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_what_was_asked_before_it_closes_is_answered_also_where_it_waits_for_its_turn(served: Served) -> None:
    with ExitStack() as opened:
        asking = [opened.enter_context(served.asking()) for _ in range(THREADS)]
        for _ in range(THREADS):
            assert served.asked.acquire(timeout=SOON)
        asking += [opened.enter_context(served.asking()) for _ in range(3)]
        with served.closing(within=SOON) as closed:
            assert not closed.done()
            served.go_on.set()
            closed.result(SOON)
        assert [asked.recv(12) for asked in asking] == [b"HTTP/1.1 200"] * (THREADS + 3)


def test_it_closes_in_time_whatever_hangs(served: Served) -> None:
    with served.asking() as asked:
        assert served.asked.acquire(timeout=SOON)
        served.port.close(within=0.0)
        served.run.join(SOON)
        assert not served.run.is_alive()
        assert asked.recv(1) == b""


def test_it_does_not_wait_for_those_who_say_nothing(served: Served) -> None:
    with create_connection(("127.0.0.1", served.number), timeout=SOON) as silent:
        served.port.close(within=SOON)
        assert silent.recv(1) == b""
    served.refuses()
