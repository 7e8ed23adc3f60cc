"""What the bot writes into its logs, as an operator would find it on standard error."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr
from io import StringIO

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
