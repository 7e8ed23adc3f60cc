"""The time a list is about (trap 1): a week, unless both its ends are given."""

from __future__ import annotations

from datetime import datetime, timedelta

from simulator.api.calls import Call
from simulator.refusals import Refused

_WEEK = timedelta(days=7)
Window = tuple[datetime, datetime]


def window(call: Call, longest: timedelta | None = None) -> Window:
    """From (inclusive) and to (exclusive): the week before `to` or now; after `from`, if that alone is given.

    Refuses with 400 what runs backwards, or longer than `longest` (trap 2).
    """
    after, before = call.instant("from"), call.instant("to")
    if after is None:
        before = before or call.world.clock.now()
        after = before - _WEEK
    before = before or after + _WEEK
    if after > before:
        raise Refused(400, "'from' must not be after 'to'.")
    if longest is not None and before - after > longest:
        raise Refused(400, f"The interval between 'from' and 'to' must be within {longest.days} days.")
    return after, before


def window_ahead(call: Call) -> Window:
    """The same, but the week to come where neither is given: lists of plans look forward (reference 11.2)."""
    now = call.world.clock.now()
    neither = call.query("from") is None and call.query("to") is None
    return (now, now + _WEEK) if neither else window(call)
