"""Buttons that confirm."""

from adaptive_cards.card import ActionT

from cards.elements import button, message, spoken
from core.replies import Face


def confirming(label: str, token: str, way_out: str) -> list[ActionT]:
    """The button that confirms and the one that leads out of it; neither is pressed for its looks."""
    return [button(label, f"confirm {token}"), button(way_out, "confirm nothing")]


def kept() -> Face:
    """The way out was taken, perhaps after what it leads out of was confirmed: cards keep their buttons."""
    return Face(spoken("All right, I leave everything as it is."))


def not_confirmed() -> Face:
    """A confirming button that confirms nothing for whoever pressed it."""
    return message(
        "I did nothing",
        "That button is too old, or it belongs to somebody else: only who asked can confirm, within an hour.",
        "If you still want it, please ask me again.",
        actions=[button("My recordings", "list")],
    )
