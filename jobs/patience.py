"""Says that it takes a while, when it takes a while."""

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

import structlog

log = structlog.get_logger()


class Patience:
    """Around something that may take long: calls `say_so` once, from another thread, when it took `seconds`."""

    def __init__(self, seconds: float, say_so: Callable[[], None]) -> None:
        self._say_so = say_so
        self._lock = threading.Lock()
        self._is_over = False
        self._timer = threading.Timer(seconds, self._speak)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        # A note under way is waited for: it has to be known before it can be deleted.
        with self._lock:
            self._is_over = True

    def _speak(self) -> None:
        with self._lock:
            if self._is_over:
                return
            try:
                self._say_so()
            except Exception as error:  # the answer matters, not the note
                log.info("note.failed", error=type(error).__name__)
