"""Logs are events with facts, one JSON object a line. The step that takes secrets out is the last one before it."""

import io
import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from typing import Any, TextIO

import structlog

_SECRET_NAMES = re.compile(
    r"token|secret|password|authorization|cookie|code|state|body|text|link|url|card", re.IGNORECASE
)
_SECRET_VALUES = re.compile(
    r"Bearer\s+\S+"
    r"|https?://\S+"
    r"|[^\s@]+@[^\s@]+\.[^\s@]+"  # addresses of people
    r"|\+\d[\d ()-]{6,}\d"  # their telephones
    r"|(?<![\w-])(?!Y2lzY29zcGFyazov)[\w-]{50,}",  # tokens; IDs of Webex begin so, and give nothing away
    re.IGNORECASE,
)
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
        logger_factory=structlog.PrintLoggerFactory(_Unfailing(sys.stderr)),
        cache_logger_on_first_use=False,
    )
    # Libraries log addresses and headers on DEBUG; that they warn is worth knowing.
    logging.basicConfig(handlers=[_Libraries()], level=logging.WARNING, force=True)


class _Unfailing(io.StringIO):
    """A stream that takes what the other can't: a log on a full disk must not stop what it tells of."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream

    def write(self, text: str) -> int:
        with suppress(OSError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()


class _Libraries(logging.Handler):
    """Says which library warns, of what kind of error and where: its words and tracebacks may quote anything."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        facts = {"error": type(error).__name__, "where": whereabouts(error)} if error else {}
        level = logging.ERROR if record.levelno >= logging.ERROR else logging.WARNING
        structlog.get_logger().log(level, "library.warned", library=record.name, **facts)


def redacted(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The event without what may be secret: by the name of the fact, and by what values look like."""
    for name, value in event.items():
        event[name] = _shown("" if name == "event" else name, value)
    return event


def _shown(name: str, value: Any) -> Any:
    """What may be seen of a fact, however deep it is."""
    if isinstance(value, int | float | None):
        return value
    if _SECRET_NAMES.search(name):
        return _HIDDEN
    if isinstance(value, Mapping):
        return {str(key): _shown(str(key), item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_shown(name, item) for item in value]
    return _SECRET_VALUES.sub(_HIDDEN, str(value))


def whereabouts(error: BaseException) -> str:
    """The innermost line of the traceback, with its room, without messages: those may quote what people wrote."""
    trace = error.__traceback__
    place = "?"
    while trace is not None:
        code = trace.tb_frame.f_code
        place = f"{'/'.join(code.co_filename.split('/')[-2:])}:{code.co_name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
