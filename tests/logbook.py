"""What the bot writes into its logs, as an operator would find it on standard error."""

import logging
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager, redirect_stderr
from io import StringIO
from threading import Event
from typing import Any

import structlog

from core import logs

Logbook = Callable[[], str]


@contextmanager
def logbook(level: str = "DEBUG") -> Iterator[Logbook]:
    """Logs as in a running bot; the value gives all that was written to standard error so far."""
    written = StringIO()
    with redirect_stderr(written):
        logs.configure(level)
        try:
            yield written.getvalue
        finally:
            structlog.reset_defaults()
            root = logging.getLogger()
            for handler in list(root.handlers):
                root.removeHandler(handler)


@contextmanager
def noticed(name: str) -> Iterator[Event]:
    """Set once something of that name was logged, by whatever thread."""
    seen = Event()

    def notice(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        if event["event"] == name:
            seen.set()
        raise structlog.DropEvent

    structlog.configure(processors=[notice])
    try:
        yield seen
    finally:
        structlog.reset_defaults()
