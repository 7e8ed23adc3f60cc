"""The simulator as a whole: a world, and the server that speaks for it."""

from __future__ import annotations

import threading
from types import TracebackType

from simulator.api.gateway import create_app
from simulator.clock import SimClock
from simulator.connections import Server
from simulator.world import World

_POLL = 0.02  # real seconds until a stopping server notices


class Simulator:
    """A local Webex on `host` and `port` (0: any free one, kept over a restart)."""

    def __init__(self, clock: SimClock | None = None, host: str = "127.0.0.1", port: int = 0) -> None:
        self.clock = clock or SimClock()
        self.world = World(self.clock)
        self._host = host
        self._port = port
        self._app = create_app(self.world)
        self._server: Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def origin(self) -> str:
        """Where the playground page, the file host and the playback pages are."""
        return f"http://{self._host}:{self._port}"

    @property
    def url(self) -> str:
        """Where the API is: what the bot takes for https://webexapis.com/v1."""
        return f"{self.origin}/v1"

    def start(self) -> Simulator:
        """Open the port; requests are served from here on."""
        self._server = Server(self._host, self._port, self._app)
        self._port = self._server.port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(_POLL,), name="simulator", daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        """Close the port and all connections. The world stays, and so does the port for another start."""
        if self._server is None or self._thread is None:
            return
        self._server.shutdown()
        self._thread.join()
        self._server.hang_up()
        self._server = self._thread = None

    def settle(self, timeout: float = 10) -> None:
        """Return once all webhook deliveries so far were attempted; TimeoutError after that many real seconds."""
        self.world.announce_due()
        self.world.postman.settle(timeout)

    def __enter__(self) -> Simulator:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
