"""Faces of digests."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from cards import digests
from core.bin import InBin
from core.digests import News, Ready, Subscription
from core.recordings import Recording
from core.schedules import Rhythm, Schedule
from tests.cards.examples.values import BERLIN, NASTY, NOW, Example, call, hexadecimal, recording

WEEKLY = Schedule(Rhythm.WEEKLY, time(9), 0)


def subscribed(schedule: Schedule, number: int = 1, *, shows_empty: bool = False) -> Subscription:
    return Subscription(number, "P1", schedule, NOW + timedelta(days=2), NOW, NOW, shows_empty)


def news(*topics: str, is_complete: bool = True, ready: tuple[Ready, ...] = ()) -> News:
    items = [recording(number, topic=topic) for number, topic in enumerate(topics)]
    return News(tuple(items), NOW - timedelta(days=7), NOW, ready, is_complete=is_complete)


def held(number: int, topic: str, day: int, hour: int, **changes: object) -> Recording:
    """A recording of a meeting in the week before."""
    at = datetime(2026, 2, day, hour, 1, tzinfo=UTC)
    made = at + timedelta(minutes=50)
    return recording(number, topic=topic, recorded_at=at, created_at=made, meeting_id=f"m{number}", **changes)


SYNC: dict[str, Any]
BO: dict[str, Any]
SYNC, BO = {"series_id": hexadecimal(1)}, {"is_shared_with_me": True, "host_name": "Bo Lindqvist"}
WEEK: tuple[Recording, ...] = (
    held(1, "Weekly sync", 27, 9, **SYNC),
    held(2, "Design review: new onboarding", 27, 8, **BO),
    held(3, "Customer call, Acme", 26, 15, length=timedelta(minutes=71)),
    held(4, "1:1 Ana and Bo", 26, 9, is_shared_with_me=True),
    held(5, "Budget 2026", 24, 13),
    held(6, "Weekly sync", 24, 9, **SYNC),
)


def leaving(*topics: str) -> tuple[InBin, ...]:
    """What was binned a month ago."""
    binned = [recording(50 + number, topic=topic, status="deleted") for number, topic in enumerate(topics)]
    return tuple(InBin(each, NOW - timedelta(days=25 + number)) for number, each in enumerate(binned))


def grown(items: Sequence[Recording]) -> News:
    """Far too many of them."""
    emoji: dict[str, Any] = {"topic": "🎉" * 500, "is_shared_with_me": True, "host_name": "🎉" * 500}
    many = [
        replace(each, id=hexadecimal(90 + times * 9 + at), **emoji)
        for times in range(9)
        for at, each in enumerate(items)
    ]
    done = tuple(Ready(each, True, True, ("🎉" * 500,) * 9) for each in many[:20])
    binned = leaving(*["🎉" * 500] * 20)
    return News(tuple(many), NOW - timedelta(days=7), NOW, done, binned, is_complete=False)


def examples() -> list[Example]:
    digest, form = digests.digest, digests.digest_form
    few = news("Weekly sync", "Budget 2026", "Interview")
    done = Ready(recording(7, topic="Interview"), True, True, ("Ana will write to Bo", "Bo answers"))
    extreme_done = tuple(
        Ready(recording(number, topic=topic * 20), True, True, (topic * 99,) * 9) for number, topic in enumerate(NASTY)
    )
    extreme = news(*(f"{topic} " * 9 for topic in NASTY), *["🎉" * 500] * 90, is_complete=False, ready=extreme_done)
    week = News(WEEK, NOW - timedelta(days=7), NOW)
    twice = [replace(each, id=hexadecimal(number)) for number, each in enumerate(WEEK)]
    full = replace(
        week,
        items=tuple(sorted((call(9), *WEEK, *twice), key=lambda each: each.when, reverse=True)),
        ready=(done,),
        leaving=leaving("Old budget", "Older budget"),
    )
    gone = replace(news(), leaving=leaving("Old budget"))
    later = replace(week, offset=12)
    monthly, lone = Schedule(Rhythm.MONTHLY, time(23, 59), 30), Schedule(Rhythm.MONTHLY, time(0), 31)
    many = [subscribed(each, 9, shows_empty=True) for each in (monthly, WEEKLY) * 5]
    odd = Schedule(Rhythm.WEEKDAYS, time(8, 30))
    at: Any = {"zone": BERLIN, "now": NOW}
    never: Any = {"put_off": {}, **at}
    late: Any = {"put_off": {1: NOW + timedelta(days=2, hours=7)}, **at}
    return [
        Example("digest", digest, digest(few, title="Your digest", **at), ("Weekly sync", "Budget 2026")),
        Example(
            "digest-empty", digest, digest(news(), title="Your digest", **at), ("No recordings that are new to you",)
        ),
        Example(
            "digest-ready", digest, digest(news(ready=(done,)), title="Your digest", **at), ("Interview", "Ana will")
        ),
        Example("digest-week", digest, digest(week, title="Your digest", **at), ("Friday 27 February", "Budget 2026")),
        Example("digest-full", digest, digest(full, title="Your digest", **at), ("Soon gone", "usually 4 days left")),
        Example("digest-more", digest, digest(later, title="What appeared", **at), ("13 to 18 of 18",)),
        Example("digest-gone", digest, digest(gone, title="Your digest", **at), ("Old budget", "usually 5 days left")),
        Example("digest-extreme-week", digest, digest(grown(WEEK), title="Your digest", **at)),
        Example("digest-extreme", digest, digest(extreme, title="What is new", **at)),
        Example("digest-form-none", form, form([], **never), ("No digest yet",)),
        Example("digest-form", form, form([subscribed(WEEKLY)], **never, is_changed=True), ("Every Monday at 09:00",)),
        Example("digest-form-quiet", form, form([subscribed(odd)], **late), ("as your quiet hours end",)),
        Example(
            "digest-form-known",
            form,
            form([subscribed(WEEKLY)], **never, is_changed=True, is_known=True),
            ("You have that one already",),
        ),
        Example("digest-form-many", form, form(many, **never, is_changed=True), ("On day 30 of the month at 23:59",)),
        Example("digest-form-last", form, form([subscribed(lone), subscribed(odd, 2)], **never), ("On the last of",)),
        Example("digest-zone", digests.ask_zone, digests.ask_zone(WEEKLY, is_added=True)),
        Example("digest-waits", digests.waits, digests.waits()),
        Example("digest-too-many", digests.too_many, digests.too_many()),
        Example("digest-stopped", digests.stopped, digests.stopped()),
    ]
