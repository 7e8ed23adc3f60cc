"""Logs are events with facts, one JSON object a line. The step that takes secrets out is the last one before it."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_SECRET_NAMES = re.compile(
    r"token|secret|password|authorization|cookie|code|state|body|text|link|url|card", re.IGNORECASE
)
_SECRET_VALUES = re.compile(r"Bearer\s+\S+|https?://\S+|\+\d[\d ()-]{6,}\d")
_HIDDEN = "(hidden)"


def configure(level: str = "INFO") -> None:
    """Send structured logs to standard error, and the standard library's warnings with them."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            redacted,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    # Libraries log addresses and headers on DEBUG; what they warn of is worth reading.
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s", force=True)


def redacted(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The event without what may be secret: by the name of the fact, and by what values look like."""
    for name, value in event.items():
        if name != "event" and _SECRET_NAMES.search(name) and not isinstance(value, int | float | None):
            event[name] = _HIDDEN
        elif isinstance(value, str):
            event[name] = _SECRET_VALUES.sub(_HIDDEN, value)
    return event


def whereabouts(error: BaseException) -> str:
    """The innermost line of the traceback, with its room, without messages: those may quote what people wrote."""
    trace = error.__traceback__
    place = "?"
    while trace is not None:
        code = trace.tb_frame.f_code
        place = f"{'/'.join(code.co_filename.split('/')[-2:])}:{code.co_name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
