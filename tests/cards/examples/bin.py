"""Faces of the recycle bin: what is asked before, what is said after."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from cards import bin, confirmations, lists
from core.bin import Moved
from core.calls import Item
from core.errors import Forbidden
from core.recordings import RecordingPage, Status
from core.replies import Face
from tests.cards.examples.values import (
    BERLIN,
    HUNDRED,
    HUNDRED_CALLS,
    HUNDRED_EMOJI,
    MONTH,
    NASTY,
    NOW,
    TOKEN,
    USUAL_ROWS,
    Example,
    hexadecimal,
    nasty_topic,
    recording,
)

MIXED: tuple[Item, ...] = (*HUNDRED[:50], *HUNDRED_CALLS[:50])


def here(of: Callable[..., Face]) -> Callable[..., Face]:
    """The same at the place and time of all examples."""
    return lambda *given, **named: of(*given, zone=BERLIN, now=NOW, **named)


def examples() -> list[Example]:
    ask, purge, moved = here(bin.ask_delete), here(bin.ask_purge), here(bin.moved)
    there, away = here(bin.in_bin_already), here(bin.not_in_bin)
    outside = here(bin.nothing_to_restore)
    nasty = tuple(recording(number, topic=nasty_topic(seen)) for number, seen in enumerate(NASTY))
    some = Moved(HUNDRED[:2], HUNDRED[2:5], Forbidden(403, "secret words of Webex"))
    deleted, restored, purged = Status.DELETED, Status.AVAILABLE, Status.PURGED
    return [
        Example("delete", bin.ask_delete, ask([recording()], token=TOKEN), ("Weekly sync",)),
        Example("delete-several", bin.ask_delete, ask(HUNDRED, token=TOKEN, shared=2, unknown=1), ("Weekly sync",)),
        Example("delete-emoji", bin.ask_delete, ask(HUNDRED_EMOJI, token=TOKEN, shared=1, unknown=2)),
        Example("delete-nasty", bin.ask_delete, ask(nasty[:8], token=TOKEN), NASTY[:8]),
        Example("delete-calls", bin.ask_delete, ask(HUNDRED_CALLS, token=TOKEN, unknown=1), ("+34911223344",)),
        Example("purge", bin.ask_purge, purge([recording()], words="Weekly sync", was_wrong=False), ("purge",)),
        Example("purge-wrong", bin.ask_purge, purge(HUNDRED[:3], words="3 recordings", was_wrong=True)),
        Example("purge-many", bin.ask_purge, purge(HUNDRED_EMOJI, words="🎉" * 60, was_wrong=True, shared=9)),
        Example("purge-call", bin.ask_purge, purge(HUNDRED_CALLS[:1], words="call 2026-03-02 10:01", was_wrong=False)),
        Example("purge-mixed", bin.ask_purge, purge(MIXED, words="100 recordings", was_wrong=True, unknown=9)),
        Example("deleted", bin.moved, moved(Moved(HUNDRED[:1]), deleted)),
        Example("deleted-some", bin.moved, moved(some, deleted, unknown=1), ("3 recordings stayed as before",)),
        Example("deleted-hundred", bin.moved, moved(Moved(HUNDRED_EMOJI), deleted)),
        Example("deleted-calls", bin.moved, moved(Moved(HUNDRED_CALLS), deleted)),
        Example("restored", bin.moved, moved(Moved(HUNDRED[:1]), restored)),
        Example("restored-several", bin.moved, moved(Moved(HUNDRED), restored)),
        Example("restored-mixed", bin.moved, moved(Moved(MIXED), restored)),
        Example("purged", bin.moved, moved(Moved(HUNDRED[:1]), purged)),
        Example("purged-before", bin.moved, moved(Moved((), gone=1), purged)),
        Example("purged-partly-before", bin.moved, moved(Moved(HUNDRED[:1], gone=1), purged)),
        Example("purged-nasty", bin.moved, moved(Moved(nasty[:8]), purged), NASTY[:8]),
        Example("purged-call", bin.moved, moved(Moved(HUNDRED_CALLS[:1]), purged), ("30 days",)),
        Example("only-host", bin.only_hosts, bin.only_hosts([recording()])),
        Example("only-hosts", bin.only_hosts, bin.only_hosts(HUNDRED_EMOJI)),
        Example("in-bin", bin.in_bin_already, there([recording()])),
        Example("in-bin-several", bin.in_bin_already, there(HUNDRED_EMOJI)),
        Example("not-in-bin", bin.not_in_bin, away([recording()])),
        Example("not-in-bin-several", bin.not_in_bin, away(HUNDRED_EMOJI)),
        Example("nothing-to-restore", bin.nothing_to_restore, outside([recording()])),
        Example("nothing-to-restore-several", bin.nothing_to_restore, outside(HUNDRED_EMOJI)),
        Example("restored-some", bin.moved, moved(Moved(HUNDRED[:2]), restored, elsewhere=3), ("Left out: 3",)),
        Example("none-known", bin.none_known, bin.none_known(1)),
        Example("none-known-several", bin.none_known, bin.none_known(100)),
        Example("kept", confirmations.kept, confirmations.kept()),
        Example("not-confirmed", confirmations.not_confirmed, confirmations.not_confirmed()),
        *trash_examples(),
    ]


def trash_examples() -> list[Example]:
    of = lists.recording_list
    rows = tuple(replace(each, status="deleted") for each in USUAL_ROWS)
    binned = {each.id: NOW - timedelta(days=1) for each in HUNDRED + rows[:4]}
    more = f"list {MONTH} status:deleted after:{hexadecimal(9)}"

    def trash(page: RecordingPage) -> Face:
        return of(page, title="Recycle bin", more=more, zone=BERLIN, now=NOW, binned=binned)

    return [
        Example("trash", of, trash(RecordingPage(rows, MONTH, total=23, has_more=True)), ("in the bin since",)),
        Example("trash-empty", of, trash(RecordingPage((), MONTH)), ("recycle bin",)),
        Example("trash-emoji", of, trash(RecordingPage(HUNDRED_EMOJI, MONTH, total=100))),
    ]
