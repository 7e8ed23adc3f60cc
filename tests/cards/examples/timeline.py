"""Faces of the list of meetings and calls, and of the recycle bin that holds both."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from cards import timeline as cards
from core.calls import Item, ItemPage
from core.errors import Forbidden, NeedsConsent
from core.periods import Period
from core.replies import Face
from core.timeline import Kind, Timeline, Unseen
from tests.cards.examples.values import BERLIN, EXTREME_ROWS, HUNDRED_CALLS, MONTH, NOW, USUAL_ROWS, Example, call

ROWS: tuple[Item, ...] = tuple(each for pair in zip(USUAL_ROWS[:5], HUNDRED_CALLS[:5], strict=True) for each in pair)
HEAVY: tuple[Item, ...] = (*EXTREME_ROWS, *(call(number, topic="🎉" * 500) for number in range(10)))
NO_CALLS = Unseen(Kind.CALLS, Forbidden(403, "secret words of Webex"))


def drawn(
    rows: tuple[Item, ...],
    unseen: Unseen | None = None,
    searched: str | None = None,
    binned: Mapping[str, datetime] | None = None,
) -> Face:
    page = ItemPage(rows, MONTH, total=23, has_more=True, is_complete=searched is None)
    return cards.timeline(
        Timeline(page, unseen),
        more=f"all {MONTH} after:{call().id}",
        zone=BERLIN,
        now=NOW,
        searched=searched,
        again=again,
        binned=binned,
    )


def again(period: Period) -> str:
    return f"all {period}"


def examples() -> list[Example]:
    of = cards.timeline
    not_allowed = Unseen(Kind.MEETINGS, NeedsConsent(frozenset({"meeting:recordings_read"})))
    at = NOW - timedelta(days=1)
    binned = {each.id: at for each in ROWS[:4]}
    return [
        Example("all", of, drawn(ROWS), ("Weekly sync", "+34911223344", "meeting", "call")),
        Example("all-without-calls", of, drawn(USUAL_ROWS, NO_CALLS), ("Webex does not let me see them",)),
        Example("all-without-meetings", of, drawn(HUNDRED_CALLS[:10], not_allowed), ("Say list",)),
        Example("all-empty", of, drawn((), NO_CALLS, "🎉" * 500), ("neither of meetings nor of calls",)),
        Example("all-extreme", of, drawn(HEAVY, NO_CALLS, "🎉" * 500)),
        Example("trash-of-both", of, drawn(ROWS, NO_CALLS, binned=binned), ("in the bin since",)),
        Example("trash-of-both-empty", of, drawn((), NO_CALLS, binned={}), ("Your calls are not in this list",)),
        Example("trash-extreme", of, drawn(HEAVY, binned={each.id: at for each in HEAVY})),
    ]
