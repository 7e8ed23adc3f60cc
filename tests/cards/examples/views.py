"""Faces of who watched."""

from datetime import timedelta

from cards import views
from core.views import Viewer
from tests.cards.examples.values import ALL_EMOJI, BERLIN, NASTY, NOW, Example, recording


def examples() -> list[Example]:
    of, none = views.viewers, views.no_viewers
    some = (
        Viewer("Bo Lindqvist", "bo@example.com", 3, 1, NOW - timedelta(days=1)),
        Viewer("", "eve@example.com", 0, 2, None),
        Viewer(NASTY[2], "", 0, 0, None),
    )
    many = tuple(Viewer("🎉" * 500, "", 99, 99, NOW) for _ in range(500))
    return [
        Example(
            "viewers", of, of(recording(), some, zone=BERLIN, now=NOW), ("Bo Lindqvist", "watched 3 times", NASTY[2])
        ),
        Example("viewers-extreme", of, of(ALL_EMOJI, many, zone=BERLIN, now=NOW), ("more: all of them",)),
        Example("no-viewers", none, none(recording())),
    ]
