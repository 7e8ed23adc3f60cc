"""The open port, with limits that hold before a request has reached the bot, and an end that loses no request."""

import time
from threading import Event, Lock
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server

from web.webhooks import LARGEST

THREADS = 8
"""Requests that are answered at once."""
_GLANCE = 0.5
"""Seconds between looks at whether it is time to close, where nothing wakes it; and so long a connection that has just
been made may take to say what it wants."""


class Port:
    """Open from when it is made, if it can be (OSError); `run` answers until `close` is called from another thread.

    What is much larger than any delivery is refused while it arrives: a server keeps a body whole, on the disk,
    before anybody can look at its signature.
    """

    def __init__(self, web: Flask, host: str, port: int) -> None:
        self._map: dict[int, Any] = {}
        server = create_server(
            web, map=self._map, host=host, port=port, threads=THREADS, ident=None, max_request_body_size=16 * LARGEST
        )
        self._workers = server.task_dispatcher
        # One for each address of the host.
        self._listening = [each for each in self._map.values() if isinstance(each, BaseWSGIServer)]
        self._until: float | None = None
        self._is_closed = Event()
        self._waking = Lock()

    def run(self) -> None:
        """Answer; once told to close, nothing new, but all that has arrived, as far as there is time."""
        while self._until is None:
            self._look(_GLANCE)
        for server in self._listening:
            self._accept_the_last(server)
            wasyncore.dispatcher.close(server)  # its own close would close what wakes this loop, too
        self._look(0.0)
        while self._is_busy() and time.monotonic() < self._until:
            self._look(_GLANCE / 10)
        self._workers.shutdown(timeout=max(0.0, self._until - time.monotonic()))
        with self._waking:  # awake already, this must not close what it is just being woken by
            for server in self._listening:
                server.trigger.close()
            wasyncore.close_all(self._map)
            self._is_closed.set()

    def close(self, within: float) -> None:
        """Refuse new connections, and return once what has arrived is answered, or so many seconds have passed."""
        with self._waking:
            self._until = time.monotonic() + within
            if not self._is_closed.is_set():
                for server in self._listening:
                    server.pull_trigger()
        self._is_closed.wait(within + _GLANCE)

    def _accept_the_last(self, server: BaseWSGIServer) -> None:
        """Those that wait to be let in believe that they are: closed now, they would get no answer."""
        before = -1
        while before < len(self._map) < server.adj.connection_limit:
            before = len(self._map)
            server.handle_accept()

    def _look(self, seconds: float) -> None:
        # By poll: select can't be asked about the files beyond the 1024th, of which many workers open some.
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._map, count=1)

    def _is_busy(self) -> bool:
        return any(_is_asking(each) for each in list(self._map.values()) if isinstance(each, HTTPChannel))


def _is_asking(channel: HTTPChannel) -> bool:
    """Whether there is a request that has not been answered to its end, or that may still come."""
    is_new = channel.last_activity == channel.creation_time and time.time() - channel.creation_time < _GLANCE
    return bool(is_new or channel.request or channel.requests or channel.total_outbufs_len)
