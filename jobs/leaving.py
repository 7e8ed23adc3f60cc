"""How the process ends when a signal tells it to: in order, and in a bounded time."""

import faulthandler
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from types import FrameType

FINISH_WITHIN = 8.0
"""Seconds for what is under way to end, once the signal has come."""
LEAVE_WITHIN = 9.5
"""Seconds until the process is gone, whatever hangs: who sends the signal often waits for ten."""
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Leaving:
    """Waits for a signal from when it is made, in the main thread. A second signal kills the process at once."""

    def __init__(self, stops: Sequence[Callable[[float], object]], close: Callable[[], object]) -> None:
        """`stops` are called side by side with the seconds that each has; `close` follows when all have returned."""
        self._stops = stops
        self._close = close
        # Putting something in it is safe in the middle of anything, as nothing else is in a handler of signals.
        self._told: SimpleQueue[None] = SimpleQueue()
        self._thread = Thread(target=self._leave, name="leaving", daemon=True)
        self._thread.start()
        for number in _SIGNALS:
            signal.signal(number, self._begin)

    def wait(self) -> None:
        """Never return: the process ends meanwhile, with 0, or with 1 where it could not be left in order."""
        self._thread.join()

    def _begin(self, _signal: int, _frame: FrameType | None) -> None:
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        self._told.put(None)

    def _leave(self) -> None:
        self._told.get()
        with suppress(OSError, ValueError):
            sys.stderr.write("The bot leaves; what is under way has a few seconds to end.\n")
            sys.stderr.flush()
        Thread(target=_end_late, name="the last", daemon=True).start()
        # Side by side: workers stop to claim while a tick or a request under way still waits for Webex.
        stopping = [Thread(target=stop, args=(FINISH_WITHIN,), name="stopping", daemon=True) for stop in self._stops]
        for thread in stopping:
            thread.start()
        for thread in stopping:
            thread.join()
        self._close()
        _end(0)


def _end_late() -> None:
    time.sleep(LEAVE_WITHIN)
    with suppress(OSError, ValueError):
        faulthandler.dump_traceback()  # where each thread hangs: names of files and functions, and nothing else
    _end(1)


def _end(code: int) -> None:
    with suppress(OSError, ValueError):  # whoever read this may have left first
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)  # an ordinary end would wait for every pool of threads, and those wait for Webex
