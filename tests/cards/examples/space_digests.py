"""Faces that a space sees of digests."""

from dataclasses import replace
from typing import Any

from cards import space_digests
from core.digests import InSpace
from tests.cards.examples.digests import WEEK, WEEKLY, grown, news, subscribed
from tests.cards.examples.values import BERLIN, NASTY, NOW, Example


def examples() -> list[Example]:
    digest, told = space_digests.space_digest, space_digests.space_digests
    at: Any = {"zone": BERLIN, "now": NOW}
    extreme = news(*(f"{topic} " * 9 for topic in NASTY), *["🎉" * 500] * 90)
    own = [each for each in WEEK if not each.is_shared_with_me]
    week, later = replace(news(), items=tuple(own * 4)), replace(news(), items=tuple(own), offset=12)
    plain = replace(subscribed(WEEKLY), space=InSpace("R1"))
    narrow = replace(subscribed(WEEKLY, 2), space=InSpace("R1", "🎉" * 500, "0" * 32))
    names = [(plain, "Ana Example"), *[(narrow, "🎉" * 500)] * 9]
    return [
        Example("space-digest", digest, digest(news("Weekly sync"), of="Ana", **at), ("Weekly sync", "Ana")),
        Example("space-digest-empty", digest, digest(news(), of="", **at), ("No new recordings",)),
        Example("space-digest-extreme", digest, digest(extreme, of=NASTY[0] * 9, **at)),
        Example("space-digest-week", digest, digest(week, of="Ana", **at, subscription_id=7), ("Tuesday 24 February",)),
        Example("space-digest-more", digest, digest(later, of="Ana", **at, subscription_id=7), ("Weekly sync",)),
        Example("space-digest-extreme-week", digest, digest(grown(WEEK), of="Ana", **at, subscription_id=2**53)),
        Example("space-digest-no-more", space_digests.can_not_go_on, space_digests.can_not_go_on()),
        Example("space-digests-none", told, told([], **at), ("This space gets no digests",)),
        Example("space-digests", told, told(names, **at), ("Ana Example", "Every Monday at 09:00")),
        Example("space-digests-stopped", space_digests.stopped_here, space_digests.stopped_here(NASTY[3])),
        Example("space-digests-many", space_digests.too_many_here, space_digests.too_many_here()),
        Example("space-digests-direct", space_digests.only_in_spaces, space_digests.only_in_spaces()),
        Example("space-digests-not-there", space_digests.not_there, space_digests.not_there()),
        Example("space-digests-zone", space_digests.needs_zone, space_digests.needs_zone()),
        Example("space-digests-ended", space_digests.ended, space_digests.ended()),
    ]
