"""The recycle bin: what goes into it, comes out of it, and goes for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from adaptive_cards.card import ActionT, ElementT

from cards.confirmations import confirming
from cards.elements import (
    bullets,
    button,
    card,
    heading,
    hint,
    line,
    message,
    paragraph,
    prose,
    run,
    spoken,
    text_input,
)
from cards.errors import reason
from cards.phrases import joined, spoken_topic, topic_of
from cards.words import counted, moment
from core.bin import Moved
from core.calls import Call, Item
from core.recordings import Recording, Status
from core.replies import Face

MOST_TOPICS = 8
MOST_IDS = 5
"""As many as anybody would type; for more there is the box."""

_ONLY_HOSTS = "Only the host of a recording can do that; these were shared with you."
_ONLY_HOST = "Only the host of a recording can do that; this one was shared with you."
_DONE = {
    Status.DELETED: ("In the recycle bin", "It can be restored from there, for as long as Webex keeps it."),
    Status.AVAILABLE: ("Restored", "It is among your recordings again."),
    Status.PURGED: ("Deleted for good", "Nobody can bring it back, neither I nor you."),
}
_DONE_ALL = {
    Status.DELETED: ("In the recycle bin", "They can be restored from there, for as long as Webex keeps them."),
    Status.AVAILABLE: ("Restored", "They are among your recordings again."),
    Status.PURGED: ("Deleted for good", "Nobody can bring them back, neither I nor you."),
}
# Sources disagree whether an administrator can bring back a purged call within 30 days (reference 10.5).
_CALLS_GONE = "Neither I nor you can bring that back. Of calls, an administrator may be able to for 30 days."


def ask_delete(
    items: Sequence[Item], *, token: str, zone: ZoneInfo, now: datetime, shared: int = 0, unknown: int = 0
) -> Face:
    """What would go into the recycle bin, and the button that says so; `shared` and `unknown` stay out of it."""
    one = len(items) == 1
    head = f"Delete {_counted(items)}?"
    what = "It goes" if one else "They go"
    back = "it" if one else "them"
    why = f"{what} into the recycle bin of Webex, from where you can restore {back}."
    label = "Delete" if one else f"Delete all {len(items)}"
    actions = confirming(label, token, "Keep " + back)
    return _about(head, _lines(items, zone, now), [why], _left_out(shared, unknown), actions)


def ask_purge(
    items: Sequence[Item],
    *,
    words: str,
    was_wrong: bool,
    zone: ZoneInfo,
    now: datetime,
    shared: int = 0,
    unknown: int = 0,
) -> Face:
    """What would be gone for good, and exactly what to type for it: `words`, in a box or behind the word `purge`."""
    ids = " ".join(each.id for each in items)
    head = f"Delete {_counted(items)} for good?"
    wrong = ["What you typed is not what I asked for, so I did nothing."] if was_wrong else []
    what = "it" if len(items) == 1 else "them"
    final = f"This is final: {'neither I nor you' if _has_calls(items) else 'nobody'} can bring {what} back."
    box: list[ElementT] = [
        paragraph("If you are sure, type this into the box and press the button:"),
        line(run(words, mono=True)),
    ]
    box.append(text_input("typed", "To confirm", "", "What stands above"))
    if len(items) <= MOST_IDS:
        box += [paragraph("Or send me this:"), line(run(f'purge {ids} "{words}"', mono=True))]
    actions: list[ActionT] = [
        button("Delete for good", f"purge {ids} typed:{{typed}}"),
        button("Leave in the bin", "trash"),
    ]
    return _about(head, _lines(items, zone, now), [*wrong, final], _left_out(shared, unknown), actions, box)


def moved(outcome: Moved, to: Status, *, zone: ZoneInfo, now: datetime, unknown: int = 0, elsewhere: int = 0) -> Face:
    """What was moved, what was not and why, and how to undo it; `elsewhere` did not lie in the bin to be restored."""
    count = len(outcome.done) + outcome.gone
    head, then = (_DONE if count == 1 else _DONE_ALL)[to]
    if to is Status.PURGED and _has_calls(outcome.done):
        then = _CALLS_GONE
    left = [f"{counted(len(outcome.left), 'recording')} stayed as before. {reason(outcome.why)}"] if outcome.why else []
    head = f"{head}: {counted(count, _noun(outcome.done))}"
    outside = [f"Left out: {counted(elsewhere, 'recording')} not in the recycle bin."] if elsewhere else []
    after = [*left, *outside, *_left_out(0, unknown)]
    return _about(head, _lines(outcome.done, zone, now, outcome.gone), [then], after, _next(outcome.done, to))


def only_hosts(recordings: Sequence[Recording]) -> Face:
    """All of them belong to others."""
    say = _ONLY_HOST if len(recordings) == 1 else _ONLY_HOSTS
    topics = [topic_of(each) for each in recordings[:MOST_TOPICS]]
    lines = _Lines(topics, topics, len(recordings) - len(topics))
    return _about("That is up to the host", lines, [say], [], [button("My recordings", "list")])


def in_bin_already(items: Sequence[Item], *, zone: ZoneInfo, now: datetime) -> Face:
    """All of them lie there."""
    one = len(items) == 1
    say = "It lies in the recycle bin already." if one else "They lie in the recycle bin already."
    return _about("Nothing to delete", _lines(items, zone, now), [say], [], _next(items, Status.DELETED))


def not_in_bin(items: Sequence[Item], *, zone: ZoneInfo, now: datetime) -> Face:
    """None of them lies there, so none can be deleted for good."""
    one = len(items) == 1
    say = "Only what lies in the recycle bin can be deleted for good. " + (
        "Delete it first." if one else "Delete them first."
    )
    ids = " ".join(each.id for each in items)
    actions: list[ActionT] = [button("Delete", f"delete {ids}"), button("Recycle bin", "trash")]
    return _about("Not in the recycle bin", _lines(items, zone, now), [say], [], actions)


def nothing_to_restore(items: Sequence[Item], *, zone: ZoneInfo, now: datetime) -> Face:
    """None of them lies there, so none can come out of it."""
    say = "It does not lie in the recycle bin." if len(items) == 1 else "None of them lies in the recycle bin."
    actions: list[ActionT] = [*_next(items, Status.AVAILABLE), button("Recycle bin", "trash")]
    return _about("Nothing to restore", _lines(items, zone, now), [say], [], actions)


def none_known(count: int) -> Face:
    """Webex shows none of them: gone for good, or never to be seen by this person."""
    say = "Webex does not know it, or no longer." if count == 1 else "Webex knows none of them, or no longer."
    return message(
        "I could not find that",
        say,
        "It may have been deleted for good, or it belongs to somebody else.",
        actions=[button("My recordings", "list"), button("Recycle bin", "trash")],
    )


@dataclass(frozen=True, slots=True)
class _Lines:
    """What a card is about."""

    seen: list[str]
    """On the card."""
    spoken: list[str]
    """In the text beside it, which shows on lock screens: without the numbers in topics of calls."""
    more: int
    """How many more there are than lines."""


def _lines(items: Sequence[Item], zone: ZoneInfo, now: datetime, unnamed: int = 0) -> _Lines:
    """`unnamed` are there besides and can't be named. Many have the same topic, so they have their times."""
    seen, aloud = [], []
    for each in items[:MOST_TOPICS]:
        if isinstance(each, Call):
            aloud.append(joined(spoken_topic(each), "call", moment(each.when, zone, now)))
            seen.append(joined(topic_of(each), "call", moment(each.when, zone, now)))
        else:
            aloud.append(joined(topic_of(each), moment(each.when, zone, now)))
            seen.append(aloud[-1])
    return _Lines(seen, aloud, len(items) - len(seen) + unnamed)


def _about(
    head: str,
    lines: _Lines,
    before: Sequence[str],
    after: Sequence[str],
    actions: Sequence[ActionT],
    box: Sequence[ElementT] = (),
) -> Face:
    """A heading, sentences, what it is about, and what else there is to say."""
    rest = [f"… and {lines.more} more"] if lines.more and lines.seen else []
    body: list[ElementT] = [heading(head), *(prose(sentence) for sentence in before), *bullets([*lines.seen, *rest])]
    body += [*([hint(*after)] if after else []), *box]
    return Face(spoken(head, *before, *lines.spoken, *rest, *after), card(body, actions))


def _left_out(shared: int, unknown: int) -> list[str]:
    theirs = (
        "It was shared with you, so only its host can do that."
        if shared == 1
        else f"{shared} were shared with you, so only their hosts can do that."
    )
    gone = (
        "One that you named Webex does not know, or no longer."
        if unknown == 1
        else f"{unknown} that you named Webex does not know, or no longer."
    )
    return [*([f"Left out: {counted(shared, 'recording')}. {theirs}"] if shared else []), *([gone] if unknown else [])]


def _next(items: Sequence[Item], to: Status) -> list[ActionT]:
    ids = " ".join(each.id for each in items)
    if to is Status.DELETED:
        return [button("Undo", f"restore {ids}"), button("Recycle bin", "trash")]
    if to is Status.AVAILABLE and len(items) == 1:
        return [button("Details", f"show {ids}")]
    if to is Status.AVAILABLE:
        return [button("My recordings", _list_of(items))]
    return [button("Recycle bin", "trash")]


def _list_of(items: Sequence[Item]) -> str:
    """The word that lists what is of these kinds."""
    kinds = {isinstance(each, Call) for each in items}
    return "all" if len(kinds) > 1 else "calls" if True in kinds else "list"


def _has_calls(items: Sequence[Item]) -> bool:
    return any(isinstance(each, Call) for each in items)


def _noun(items: Sequence[Item]) -> str:
    return "call recording" if items and all(isinstance(each, Call) for each in items) else "recording"


def _counted(items: Sequence[Item]) -> str:
    return counted(len(items), _noun(items))
