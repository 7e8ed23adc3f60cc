"""Faces that a space sees of notices."""

from dataclasses import replace
from typing import Any

from cards import space_notices
from core.digests import InSpace, Ready
from core.notices import Wish
from services.sweeps import MOST_LISTED
from tests.cards.examples.digests import news
from tests.cards.examples.notices import made
from tests.cards.examples.values import BERLIN, NASTY, NOW, Example, recording


def examples() -> list[Example]:
    notice, told, missed = space_notices.notice, space_notices.space_notices, space_notices.missed
    at: Any = {"zone": BERLIN, "now": NOW}
    extreme = news(*(f"{topic} " * 9 for topic in NASTY), *["🎉" * 500] * 90)
    extreme = replace(extreme, items=extreme.items[:MOST_LISTED])
    some = news("Weekly sync", "Budget")
    ready = Ready(recording(meeting_id="m1"), has_transcript=True, has_notes=True)
    some = replace(some, items=(recording(meeting_id="m1"), *some.items), ready=(ready,))
    wish = Wish("P1", NOW, InSpace("R1"))
    narrow = replace(wish, space=InSpace("R1", "🎉" * 500, "0" * 32))
    names = [(wish, "Ana Example"), *[(narrow, "🎉" * 500)] * 9]
    unseen = made(" ".join(NASTY) * 9, notes=False, is_recorded=False)
    return [
        Example("space-notice", notice, notice(recording(), of="Ana", **at), ("Weekly sync", "of Ana")),
        Example("space-notice-made", notice, notice(made("Weekly sync"), of="Ana", **at), ("The transcript and",)),
        Example("space-notice-extreme", notice, notice(unseen, of=NASTY[0] * 9, **at)),
        *(
            Example(f"space-notice-nasty-{at_}", notice, notice(recording(topic=topic), of=topic, **at), (topic,))
            for at_, topic in enumerate(NASTY)
        ),
        Example(
            "space-notices-missed", missed, missed(some, left=0, of="Ana", **at), ("transcript and AI notes ready",)
        ),
        Example("space-notices-missed-extreme", missed, missed(extreme, left=999, of=NASTY[0] * 9, **at)),
        Example("space-notices-none", told, told([]), ("Nobody has asked me",)),
        Example("space-notices", told, told(names), ("Ana Example",)),
        Example("space-notices-elsewhere", told, told(names[:1], is_there=False), ("Ana Example",)),
        Example("space-notices-stopped", space_notices.stopped_here, space_notices.stopped_here(NASTY[3])),
        Example("space-notices-many", space_notices.too_many_here, space_notices.too_many_here()),
        Example("space-notices-direct", space_notices.only_in_spaces, space_notices.only_in_spaces()),
        Example("space-notices-ended", space_notices.ended, space_notices.ended()),
    ]
