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
from core.grants import GrantKind
from core.replies import Face
from core.settings import ADMIN_READ_SCOPES, COMPLIANCE_READ_SCOPES

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
    "meeting:admin_recordings_read": "see the meeting recordings of everybody on the sites that you look after",
    "meeting:admin_preferences_read": "see the names of the Webex sites that you look after",
    "spark-admin:recordings_read": "see the recordings of everybody’s calls in your organisation",
    "meeting:admin_recordings_write": "share, delete and restore the meeting recordings of others when you tell me to",
    "spark-admin:recordings_write": "delete, restore and reassign the recordings of others’ calls when you tell me to",
    "spark-compliance:meetings_read": "see everybody’s meetings and their recordings, deleted ones too, as an officer",
    "spark-compliance:recordings_read": "see the recordings of everybody’s calls, deleted ones too, as an officer",
    "spark-compliance:meetings_write": "delete meeting recordings of others for good, for a reason that you give",
    "spark-compliance:recordings_write": "delete the recordings of others’ calls for good, for a reason that you give",
}
ROLE_WORDS = {GrantKind.ADMIN: "an administrator", GrantKind.COMPLIANCE: "a compliance officer"}
"""Whom a grant lets me act as."""
_MOST_SCOPES = 20
_ONLY_THEN = (
    "It is a permission of its own: I use it only for words that begin with admin or compliance, and never mix it with "
    "your own. What I change with it is written into an audit log."
)
_NOTHING_OF_OTHERS = "I see only what you can see yourself, and nobody else gets to see it through me."
_UNDO = "You can undo this at any time: just say disconnect."
_UNDO_ROLE = {
    GrantKind.ADMIN: "You can undo this at any time: just say admin disconnect.",
    GrantKind.COMPLIANCE: "You can undo this at any time: just say compliance disconnect.",
}
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
    kind: GrantKind = GrantKind.PERSON,
) -> Face:
    """Asks to connect, to connect again (`has_ended`), or to allow `more`; `question` is answered afterwards.

    `also` is what the question needs besides reading, where somebody connects.
    """
    if kind is not GrantKind.PERSON:
        return _connect_role(url, kind, has_ended=has_ended, question=question, more=more, also=also)
    head, why = _reason(has_ended, more)
    body: list[ElementT] = [heading(head), paragraph(why)]
    body += _allows(more) if more else [*_what_i_read(), *_allows(also, "And, for what you asked")]
    body.append(_by_their_names(more | also))
    body.append(hint(_NOTHING_OF_OTHERS, _UNDO, _FOR_YOU))
    body += _afterwards(question)
    label = "Allow this in Webex" if more else "Connect my Webex account"
    return Face(spoken(head, why, _NOTHING_OF_OTHERS), card(body, [link(label, url, is_main=True)]))


def _connect_role(
    url: str, kind: GrantKind, *, has_ended: bool, question: str | None, more: frozenset[str], also: frozenset[str]
) -> Face:
    """The same for what a person allows as an administrator or compliance officer."""
    head = f"May I act for you as {ROLE_WORDS[kind]}?"
    why = f"For what you asked, I need a permission that only {ROLE_WORDS[kind]} can give."
    if more:
        why = "For what you asked, I need your permission in Webex once more."
    elif has_ended:
        why = f"Webex ended the permission that you gave me as {ROLE_WORDS[kind]}, so I need it once more."
    read = ADMIN_READ_SCOPES if kind is GrantKind.ADMIN else COMPLIANCE_READ_SCOPES
    body: list[ElementT] = [heading(head), paragraph(why), *_allows(more or frozenset(read) | also)]
    body.append(_by_their_names(more | also))
    body.append(hint(_ONLY_THEN, _UNDO_ROLE[kind], _FOR_YOU))
    body += _afterwards(question)
    return Face(spoken(head, why, _ONLY_THEN), card(body, [link("Allow this in Webex", url, is_main=True)]))


def connected(name: str, scopes: frozenset[str], kind: GrantKind = GrantKind.PERSON) -> Face:
    """The account is connected; what to do next."""
    if kind is not GrantKind.PERSON:
        return _connected_role(scopes, kind)
    head = f"You are connected, {_short(name)}" if plain(name) else "You are connected"
    next_words = "Ask me for your recordings whenever you like."
    body = [heading(head), paragraph(next_words), *_allows(scopes), line(run(_UNDO, subtle=True))]
    actions = [button("My recordings", "list", is_main=True), button("What I can do", "help")]
    return Face(spoken(head, next_words), card(body, actions))


def allowed() -> Face:
    """Something more is allowed to somebody who was connected before."""
    return Face(spoken("Thank you, that is allowed now."))


def _connected_role(scopes: frozenset[str], kind: GrantKind) -> Face:
    head = f"I may now act for you as {ROLE_WORDS[kind]}"
    body = [heading(head), paragraph(_ONLY_THEN), *_allows(scopes), line(run(_UNDO_ROLE[kind], subtle=True))]
    return Face(spoken(head, _ONLY_THEN), card(body))


def no_role(kind: GrantKind) -> Face:
    """Webex counts the person as none, so nothing of the consent was kept."""
    return message(
        f"That takes {ROLE_WORDS[kind]}",
        f"Webex does not count you as {ROLE_WORDS[kind]}, so I kept nothing of that permission. "
        "What you can do as yourself goes on as before.",
    )


def only_in_direct(kind: GrantKind) -> Face:
    """Said in a space: holds nothing of anybody."""
    return Face(f"What I do for you as {ROLE_WORDS[kind]}, I do only in our direct space. Please say it to me there.")


def dropped(kind: GrantKind, *, was_there: bool) -> Face:
    """The permission of an administrator or officer is gone; that of the person stays."""
    if not was_there:
        return message("There was nothing to remove", f"I hold no permission of yours as {ROLE_WORDS[kind]}.")
    return message(
        f"I no longer act for you as {ROLE_WORDS[kind]}",
        "I removed that key. What I may do for you as yourself stays as it was, and so does the audit log.",
        "Webex still lists the permission you gave me: you can remove it there in the settings of your Webex ID.",
    )


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


def disconnected(was_connected: bool, *, had_role: bool = False, told_spaces: bool = False) -> Face:
    """What was removed here, and where the permission itself can be removed at Webex.

    `had_role`: something stays, namely what was written into the audit. `told_spaces`: spaces heard of recordings.
    """
    if not was_connected:
        return message(
            "You were not connected",
            "I hold no key to your Webex account.",
            actions=[button("Connect", "connect")],
        )
    return message(
        "You are disconnected",
        "I removed the key to your Webex account and what I had remembered for you."
        + (" Spaces that I told of your recordings hear of them no more." if told_spaces else "")
        + (" What you did as an administrator or compliance officer stays in the audit log." if had_role else ""),
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
        "your name and e-mail address, and the names of your Webex sites",
    )
    return [line(run("What I will be able to read", bold=True)), *bullets(lines)]


def _by_their_names(asked: frozenset[str]) -> ElementT:
    """How to read the page of Webex that follows, which may show nothing but the names of scopes."""
    changes = ", what ends in _write changes something when you tell me to"
    writes = changes if any(scope.endswith("_write") for scope in asked) else ""
    return subtitle(
        f"Webex may show this by the names that it has there: what ends in _read lets me look{writes}, and spark:kms "
        "opens what is encrypted for you."
    )


def _allows(scopes: frozenset[str], label: str = "This lets me") -> list[ElementT]:
    lines = scope_words(scopes)[:_MOST_SCOPES]
    return [line(run(label, bold=True)), *bullets(lines)] if lines else []


def _afterwards(question: str | None) -> list[ElementT]:
    return [subtitle("Then I’ll answer what you asked.")] if question else []


def _short(name: str, limit: int = 60) -> str:
    return shortened(plain(name), limit)
