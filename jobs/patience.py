"""Says that it takes a while, when it takes a while, and how far it is."""

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

import structlog

log = structlog.get_logger()

_EDITS = 9
"""Webex lets a message be changed ten times (reference 3.6)."""


class Patience:
    """Around something that may take long: calls `post` once, from another thread, when it took `seconds`.

    From then on `edit` is called with what `tell` is told.
    """

    def __init__(self, seconds: float, text: str, post: Callable[[str], None], edit: Callable[[str], None]) -> None:
        self._text = text
        self._post = post
        self._edit = edit
        self._lock = threading.Lock()
        self._has_spoken = False
        self._is_over = False
        self._edits = 0
        self._timer = threading.Timer(seconds, self.speak)
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

    def tell(self, text: str) -> None:
        """How far it is. Heard at once when the note stands, otherwise as its first words."""
        with self._lock:
            self._text = text
            if self._has_spoken and not self._is_over and self._edits < _EDITS:
                self._edits += 1
                self._say(self._edit)

    def speak(self) -> None:
        """Say that it takes a while now, unless that was said."""
        with self._lock:
            if not self._is_over and not self._has_spoken:
                self._has_spoken = True
                self._say(self._post)

    def _say(self, how: Callable[[str], None]) -> None:
        try:
            how(self._text)
        except Exception as error:  # the answer matters, not the note
            log.info("note.failed", error=type(error).__name__)
