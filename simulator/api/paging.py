"""Lists in pages, joined by an opaque cursor in a Link header (reference 1.4)."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from simulator.api.calls import Call, Reply
from simulator.refusals import Refused

_T = TypeVar("_T")


def page(
    call: Call,
    items: Sequence[_T],
    show: Callable[[_T], dict[str, Any]],
    key: Callable[[_T], str],
    default: int,
    most: int,
    refuses_more: bool = False,
) -> Reply:
    """One page of `items`. The cursor names the last item shown, so what comes in between pages doubles nothing."""
    size = _page_size(call, default, most, refuses_more)
    start = _start(call, [key(item) for item in items])
    if start is None:
        # Not even the cursor's place is known on the first page; with the knob on, that page stays empty.
        start, size = (0, 0) if call.world.knobs.empty_first_page else (0, size)
    shown = items[start : start + size]
    end = start + len(shown)
    more = end < len(items) or size == 0
    last = key(items[end - 1]) if end and more else ""
    headers = {"Link": _next_link(call, end, last)} if more else {}
    return Reply({"items": [show(item) for item in shown]}, headers=headers)


def meetings_page(
    call: Call, items: Sequence[_T], show: Callable[[_T], dict[str, Any]], key: Callable[[_T], str]
) -> Reply:
    """One page as the meetings family has them: ten items unless told otherwise, and never more than a hundred."""
    return page(call, items, show, key, 10, 100, call.world.knobs.max_over_100 == "reject")


def _page_size(call: Call, default: int, most: int, refuses_more: bool) -> int:
    given = call.query("max")
    if given is None:
        return default
    if not given.isascii() or not given.isdigit() or int(given) < 1 or (int(given) > most and refuses_more):
        raise Refused(400, "Invalid value for parameter 'max'.")
    return min(int(given), most)


def _start(call: Call, keys: list[str]) -> int | None:
    """Where the page begins; None without a cursor."""
    cursor = call.query("cursor")
    if cursor is None:
        return None
    try:
        position, last = json.loads(base64.urlsafe_b64decode(cursor))
        place = int(position)
    except (binascii.Error, ValueError, TypeError):
        raise Refused(400, "Invalid value for parameter 'cursor'.") from None
    # Should the item have gone meanwhile, its old place has to do.
    return keys.index(last) + 1 if last in keys else place


def _next_link(call: Call, position: int, last: str) -> str:
    cursor = base64.urlsafe_b64encode(json.dumps([position, last]).encode()).decode()
    query = [(name, value) for name, value in call.request.args.items(multi=True) if name != "cursor"]
    return f'<{call.request.base_url}?{urlencode([*query, ("cursor", cursor)])}>; rel="next"'
