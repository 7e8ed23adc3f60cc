"""Faces of the recycle bin: what is asked before, what is said after."""

from dataclasses import replace
from datetime import timedelta

from cards import bin, confirmations, recordings
from core.bin import Moved
from core.errors import Forbidden
from core.recordings import RecordingPage, Status
from core.replies import Face
from tests.cards.examples.values import (
    BERLIN,
    HUNDRED,
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


def examples() -> list[Example]:
    ask, purge, moved = bin.ask_delete, bin.ask_purge, bin.moved
    nasty = tuple(recording(number, topic=nasty_topic(seen)) for number, seen in enumerate(NASTY))
    some = Moved(HUNDRED[:2], HUNDRED[2:5], Forbidden(403, "secret words of Webex"))
    deleted, restored, purged = Status.DELETED, Status.AVAILABLE, Status.PURGED
    return [
        Example("delete", ask, ask([recording()], token=TOKEN), ("Weekly sync",)),
        Example("delete-several", ask, ask(HUNDRED, token=TOKEN, shared=2, unknown=1), ("Weekly sync",)),
        Example("delete-emoji", ask, ask(HUNDRED_EMOJI, token=TOKEN, shared=1, unknown=2)),
        Example("delete-nasty", ask, ask(nasty[:8], token=TOKEN), NASTY[:8]),
        Example("purge", purge, purge([recording()], words="Weekly sync", was_wrong=False), ("purge",)),
        Example("purge-wrong", purge, purge(HUNDRED[:3], words="3 recordings", was_wrong=True), ("3 recordings",)),
        Example("purge-many", purge, purge(HUNDRED_EMOJI, words="🎉" * 60, was_wrong=True, shared=9, unknown=9)),
        Example("deleted", moved, moved(Moved(HUNDRED[:1]), deleted)),
        Example("deleted-some", moved, moved(some, deleted, unknown=1), ("3 recordings stayed as before",)),
        Example("deleted-hundred", moved, moved(Moved(HUNDRED_EMOJI), deleted)),
        Example("restored", moved, moved(Moved(HUNDRED[:1]), restored)),
        Example("restored-several", moved, moved(Moved(HUNDRED), restored)),
        Example("purged", moved, moved(Moved(HUNDRED[:1]), purged)),
        Example("purged-before", moved, moved(Moved((), gone=1), purged)),
        Example("purged-partly-before", moved, moved(Moved(HUNDRED[:1], gone=1), purged)),
        Example("purged-nasty", moved, moved(Moved(nasty[:8]), purged), NASTY[:8]),
        Example("only-host", bin.only_hosts, bin.only_hosts([recording()])),
        Example("only-hosts", bin.only_hosts, bin.only_hosts(HUNDRED_EMOJI)),
        Example("in-bin", bin.in_bin_already, bin.in_bin_already([recording()])),
        Example("in-bin-several", bin.in_bin_already, bin.in_bin_already(HUNDRED_EMOJI)),
        Example("not-in-bin", bin.not_in_bin, bin.not_in_bin([recording()])),
        Example("not-in-bin-several", bin.not_in_bin, bin.not_in_bin(HUNDRED_EMOJI)),
        Example("none-known", bin.none_known, bin.none_known(1)),
        Example("none-known-several", bin.none_known, bin.none_known(100)),
        Example("not-confirmed", confirmations.not_confirmed, confirmations.not_confirmed()),
        *trash_examples(),
    ]


def trash_examples() -> list[Example]:
    of = recordings.recording_list
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
