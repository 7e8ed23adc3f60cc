"""Faces with a word about what I may not have heard."""

from datetime import timedelta

from cards import errors
from cards.hearing import with_unheard
from core.replies import Face
from tests.cards.examples.values import BERLIN, NOW, Example


def examples() -> list[Example]:
    face, ago = errors.given_up(), timedelta(hours=2)
    return [
        Example("unheard", with_unheard, with_unheard(face, NOW - ago, NOW, BERLIN, NOW), ("between ",)),
        Example("unheard-moment", with_unheard, with_unheard(face, NOW, NOW, BERLIN, NOW), ("at ",)),
        Example("unheard-days", with_unheard, with_unheard(face, NOW - 40 * ago, NOW - ago, BERLIN, NOW), (" and ",)),
        Example(
            "unheard-no-card",
            with_unheard,
            with_unheard(Face("There is nothing to press here."), NOW, NOW, BERLIN, NOW),
            (),
        ),
    ]
