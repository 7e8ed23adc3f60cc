"""Calls that go from one owner to another: what is asked before, what is said after."""

from collections.abc import Sequence

from adaptive_cards.card import ElementT

from cards.admin import topics_of, whose_words
from cards.confirmations import confirming
from cards.elements import button, card, heading, hint, message, prose, rows, spoken
from cards.errors import reason
from cards.words import counted, length, plain, shortened, total_length
from core.admin import Done
from core.calls import Call
from core.replies import Face

MOST_TOPICS = 8


def ask(calls: Sequence[Call], to: str, *, token: str, owner: str | None = None, unknown: int = 0) -> Face:
    """A dry run: how many calls, how long, from whom and to whom; with `owner` all of that owner's."""
    every = "all " if owner and len(calls) > 1 else ""
    head = f"Reassign {every}{counted(len(calls), 'call')}?"
    facts = [
        ("From", whose_words(calls)),
        ("To", _short(to)),
        ("Length", length(total_length(each.length for each in calls))),
    ]
    say = "From then on they belong to the new owner, who can play, share and delete them; the old one can’t any more."
    missing = [f"{unknown} of those that you named are no calls that Webex shows me."] if unknown else []
    body: list[ElementT] = [heading(head), *rows(facts), prose(say), *topics_of(calls, MOST_TOPICS)]
    body += [hint(*missing)] if missing else []
    actions = confirming("Reassign", token, "Leave it" if len(calls) == 1 else "Leave them")
    text = spoken(head, *(f"{name}: {value}" for name, value in facts if value), *missing)
    return Face(text, card(body, actions))


def reassigned(outcome: Done, to: str) -> Face:
    """What has a new owner now, and what has not and why."""
    left = [f"{counted(len(outcome.left), 'call')} stayed as before. {reason(outcome.why)}"] if outcome.why else []
    return _told(len(outcome.items), to, left)


def all_reassigned(count: int, to: str) -> Face:
    """Webex took all calls of an owner in one go."""
    return _told(count, to, [])


def unknown_owner(to: str) -> Face:
    """Nobody in the organisation has the address of the new owner."""
    return message(
        "I could not reassign them",
        f"Webex knows nobody in your organisation with the address “{_short(to)}”, so everything stayed as it was.",
    )


def theirs_already(to: str) -> Face:
    """Nothing to do: all of them belong to that person."""
    return message("Nothing to do", f"They belong to {_short(to)} already.")


def nothing_of(owner: str) -> Face:
    """No calls of that owner at all."""
    return message("Nothing to do", f"I found no calls of {_short(owner)}. Is the address right?")


def only_calls() -> Face:
    """Recordings of meetings can't be given to others."""
    return message(
        "Only calls can be reassigned",
        "Recordings of meetings stay with their host: Webex has no way to give them to others.",
    )


def _told(count: int, to: str, left: Sequence[str]) -> Face:
    return message(
        f"Reassigned: {counted(count, 'call')}",
        f"The new owner is {_short(to)}.",
        *left,
        actions=[button("Their calls", f"admin calls of {to}")],
    )


def _short(address: str) -> str:
    return shortened(plain(address), 100)
