"""Buttons that confirm."""

from adaptive_cards.card import ActionT

from cards.elements import button, message
from core.replies import Face


def confirming(label: str, token: str, way_out: str, say_instead: str) -> list[ActionT]:
    """The button that confirms and the one that leads out of it."""
    return [button(label, f"confirm {token}", is_main=True), button(way_out, say_instead)]


def not_confirmed() -> Face:
    """A confirming button that confirms nothing for whoever pressed it."""
    return message(
        "I did nothing",
        "That button is too old, or it belongs to somebody else: only who asked can confirm, within an hour.",
        "If you still want it, please ask me again.",
        actions=[button("My recordings", "list")],
    )
