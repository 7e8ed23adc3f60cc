"""Access for others: who gets it, who needs a yes first, and the page that a space gets to see."""

from collections.abc import Sequence

from adaptive_cards.card import ActionT, ElementT

from cards.confirmations import confirming
from cards.elements import (
    LONGEST_HEADING,
    bullets,
    button,
    can_open,
    card,
    heading,
    hint,
    link,
    message,
    prose,
    spoken,
    text_input,
)
from cards.phrases import topic_of
from cards.recordings import LONGEST_PEOPLE
from cards.words import counted, plain, shortened
from core.people import Membership
from core.recordings import Recording
from core.replies import Face

MOST_NAMES = 10
_LONGEST_NAME = 80

_NO_MAIL = "Webex writes to nobody about it."
_MAIL = "Webex writes to them about it."
_MAYBE_MAIL = "I was cut off while Webex was to write to them, and can’t tell whether it did. I did not ask it twice."


def shared(recording: Recording, people: Sequence[str], *, sends_mail: bool | None) -> Face:
    """Who can see the recording from now on, and whether Webex writes to them; None where nobody knows."""
    mail = _MAYBE_MAIL if sends_mail is None else _MAIL if sends_mail else _NO_MAIL
    say = ["They can watch it in Webex from now on.", mail]
    return _with_names(f"Shared “{topic_of(recording)}”", people, say, _after(recording))


def shared_here(recording: Recording, count: int) -> Face:
    """Everybody in a space can see it; the page is posted there."""
    return message(
        f"Shared “{topic_of(recording)}”",
        f"{counted(count, 'person', 'people')} of that space can watch it in Webex from now on.",
        "I posted its page there, and nothing else. " + _NO_MAIL,
        actions=_after(recording),
    )


def shared_unposted(recording: Recording, count: int) -> Face:
    """The same where Webex does not let me post."""
    return message(
        f"Shared “{topic_of(recording)}”",
        f"{counted(count, 'person', 'people')} of that space can watch it in Webex from now on.",
        "I could not post its page there: Webex does not let me write in that space.",
        actions=_after(recording),
    )


def page(recording: Recording) -> Face:
    """What a space gets to see: the topic and the page in Webex, no password and no links."""
    say = "It was shared with everybody who is in this space now. Webex asks you to sign in."
    url = recording.playback_url
    actions: list[ActionT] = [link("Open in Webex", url, is_main=True)] if can_open(url) and url else []
    return message(topic_of(recording, LONGEST_HEADING), say, actions=actions)


def ask_whom(recording: Recording) -> Face:
    """Nobody was named: a box for addresses, and how to say it."""
    head = f"With whom shall I share “{topic_of(recording)}”?"
    say = "Write one or more e-mail addresses into the box and press Share."
    body: list[ElementT] = [
        heading(head),
        prose(say),
        text_input("people", "Share with", "", "bo@example.com, cy@example.com", LONGEST_PEOPLE),
        hint("Or send me: share 2 with ana@example.com, where 2 is its number in your last list."),
    ]
    return Face(
        spoken(head, say), card(body, [button("Share", f"share {recording.id} with {{people}}"), *_after(recording)])
    )


def ask_outsiders(recording: Recording, outsiders: Sequence[Membership], count: int, *, token: str) -> Face:
    """Who of a space belongs to other organisations, and the button that shares with them all the same."""
    head = f"Share “{topic_of(recording)}” with other organisations too?"
    one = len(outsiders) == 1
    about = "does not belong" if one else "do not belong"
    say = f"Of the {counted(count, 'person', 'people')} in that space {len(outsiders)} {about} to your organisation:"
    names = [
        f"{_short(each.name)} ({_short(each.person_email)})" if each.name else each.person_email for each in outsiders
    ]
    actions = confirming("Share with everybody there", token, "Share with nobody")
    return _with_names(head, names, [], actions, before=say)


def too_many_outsiders(recording: Recording, count: int) -> Face:
    """More of other organisations than a question can name."""
    return message(
        f"{count} people there are of other organisations",
        f"That is more than I can ask you about at once, so I shared “{topic_of(recording)}” with nobody. "
        "Please share it with those who should see it: `share 2 with ana@example.com`.",
    )


def unshared(recording: Recording, people: Sequence[str]) -> Face:
    """Who has no access by sharing now; Webex does not tell who had it before."""
    say = ["Whoever had it from you has it no longer. Who was invited to the meeting may still see it."]
    return _with_names(f"Not shared now: “{topic_of(recording)}”", people, say, _after(recording))


def only_host(recording: Recording) -> Face:
    """Somebody else's recording."""
    return message(
        "That is up to the host",
        f"“{topic_of(recording)}” was shared with you, and only its host can share it with others.",
        actions=[button("Details", f"show {recording.id}")],
    )


def not_available(recording: Recording) -> Face:
    """It lies in the bin."""
    return message(
        "It lies in the recycle bin",
        f"“{topic_of(recording)}” can be shared once it has been restored.",
        actions=[button("Restore", f"restore {recording.id}"), button("Details", f"show {recording.id}")],
    )


def refused(recording: Recording) -> Face:
    """Webex does not take it from this person."""
    return message(
        "Webex does not let me share this",
        f"Only the host of “{topic_of(recording)}” may say who sees it, where the site allows that at all.",
        actions=[button("Details", f"show {recording.id}")],
    )


def bad_addresses(wrong: Sequence[str]) -> Face:
    """What was given is no address, or nobody whom Webex knows."""
    named = ", ".join(f"“{_short(each)}”" for each in wrong[:MOST_NAMES])
    return message(
        "I did not quite get that",
        f"I shared it with nobody: {named} is no e-mail address that I can use.",
        "Write addresses such as ana@example.com, or mention people.",
    )


def addresses_refused(recording: Recording) -> Face:
    """Webex did not take one of the addresses, and doesn't say which."""
    return message(
        "Webex did not take that",
        f"It refused one of the addresses for “{topic_of(recording)}”. Please check how they are spelt.",
    )


def here_is_a_space() -> Face:
    """There is nobody else in a direct room."""
    return message(
        "Which space?",
        "`share 2 here` is for spaces: mention me there and say it again. "
        "To share with somebody in particular, say `share 2 with ana@example.com`.",
    )


def space_unseen() -> Face:
    """The bot or the person is not in that space."""
    return message(
        "I can not see that space",
        "I share with the people of a space only while both you and I are in it. I shared it with nobody.",
    )


def nobody_there(recording: Recording) -> Face:
    """The person is alone there."""
    return message(
        "Nobody to share with",
        f"Besides you there is nobody in that space who could watch “{topic_of(recording)}”.",
    )


def _with_names(
    head: str, names: Sequence[str], after: Sequence[str], actions: Sequence[ActionT], *, before: str = ""
) -> Face:
    shown = [_short(name) for name in names[:MOST_NAMES]]
    rest = [f"… and {len(names) - MOST_NAMES} more"] if len(names) > MOST_NAMES else []
    body: list[ElementT] = [heading(head), *([prose(before)] if before else []), *bullets([*shown, *rest])]
    body += [hint(*after)] if after else []
    return Face(spoken(head, before, *shown, *rest, *after), card(body, actions))


def _after(recording: Recording) -> list[ActionT]:
    return [button("Details", f"show {recording.id}")]


def _short(text: str) -> str:
    return shortened(plain(text), _LONGEST_NAME)
