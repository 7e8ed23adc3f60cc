"""Whole lists of what was recorded in a period, meetings and calls alike, and the pages that they are shown in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from core.clock import Clock
from core.periods import Period
from services.fanout import FanOut, given
from store.people import People

PAGE = 10
"""Rows of one card."""
WINDOW = timedelta(days=30)
"""The longest stretch asked for at once (reference 9.2, 10.2: no cap is documented for everybody, so the safe one)."""
LATE = timedelta(hours=48)
"""How much later than it was recorded a file may be made and still be found by when it was recorded."""


class Dated(Protocol):
    """What lists are of."""

    @property
    def id(self) -> str: ...

    @property
    def when(self) -> datetime: ...


_Item = TypeVar("_Item", bound=Dated)


@dataclass(frozen=True, slots=True)
class Cut(Generic[_Item]):
    """The piece of a list that goes on one card; its numbers as in `RecordingPage`."""

    shown: tuple[_Item, ...]
    first: int
    offset: int
    total: int
    has_more: bool


def recorded_in(
    period: Period, now: datetime, clock: Clock, fetch: Callable[[Period], Iterable[_Item]]
) -> tuple[list[_Item], bool]:
    """What was recorded in that period, newest first, each once, and whether all of it could be read."""
    # `fetch` gives what Webex has of a window of at most `WINDOW`; windows are asked for side by side.
    answers = FanOut(clock).each(to_ask(period, now).windows(WINDOW), fetch)
    read = given(answers)
    found = newest_first(item for some in read for item in some if item.when in period)
    return found, len(read) == len(answers)


def to_ask(period: Period, now: datetime) -> Period:
    """What Webex has to be asked for, to find all that was recorded in that period."""
    # Webex filters by when the file was made, people mean when it was recorded (reference 17, trap 4).
    return Period(period.start, max(period.start, min(period.end + LATE, now)))


def newest_first(items: Iterable[_Item]) -> list[_Item]:
    """The items in the order of lists, each once."""
    unique = {item.id: item for item in items}
    return sorted(unique.values(), key=lambda item: (item.when, item.id), reverse=True)


def cut(items: Sequence[_Item], after: str | None, shown_before: Sequence[str]) -> Cut[_Item]:
    """The page that begins after the item `after`; `shown_before` is what the numbers mean at the moment."""
    start = _position_after(items, after, shown_before)
    shown = tuple(items[start : start + PAGE])
    return Cut(
        shown=shown,
        first=shown_before.index(after) + 2 if after in shown_before else 1,
        offset=start,
        total=len(items),
        has_more=start + len(shown) < len(items),
    )


def numbers_of(people: People, person_id: str) -> tuple[str, ...]:
    """The IDs that the numbers 1, 2, … mean to that person."""
    shown = people.shown(person_id)
    return () if shown is None else shown.ids


def _position_after(items: Sequence[_Item], after: str | None, shown: Sequence[str]) -> int:
    """Where the page after that item begins; where it has gone meanwhile, after the nearest one shown before."""
    positions = {item.id: position for position, item in enumerate(items)}
    before = shown[: shown.index(after)] if after in shown else ()
    return next((positions[each] + 1 for each in (after, *reversed(before)) if each in positions), 0)
