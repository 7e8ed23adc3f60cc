"""What stands before several `web` processes: hands each connection to one that is there."""

import random
import socket
import threading
import time
from collections.abc import Sequence
from contextlib import suppress

_PATIENCE = 0.5
"""Real seconds."""


class Front:
    """Listens on a port of its own, and passes bytes on. A connection whose process dies is cut, as anywhere.

    Where none is there it looks again for a moment, as a proxy would while a process is started anew.
    """

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = list(ports)
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, name="front", daemon=True).start()

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                visitor, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(visitor,), name="front", daemon=True).start()

    def _serve(self, visitor: socket.socket) -> None:
        with visitor:
            process = self._connect()
            if process is None:
                return
            with process:
                back = threading.Thread(target=_pass, args=(process, visitor), daemon=True)
                back.start()
                _pass(visitor, process)
                back.join()

    def _connect(self) -> socket.socket | None:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            for port in random.sample(self._ports, len(self._ports)):
                with suppress(OSError):
                    return socket.create_connection(("127.0.0.1", port), timeout=10)
            time.sleep(0.02)
        return None


def _pass(one: socket.socket, other: socket.socket) -> None:
    """Until one end is closed; then the other is, too."""
    with suppress(OSError):
        while data := one.recv(65536):
            other.sendall(data)
    for end in (one, other):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
