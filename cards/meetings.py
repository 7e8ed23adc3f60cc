"""Meetings by their number."""

from cards.elements import button, message
from cards.words import plain, shortened
from core.replies import Face


def no_such_meeting(number: str) -> Face:
    """No meeting with that number that this person may see."""
    return message(
        "I know no such meeting",
        f"Webex shows you no meeting with the number {shortened(plain(number), 40)}. Please check the number; it may "
        "also be a meeting that you neither host nor were invited to.",
        actions=[button("My recordings", "list")],
    )
