"""Connecting a Webex account, and what that allows."""

from collections.abc import Iterable

from adaptive_cards.card import ElementT

from cards.elements import (
    bullets,
    button,
    can_say,
    card,
    heading,
    hint,
    line,
    link,
    message,
    paragraph,
    run,
    spoken,
    subtitle,
)
from cards.words import plain, shortened
from core.replies import Face

_SCOPES = {
    "meeting:recordings_read": "see your meeting recordings, and those that were shared with you",
    "meeting:transcripts_read": "read the transcripts of your meetings",
    "meeting:summaries_read": "read the AI notes of your meetings",
    "meeting:schedules_read": "see your meetings: topic, time and host",
    "meeting:participants_read": "see who took part in your meetings",
    "meeting:preferences_read": "see the names of your Webex sites",
    "spark:recordings_read": "see the recordings of your calls",
    "spark:people_read": "see your name and e-mail address",
    "spark:kms": "open what Webex keeps encrypted for you",
    "meeting:recordings_write": "share, delete and restore your meeting recordings when you tell me to",
    "meeting:schedules_write": "switch automatic recording of your meetings on and off when you tell me to",
    "spark:recordings_write": "delete and restore the recordings of your calls when you tell me to",
}
_MOST_SCOPES = 20
_NOTHING_OF_OTHERS = "I see only what you can see yourself, and nobody else gets to see it through me."
_UNDO = "You can undo this at any time: just say disconnect."
_FOR_YOU = "The button is meant for you alone, so please don’t pass it on."


def scope_words(scopes: Iterable[str]) -> list[str]:
    """What the scopes allow me to do, in plain words and the same order each time; a scope without words is named."""
    given = frozenset(scopes)
    return [words for scope, words in _SCOPES.items() if scope in given] + sorted(given - _SCOPES.keys())


def connect(
    url: str,
    *,
    has_ended: bool,
    question: str | None,
    more: frozenset[str] = frozenset(),
    also: frozenset[str] = frozenset(),
) -> Face:
    """Asks to connect, to connect again (`has_ended`), or to allow `more`; `question` is answered afterwards.

    `also` is what the question needs besides reading, where somebody connects.
    """
    head, why = _reason(has_ended, more)
    body: list[ElementT] = [heading(head), paragraph(why)]
    body += _allows(more) if more else [*_what_i_read(), *_allows(also, "And, for what you asked")]
    body.append(hint(_NOTHING_OF_OTHERS, _UNDO, _FOR_YOU))
    body += _afterwards(question)
    label = "Allow this in Webex" if more else "Connect my Webex account"
    return Face(spoken(head, why, _NOTHING_OF_OTHERS), card(body, [link(label, url, is_main=True)]))


def connected(name: str, scopes: frozenset[str]) -> Face:
    """The account is connected; what to do next."""
    head = f"You are connected, {_short(name)}" if plain(name) else "You are connected"
    next_words = "Ask me for your recordings whenever you like."
    body = [heading(head), paragraph(next_words), *_allows(scopes), line(run(_UNDO, subtle=True))]
    actions = [button("My recordings", "list", is_main=True), button("What I can do", "help")]
    return Face(spoken(head, next_words), card(body, actions))


def already_connected(name: str, scopes: frozenset[str]) -> Face:
    """Nothing to do: the account is connected, and with everything I need."""
    head = "You are already connected"
    account = f"I read Webex as {_short(name)}." if plain(name) else "I read Webex as you."
    body = [heading(head), paragraph(account), *_allows(scopes), line(run(_UNDO, subtle=True))]
    actions = [button("My recordings", "list"), button("Disconnect", "disconnect")]
    return Face(spoken(head, account), card(body, actions))


def not_given(scopes: frozenset[str], question: str | None) -> Face:
    """A consent that was just given lacks what was asked for; no reason to ask for it again at once."""
    lacks = [f"For what you asked I would have to be allowed to {_short(words, 120)}." for words in scope_words(scopes)]
    again = [button("Ask once more", question)] if question and can_say(question) else []
    return message(
        "That was not allowed",
        *lacks[:_MOST_SCOPES],
        "The permission that Webex just gave me does not hold this, so I left everything as it is. "
        "Your Webex administrator may not permit it to apps like me.",
        actions=again,
    )


def disconnected(was_connected: bool) -> Face:
    """What was removed here, and where the permission itself can be removed at Webex."""
    if not was_connected:
        return message(
            "You were not connected",
            "I hold no key to your Webex account.",
            actions=[button("Connect", "connect")],
        )
    return message(
        "You are disconnected",
        "I removed the key to your Webex account and what I had remembered for you.",
        "Webex still lists the permission you gave me. To remove it there as well, open the settings of your "
        "Webex ID account and look among the apps you have allowed.",
        actions=[button("Connect again", "connect")],
    )


def _reason(has_ended: bool, more: frozenset[str]) -> tuple[str, str]:
    if more:
        return "May I do a little more?", "For what you asked, I need your permission in Webex once more."
    if has_ended:
        return (
            "Please connect again",
            "Webex ended my access to your account. That happens after a long pause, or when a password changes.",
        )
    return "Please connect your Webex account", "I look up recordings as you, so Webex has to hear from you that I may."


def _what_i_read() -> list[ElementT]:
    lines = (
        "your recordings, and those that were shared with you",
        "their transcripts and AI notes, and who took part",
        "your meetings and the recordings of your calls",
    )
    return [line(run("What I will be able to read", bold=True)), *bullets(lines)]


def _allows(scopes: frozenset[str], label: str = "This lets me") -> list[ElementT]:
    lines = scope_words(scopes)[:_MOST_SCOPES]
    return [line(run(label, bold=True)), *bullets(lines)] if lines else []


def _afterwards(question: str | None) -> list[ElementT]:
    return [subtitle("Then I’ll answer what you asked.")] if question else []


def _short(name: str, limit: int = 60) -> str:
    return shortened(plain(name), limit)
