"""`all`, and whatever else lists meetings' recordings and calls together."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from cards import timeline as cards
from core.people import Asker
from core.periods import Period
from core.recordings import Filters
from core.replies import Reply, ShownList
from core.timeline import ShowTimeline
from handlers.grammar.timeline import sentence
from handlers.recordings import usual_period
from services.services import Services

Asks = Callable[[Period, str | None], str]
"""Gives the sentence that asks the same of a period, after the item with an ID."""


def show_timeline(command: ShowTimeline, asker: Asker, services: Services) -> Reply:
    """A page of both kinds; `More` asks for the same again, in absolute dates, after the last one shown."""
    period = command.period or usual_period(asker)
    return list_both(
        period,
        command.filters,
        command.after,
        asker,
        services,
        asks=lambda period, after: sentence(replace(command, period=period, after=after)),
    )


def list_both(
    period: Period,
    filters: Filters,
    after: str | None,
    asker: Asker,
    services: Services,
    *,
    asks: Asks,
    binned: Mapping[str, datetime] | None = None,
) -> Reply:
    """A page of meetings and calls, whose numbers count from then on; `binned` is given for the recycle bin."""
    wanted = replace(filters, site=asker.preferences.site)
    found = services.timeline.page(asker.person.id, period, asker.now, filters=wanted, after=after)
    items = found.page.items
    face = cards.timeline(
        found,
        more=asks(period, items[-1].id) if found.page.has_more else None,
        zone=asker.zone,
        now=asker.now,
        searched=filters.topic,
        again=lambda longer: asks(longer, None),
        binned=binned,
        site=asker.preferences.site,
    )
    if not items:
        return Reply(face)
    before = services.recordings.numbers_of(asker.person.id)[: found.page.first - 1]
    return Reply(face, shows=ShownList((*before, *(item.id for item in items))))
