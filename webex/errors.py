"""Where foreign errors become ours: what Webex answers and what `requests` raises, as the tree of `core/errors.py`.

The foreign texts are dropped on purpose (`from None`): they quote addresses, bodies and, for a bad header, the token.
"""

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import requests

from core.errors import (
    BadRequest,
    BotError,
    Conflict,
    Forbidden,
    Locked,
    NotFound,
    RateLimited,
    Refused,
    Unauthorized,
    Unavailable,
)

_REFUSALS: dict[int, type[Refused]] = {401: Unauthorized, 403: Forbidden, 404: NotFound, 409: Conflict, 410: NotFound}
_PASSING = (408, 425, 499)
"""Of somebody on the way who had to wait too long, or would not wait: nothing that is about the request."""
_ADDRESS = re.compile(r"\w+://\S+")
_LONGEST_MESSAGE = 200
_LONGEST_LIMIT = 24 * 3600.0
"""Seconds; who asks for more can't mean it."""


def error_of(response: requests.Response) -> BotError:
    """The error that an answer stands for, when it is not the success that was hoped for (reference 1.1, 1.2)."""
    said = _said(response)  # Read even where it isn't used: an unread body costs its connection.
    status = response.status_code
    after = retry_after(response)
    if status == 429:
        return RateLimited(after)
    if status == 423:
        return Locked(after)
    if not 400 <= status < 500 or status in _PASSING:
        return Unavailable(status, after)
    if status == 409 and response.request.method == "GET":  # nothing that only reads can conflict with anything
        return Unavailable(status, after)
    tracking = said.get("trackingId") or response.headers.get("trackingid")
    return _REFUSALS.get(status, BadRequest)(status, _message(said), str(tracking) if tracking else None)


def refuse_failures(response: requests.Response, *_args: Any, **_kwargs: Any) -> None:
    """A hook for sessions: raises unless the answer is a success.

    Redirects are no success either. The hook runs before they would be followed, so that neither a token nor a body
    goes to an address that somebody else named.
    """
    if not 200 <= response.status_code < 300:
        raise error_of(response)


def refuse_failures_but_redirects(response: requests.Response, *_args: Any, **_kwargs: Any) -> None:
    """The same hook for one request whose redirects the caller follows itself, by its own rules."""
    if not response.is_redirect:
        refuse_failures(response)


@contextmanager
def foreign_errors() -> Iterator[None]:
    """No connection, no answer in time, half an answer or one that can't be read: `Unavailable`."""
    try:
        yield
    except (requests.RequestException, ValueError, RecursionError) as error:
        raise unavailable(error) from None


def unavailable(error: Exception) -> Unavailable:
    """`Unavailable` with the kind of the foreign error as a note; a kind gives nothing away."""
    ours = Unavailable()
    ours.add_note(f"{type(error).__module__}.{type(error).__qualname__}")
    return ours


def parse_retry_after(value: str | None, now: datetime | None) -> float | None:
    """The seconds that a `Retry-After` asks for: a number or an HTTP date, counted from `now` (reference 1.5, 21).

    Never negative. Kept as it is when it is absurdly large. None when it is absent or nonsense, and for a date when
    `now` isn't known.
    """
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        seconds = _seconds_until(_http_date(value), now)
    return max(0.0, seconds) if math.isfinite(seconds) else None


def _seconds_until(then: datetime | None, now: datetime | None) -> float:
    return (then - now).total_seconds() if then and now else math.nan


def _http_date(value: str | None) -> datetime | None:
    try:
        date = parsedate_to_datetime(value or "")
    except (ValueError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def retry_after(response: requests.Response) -> float | None:
    """The seconds that an answer asks to wait; None where it says nothing of that, or nonsense."""
    # The answer's own Date rather than a clock of ours: no skew, and the same in a demo that has a clock of its own.
    after = parse_retry_after(response.headers.get("Retry-After"), _http_date(response.headers.get("Date")))
    return after if after is not None and after <= _LONGEST_LIMIT else None


def _said(response: requests.Response) -> dict[str, Any]:
    """The body of an error; nothing where it is HTML, broken off or otherwise no JSON object (reference 1.2)."""
    try:
        body = response.json()
    except (requests.RequestException, ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def _message(said: dict[str, Any]) -> str:
    """What Webex wrote (the code alone at the token endpoint), short and without addresses.

    The particulars where there are any: a 400 only points to them (reference 1.2).
    """
    text = _particulars(said.get("errors")) or said.get("message") or said.get("error") or ""
    return _ADDRESS.sub("…", text)[:_LONGEST_MESSAGE] if isinstance(text, str) else ""


def _particulars(errors: Any) -> str:
    """The first description among `errors`, if there is one."""
    if not isinstance(errors, list):
        return ""
    given = (each.get("description") for each in errors if isinstance(each, dict))
    return next((text for text in given if isinstance(text, str) and text), "")
