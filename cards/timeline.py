"""Meetings and calls in one list, for `all` and for the recycle bin."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from cards.lists import Again, recording_list
from core.errors import NeedsConsent
from core.replies import Face
from core.timeline import Kind, Timeline, Unseen

_NOTHING = "I found no recordings, neither of meetings nor of calls. One can take some hours to appear."


def timeline(
    found: Timeline,
    *,
    more: str | None,
    zone: ZoneInfo,
    now: datetime,
    searched: str | None,
    again: Again,
    binned: Mapping[str, datetime] | None = None,
    site: str | None = None,
) -> Face:
    """A page of both kinds, the meetings of one `site` where that is given.

    `binned` is given for the recycle bin, and says when I myself put there what, by its ID.
    """
    # Most people have no calling licence: that their bin has no calls is worth a line only where nothing else is in it.
    is_told = found.unseen is not None and (binned is None or not found.page.items)
    return recording_list(
        found.page,
        title="Meetings and calls" if binned is None else "Recycle bin",
        more=more,
        zone=zone,
        now=now,
        searched=searched,
        again=again,
        binned=binned,
        why_empty=_NOTHING,
        says_kind=True,
        site=site,
        note=_missing(found.unseen) if found.unseen and is_told else "",
    )


def _missing(unseen: Unseen) -> str:
    what, word = ("calls", "calls") if unseen.kind is Kind.CALLS else ("meetings", "list")
    if isinstance(unseen.why, NeedsConsent):
        return f"Your {what} are not in this list: you have not allowed me to see them. Say {word}, and I ask for it."
    return f"Your {what} are not in this list: Webex does not let me see them. Say {word} to hear more."
