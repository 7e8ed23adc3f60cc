"""The recycle bin: what goes into it, comes out of it, and goes for good."""

from collections.abc import Sequence

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
from cards.phrases import topic_of
from cards.words import counted
from core.bin import Moved
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


def ask_delete(recordings: Sequence[Recording], *, token: str, shared: int = 0, unknown: int = 0) -> Face:
    """What would go into the recycle bin, and the button that says so; `shared` and `unknown` stay out of it."""
    one = len(recordings) == 1
    head = f"Delete {counted(len(recordings), 'recording')}?"
    what = "It goes" if one else "They go"
    back = "it" if one else "them"
    why = f"{what} into the recycle bin of Webex, from where you can restore {back}."
    label = "Delete" if one else f"Delete all {len(recordings)}"
    actions = confirming(label, token, "Keep " + back, f"show {recordings[0].id}" if one else "list")
    return _about(head, recordings, [why], _left_out(shared, unknown), actions)


def ask_purge(
    recordings: Sequence[Recording], *, words: str, was_wrong: bool, shared: int = 0, unknown: int = 0
) -> Face:
    """What would be gone for good, and exactly what to type for it: `words`, in a box or behind the word `purge`."""
    ids = " ".join(each.id for each in recordings)
    head = f"Delete {counted(len(recordings), 'recording')} for good?"
    wrong = ["What you typed is not what I asked for, so I did nothing."] if was_wrong else []
    final = (
        "This is final: nobody can bring it back."
        if len(recordings) == 1
        else "This is final: nobody can bring them back."
    )
    box: list[ElementT] = [
        paragraph("If you are sure, type this into the box and press the button:"),
        line(run(words, mono=True)),
    ]
    box.append(text_input("typed", "To confirm", "", "What stands above"))
    if len(recordings) <= MOST_IDS:
        box += [paragraph("Or send me this:"), line(run(f'purge {ids} "{words}"', mono=True))]
    actions: list[ActionT] = [
        button("Delete for good", f"purge {ids} typed:{{typed}}"),
        button("Leave in the bin", "trash"),
    ]
    return _about(head, recordings, [*wrong, final], _left_out(shared, unknown), actions, box)


def moved(outcome: Moved, to: Status, *, unknown: int = 0) -> Face:
    """What was moved, what was not and why, and how to undo it."""
    count = len(outcome.done) + outcome.gone
    head, then = (_DONE if count == 1 else _DONE_ALL)[to]
    left = [f"{counted(len(outcome.left), 'recording')} stayed as before. {reason(outcome.why)}"] if outcome.why else []
    head = f"{head}: {counted(count, 'recording')}"
    after = [*left, *_left_out(0, unknown)]
    return _about(head, outcome.done, [then], after, _next(outcome.done, to), more=outcome.gone)


def only_hosts(recordings: Sequence[Recording]) -> Face:
    """All of them belong to others."""
    one = len(recordings) == 1
    return _about(
        "That is up to the host",
        recordings,
        [_ONLY_HOST if one else _ONLY_HOSTS],
        [],
        [button("My recordings", "list")],
    )


def in_bin_already(recordings: Sequence[Recording]) -> Face:
    """All of them lie there."""
    one = len(recordings) == 1
    say = "It lies in the recycle bin already." if one else "They lie in the recycle bin already."
    return _about("Nothing to delete", recordings, [say], [], _next(recordings, Status.DELETED))


def not_in_bin(recordings: Sequence[Recording]) -> Face:
    """None of them lies there, so none can be deleted for good."""
    one = len(recordings) == 1
    say = "Only what lies in the recycle bin can be deleted for good. " + (
        "Delete it first." if one else "Delete them first."
    )
    ids = " ".join(each.id for each in recordings)
    return _about(
        "Not in the recycle bin",
        recordings,
        [say],
        [],
        [button("Delete", f"delete {ids}"), button("Recycle bin", "trash")],
    )


def none_known(count: int) -> Face:
    """Webex shows none of them: gone for good, or never to be seen by this person."""
    say = "Webex does not know it, or no longer." if count == 1 else "Webex knows none of them, or no longer."
    return message(
        "I could not find that",
        say,
        "It may have been deleted for good, or it belongs to somebody else.",
        actions=[button("My recordings", "list"), button("Recycle bin", "trash")],
    )


def _about(
    head: str,
    recordings: Sequence[Recording],
    before: Sequence[str],
    after: Sequence[str],
    actions: Sequence[ActionT],
    box: Sequence[ElementT] = (),
    more: int = 0,
) -> Face:
    """A heading, sentences, what it is about (and `more` that nobody can name), and what else there is to say."""
    topics = [topic_of(each) for each in recordings[:MOST_TOPICS]]
    unnamed = len(recordings) - len(topics) + more
    rest = [f"… and {unnamed} more"] if unnamed and topics else []
    body: list[ElementT] = [heading(head), *(prose(sentence) for sentence in before), *bullets([*topics, *rest])]
    body += [*([hint(*after)] if after else []), *box]
    return Face(spoken(head, *before, *topics, *rest, *after), card(body, actions))


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


def _next(recordings: Sequence[Recording], to: Status) -> list[ActionT]:
    ids = " ".join(each.id for each in recordings)
    if to is Status.DELETED:
        return [button("Undo", f"restore {ids}"), button("Recycle bin", "trash")]
    if to is Status.AVAILABLE:
        return [button("Details", f"show {ids}")] if len(recordings) == 1 else [button("My recordings", "list")]
    return [button("Recycle bin", "trash")]
