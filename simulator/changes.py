"""What the playground page waits for: a number that rises whenever something visible changed."""

from __future__ import annotations

import threading


class Changes:
    """A counter one can wait on."""

    def __init__(self) -> None:
        self._version = 0
        self._risen = threading.Condition()

    def bump(self) -> None:
        """Something visible changed."""
        with self._risen:
            self._version += 1
            self._risen.notify_all()

    def after(self, since: int, wait: float) -> int:
        """The version as soon as it is not `since` any more, or after `wait` real seconds."""
        with self._risen:
            # "Not equal" rather than "greater": a page that outlived a restarted simulator must not wait for ever.
            self._risen.wait_for(lambda: self._version != since, timeout=wait)
            return self._version
