"""Faces of digests."""

from datetime import time, timedelta
from typing import Any

from cards import digests
from core.digests import News, Ready, Subscription
from core.schedules import Rhythm, Schedule
from tests.cards.examples.values import BERLIN, NASTY, NOW, Example, recording

WEEKLY = Schedule(Rhythm.WEEKLY, time(9), 0)


def subscribed(schedule: Schedule, number: int = 1, *, shows_empty: bool = False) -> Subscription:
    return Subscription(number, "P1", schedule, NOW + timedelta(days=2), NOW, NOW, shows_empty)


def news(*topics: str, is_complete: bool = True, ready: tuple[Ready, ...] = ()) -> News:
    items = [recording(number, topic=topic) for number, topic in enumerate(topics)]
    return News(tuple(items), NOW - timedelta(days=7), NOW, ready, is_complete)


def examples() -> list[Example]:
    digest, form = digests.digest, digests.digest_form
    few = news("Weekly sync", "Budget 2026", "Interview")
    done = Ready(recording(7, topic="Interview"), True, True, ("Ana will write to Bo", "Bo answers"))
    extreme_done = tuple(
        Ready(recording(number, topic=topic * 20), True, True, (topic * 99,) * 9) for number, topic in enumerate(NASTY)
    )
    extreme = news(*(f"{topic} " * 9 for topic in NASTY), *["🎉" * 500] * 90, is_complete=False, ready=extreme_done)
    monthly, lone = Schedule(Rhythm.MONTHLY, time(23, 59), 30), Schedule(Rhythm.MONTHLY, time(0), 31)
    many = [subscribed(each, 9, shows_empty=True) for each in (monthly, WEEKLY) * 5]
    odd = Schedule(Rhythm.WEEKDAYS, time(8, 30))
    at: Any = {"zone": BERLIN, "now": NOW}
    return [
        Example("digest", digest, digest(few, title="Your digest", **at), ("Weekly sync", "Budget 2026")),
        Example("digest-empty", digest, digest(news(), title="Your digest", **at), ("Nothing newly recorded",)),
        Example(
            "digest-ready", digest, digest(news(ready=(done,)), title="Your digest", **at), ("Interview", "Ana will")
        ),
        Example("digest-extreme", digest, digest(extreme, title="What is new", **at)),
        Example("digest-form-none", form, form([], **at), ("No digest yet",)),
        Example("digest-form", form, form([subscribed(WEEKLY)], **at, is_changed=True), ("Every Monday at 09:00",)),
        Example("digest-form-many", form, form(many, **at, is_changed=True), ("On day 30 of the month at 23:59",)),
        Example("digest-form-last", form, form([subscribed(lone), subscribed(odd, 2)], **at), ("On the last of",)),
        Example("digest-zone", digests.ask_zone, digests.ask_zone(WEEKLY, is_added=True)),
        Example("digest-waits", digests.waits, digests.waits()),
        Example("digest-too-many", digests.too_many, digests.too_many()),
        Example("digest-stopped", digests.stopped, digests.stopped()),
    ]
