"""The one place where errors become words for people."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import humanize
from adaptive_cards.card import ActionT

from cards.elements import button, can_say, message, spoken
from cards.grants import ROLE_WORDS, scope_words
from cards.words import moment, plain, shortened
from core.errors import (
    BadRequest,
    BotError,
    Conflict,
    Forbidden,
    Locked,
    NeedsConsent,
    NotConnected,
    NotFound,
    RateLimited,
    Refused,
    Retryable,
    RoleMissing,
    Unauthorized,
)
from core.replies import Face

MOST_WORDS = 30

_BEGUN = "Some of what you asked for may be done already: please look before you ask for it again."
_SAY_HELP = "Say help to see all the words I know."


def problem(error: BotError, *, now: datetime, has_begun: bool = False) -> Face:
    """What went wrong, what the person can do, and what an administrator would want to know.

    `has_begun` says that something was to be changed, of which nobody knows how far it came.
    """
    head, words, actions = _words(error)
    begun = [_BEGUN] if has_begun else []
    return message(head, words, *begun, *_for_administrators(error, now), actions=actions)


def reason(error: BotError) -> str:
    """The same in a sentence or two, for where something else went well."""
    head, words, _ = _words(error)
    return f"{head}. {words}"


_FORBIDDEN = (
    "It does not let me do this for you. A right, a licence or a site may be missing, or it is something only the host "
    "of the meeting may do. Your Webex administrator can tell."
)
_NOT_FOUND = "Webex does not know it, or you can no longer see it. It may have been deleted meanwhile."


def invalid(problem: str, word: str | None = None) -> Face:
    """Something in the words can't be; `problem` is a sentence that says what is accepted, `word` which one it was."""
    about = [button(f"Help with {word}", f"help {word}")] if word else []
    return message("I did not quite get that", problem, actions=[*about, _help()])


def not_understood(suggestion: str | None, words: Sequence[str] = (), *, say: str | None = None) -> Face:
    """Words that are no command, with the nearest command there is, and those that are understood.

    `say` is the suggestion as a button keeps it: with IDs and dates.
    """
    known = [f"I understand: {', '.join(words[:MOST_WORDS])}."] if words else []
    if suggestion is None:
        return message("I do not know that word", *(known or [_SAY_HELP]), actions=[_help()])
    sentence = say or suggestion
    meant = [button(shortened(plain(suggestion), 40), sentence, is_main=True)] if can_say(sentence) else []
    return message("I do not know that word", f"Did you mean “{suggestion}”?", *known, actions=[*meant, _help()])


def no_such_number(value: int, last: int | None) -> Face:
    """There is no number `value`: the last list ended with `last`, or there has been none."""
    if last is None:
        say = "I have not shown you a list yet, so numbers mean nothing to me. Here is how to get one."
        return message(f"Which one is number {value}?", say, actions=[_list()])
    has = f"Your list has {last}: numbers go from 1 to {last}." if last > 1 else "Your list has only number 1."
    say = f"{has} Please choose one of those, or ask for a new list."
    return message("That is more than your list has", say, actions=[_list()])


def too_old(asked_at: datetime, zone: ZoneInfo, now: datetime, say: str | None, *, has_begun: bool = False) -> Face:
    """What was asked while the bot was away is not answered now, as it may no longer be wanted.

    `has_begun` means what it does in `problem`.
    """
    begun = [_BEGUN] if has_begun else []
    when = moment(asked_at, zone, now)
    head = "Sorry, I was away"
    if say is None or not can_say(say):
        return message(
            head, f"I was away when you wrote to me ({when}). If you still need it, please ask again.", *begun
        )
    sentence = f"I was away when you asked me something ({when}). If you still want to know, please ask again."
    return message(head, sentence, *begun, actions=[button("Ask again", say, is_main=True)])


def given_up(*, has_begun: bool = False) -> Face:
    """What was asked broke the bot down each time it tried; `has_begun` means what it does in `problem`."""
    return message(
        "I could not answer that",
        "I tried several times, and each time I broke down in the middle of it. I have given up, so that your other "
        "questions get their answers.",
        *([_BEGUN] if has_begun else []),
        "Please ask for less at once, such as a shorter time. If it goes on, tell whoever runs me.",
        actions=[_help()],
    )


def unanswered(asked_at: datetime, zone: ZoneInfo, now: datetime, *, has_begun: bool = False) -> Face:
    """What was asked then got no answer in all the time that was tried, and gets none any more.

    `has_begun` means what it does in `problem`.
    """
    when = moment(asked_at, zone, now)
    return message(
        "I could not answer that",
        f"I could not tell you what came of what you asked me ({when}), and I have stopped trying. {_BEGUN}"
        if has_begun
        else f"What you asked me ({when}) did not work, and I have stopped trying.",
        "Please ask again if you still need it. If it goes on, tell whoever runs me.",
        actions=[_help()],
    )


def not_allowed() -> Face:
    """For people the bot is not there for: a sentence, no card, nothing to press."""
    return Face(spoken("I’m sorry, I work only for certain organisations, and yours is not one of them."))


def cannot_read_link() -> Face:
    """A pasted link that leads to no recording the person can see."""
    say = (
        "I could not tell which recording that link belongs to. It may be older than what I looked through, or it was "
        "not shared with you. Please find the recording in a list instead."
    )
    return message("I do not know that link", say, actions=[_list()])


def _words(error: BotError) -> tuple[str, str, list[ActionT]]:
    match error:
        case RateLimited(after=after):
            return "Webex asks for a pause", f"Webex has had many questions. Please ask me again {_later(after)}.", []
        case Locked(after=after):
            return (
                "Webex is still checking this",
                f"It is locked for the moment. Please ask me again {_later(after)}.",
                [],
            )
        case Retryable(after=after):
            return "Webex is not answering", f"It has trouble at the moment. Please ask me again {_later(after)}.", []
        case NotConnected(kind=kind) if kind in ROLE_WORDS:
            return "I need another permission", f"It is one that only {ROLE_WORDS[kind]} can give.", []
        case NotConnected(has_ended=True) | Unauthorized():
            return "Please connect again", "Webex ended my access to your account.", [_connect()]
        case NotConnected():
            return "Please connect first", "I need your permission to look at your recordings.", [_connect()]
        case NeedsConsent(scopes=scopes):
            return "I need one more permission", f"It lets me {'; '.join(scope_words(scopes))}.", [_connect()]
        case RoleMissing(kind=kind):
            return f"That takes {ROLE_WORDS[kind]}", f"Webex does not count you as {ROLE_WORDS[kind]} any more.", []
        case Forbidden():
            return "Webex said no", _FORBIDDEN, []
        case NotFound():
            return "I could not find that", _NOT_FOUND, [_list()]
        case Conflict():
            return (
                "Nothing to change",
                "Webex says that it is so already, or that it has just changed. Please look again.",
                [],
            )
        case BadRequest():
            return (
                "Webex did not understand me",
                "It refused what I asked on your behalf. Other words may help.",
                [_help()],
            )
        case _:
            return "That did not work", "Something went wrong here; it is written down.", []


def _for_administrators(error: BotError, now: datetime) -> list[str]:
    if not isinstance(error, Refused) or not error.tracking_id:
        return []
    at = f"{now.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return [f"If you ask your administrator, give this: {shortened(plain(error.tracking_id), 80)}, {at}"]


def _later(after: float | None) -> str:
    if after is None:
        return "in a few minutes"
    return f"in about {humanize.naturaldelta(timedelta(seconds=max(after, 1)))}"


def _help() -> ActionT:
    return button("What I can do", "help")


def _list() -> ActionT:
    return button("My recordings", "list")


def _connect() -> ActionT:
    return button("Connect", "connect", is_main=True)
