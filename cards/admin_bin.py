"""What administrators do to the bins of others: what is asked before, what is said after."""

from collections.abc import Sequence

from adaptive_cards.card import ActionT, ElementT

from cards.admin import topics_of, whose_words
from cards.confirmations import confirming
from cards.elements import button, card, heading, hint, line, message, paragraph, prose, run, spoken, text_input
from cards.errors import reason
from cards.words import counted, length, plain, shortened, total_length
from core.admin import Done, named, said
from core.calls import Call, Item
from core.recordings import Status
from core.replies import Face

MOST_TOPICS = 8
_VERBS = {Status.DELETED: "Delete", Status.AVAILABLE: "Restore", Status.PURGED: "Delete for good"}
_DONE = {Status.DELETED: "In the recycle bin", Status.AVAILABLE: "Restored", Status.PURGED: "Deleted for good"}
_WHERE = {Status.DELETED: "into the recycle bin, which can be undone.", Status.AVAILABLE: "out of the recycle bin."}


def ask_delete(items: Sequence[Item], *, token: str, unknown: int = 0) -> Face:
    """What would go into the bins of others, and the button that says so."""
    head = f"Delete {counted(len(items), 'recording')} of {whose_words(items)}?"
    why = f"{_go(len(items))} into the recycle bin, from where you or the owner can restore {_them(len(items))}."
    label = "Delete" if len(items) == 1 else f"Delete all {len(items)}"
    actions = confirming(label, token, f"Keep {_them(len(items))}")
    return _about(head, [why], items, _unknown(unknown), actions)


def ask_purge(items: Sequence[Item], *, words: str, was_wrong: bool, unknown: int = 0) -> Face:
    """What would be gone for good, and exactly what to type for it."""
    head = f"Delete {counted(len(items), 'recording')} of {whose_words(items)} for good?"
    ref = said(map(named, items))
    box = _box(words)
    actions: list[ActionT] = [
        button("Delete for good", f"admin purge {ref} typed:{{typed}}"),
        button("Leave in the bin", "admin"),
    ]
    return _about(head, [*_wrong(was_wrong), _final(len(items))], items, _unknown(unknown), actions, box)


def moved(outcome: Done, to: Status, *, unknown: int = 0) -> Face:
    """What was moved, what was not and why, and how to undo it."""
    count = len(outcome.items) + outcome.gone
    head = f"{_DONE[to]}: {counted(count, 'recording')}"
    whose = [f"Of {whose_words(outcome.items)}."] if outcome.items else []
    left = [f"{counted(len(outcome.left), 'recording')} stayed as before. {reason(outcome.why)}"] if outcome.why else []
    actions: list[ActionT] = []
    if to is Status.DELETED and outcome.items:
        actions.append(button("Undo", f"admin restore {said(map(named, outcome.items))}"))
    return _about(head, whose, outcome.items, [*left, *_unknown(unknown)], actions)


def ask_all(calls: Sequence[Call], owner: str, to: Status, *, token: str) -> Face:
    """All calls of somebody, counted, and the button that moves them."""
    head = f"{_VERBS[to]} {_every(calls)} of {_short(owner)}?"
    measure = f"{_sum(calls)} {_go(len(calls))} {_WHERE[to]}".strip()
    label = _VERBS[to] if len(calls) == 1 else f"{_VERBS[to]} all {len(calls)}"
    actions = confirming(label, token, f"Leave {_them(len(calls))}")
    return _about(head, [measure], calls, [], actions)


def ask_purge_all(calls: Sequence[Call], owner: str, *, words: str, was_wrong: bool) -> Face:
    """The same where nobody can bring them back, with what to type for it."""
    head = f"Delete {_every(calls)} of {_short(owner)} for good?"
    actions: list[ActionT] = [
        button("Delete for good", f"admin purge all calls of {owner} typed:{{typed}}"),
        button("Leave in the bin", "admin"),
    ]
    sentences = [*_wrong(was_wrong), _sum(calls), _final(len(calls))]
    return _about(head, [each for each in sentences if each], calls, [], actions, _box(words))


def all_moved(count: int, owner: str, to: Status) -> Face:
    """All calls of somebody were moved."""
    actions: list[ActionT] = []
    if to is Status.DELETED:
        actions.append(button("Undo", f"admin restore all calls of {owner}"))
    return message(
        f"{_DONE[to]}: {counted(count, 'call')} of {_short(owner)}",
        "Webex did it for all at once.",
        actions=actions,
    )


def nothing_to_move(owner: str, to: Status) -> Face:
    """Nobody with that address, or no calls of theirs where they would have to lie."""
    where = "that are not in the recycle bin" if to is Status.DELETED else "in the recycle bin"
    return message("Nothing to do", f"I found no calls of {_short(owner)} {where}. Is the address right?")


def so_already(items: Sequence[Item], to: Status) -> Face:
    """All of them are as they were to be, or can't become it from where they are."""
    says = {
        Status.DELETED: "None of them could be deleted: they lie in the recycle bin already, or are gone for good.",
        Status.AVAILABLE: "They are available already.",
        Status.PURGED: "Only what lies in the recycle bin can be deleted for good: delete it first.",
    }
    return _about("Nothing to do", [says[to]], items, [], [])


def too_many() -> Face:
    """More recordings, of more hosts, than a button can name."""
    return message("That is too much at once", "A button can't name so many: please take fewer at a time.")


def words_to_type(items: Sequence[Item]) -> str:
    """What confirms that these are gone for good: it says how many, and whose."""
    what = "call" if all(isinstance(each, Call) for each in items) else "recording"
    return f"{counted(len(items), what)} of {whose_words(items, most=1)}"


def _about(
    head: str,
    before: Sequence[str],
    items: Sequence[Item],
    after: Sequence[str],
    actions: Sequence[ActionT],
    box: Sequence[ElementT] = (),
) -> Face:
    body: list[ElementT] = [heading(head), *(prose(sentence) for sentence in before)]
    body += topics_of(items, MOST_TOPICS) if items else []
    body += [*([hint(*after)] if after else []), *box]
    return Face(spoken(head, *before, *after), card(body, actions))


def _box(words: str) -> list[ElementT]:
    return [
        paragraph("If you are sure, type this into the box and press the button:"),
        line(run(words, mono=True)),
        text_input("typed", "To confirm", "", "What stands above"),
    ]


def _wrong(was_wrong: bool) -> list[str]:
    return ["What you typed is not what I asked for, so I did nothing."] if was_wrong else []


def _final(count: int) -> str:
    return f"This is final: nobody can bring {_them(count)} back."


def _every(calls: Sequence[Call]) -> str:
    return "the only call" if len(calls) == 1 else f"all {len(calls)} calls"


def _go(count: int) -> str:
    return "It goes" if count == 1 else "They go"


def _them(count: int) -> str:
    return "it" if count == 1 else "them"


def _sum(calls: Sequence[Call]) -> str:
    total = length(total_length(each.length for each in calls))
    return f"{total} altogether." if total else ""


def _unknown(count: int) -> list[str]:
    return [f"{count} of those that you named Webex does not know, or no longer."] if count else []


def _short(owner: str) -> str:
    return shortened(plain(owner), 100)
