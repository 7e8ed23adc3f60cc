"""`delete`, `trash`, `restore` and `purge`."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cards import bin as cards
from core.bin import Moved
from core.calls import Call, Item
from core.commands import Delete, PlaybackLink, Purge, Reference, Restore, ShowTrash
from core.people import Asker
from core.periods import Period
from core.recordings import Filters, Recording, Status
from core.replies import Reply
from handlers.grammar.bin import trash_sentence
from handlers.recordings import resolved
from handlers.timeline import list_both
from services.bin import REACH
from services.progress import Progress
from services.services import Services

LONGEST_TYPED = 60
"""Characters of a topic that have to be typed."""

_QUOTES = re.compile('["“”„‟«»＂`{}]')
# Marks nobody sees and nobody can type.
_UNTYPABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


@dataclass(frozen=True, slots=True)
class _Named:
    """Recordings that were named and are this person's own, and how many others were named."""

    items: tuple[Item, ...]
    shared: tuple[Recording, ...]
    unknown: int
    gone: int
    """Those that an earlier attempt removed for good, so what was to be typed has been looked at."""

    def now(self, state: Status) -> tuple[Item, ...]:
        """Those of the person's own that are in this state."""
        return tuple(each for each in self.items if each.status == state)


def delete(command: Delete, asker: Asker, services: Services, progress: Progress, is_confirmed: bool) -> Reply:
    """Into the recycle bin: first the card that asks, then, confirmed, what was done and how to undo it."""
    named = _named(command.of, asker, services, progress)
    if isinstance(named, Reply):
        return named
    there = named.now(Status.AVAILABLE)
    if is_confirmed and (there or progress.begun(Status.DELETED.value)):
        moved = services.bin.move(asker.person.id, named.items, Status.DELETED, progress)
        return _moved(moved, Status.DELETED, named, asker)
    if not there:  # also on another press of the button that confirmed it
        return Reply(cards.in_bin_already(named.items, zone=asker.zone, now=asker.now))
    token = services.confirmations.token(asker.person.id, f"delete {' '.join(each.id for each in there)}")
    face = cards.ask_delete(
        there, token=token, shared=len(named.shared), unknown=named.unknown, zone=asker.zone, now=asker.now
    )
    return Reply(face)


def show_trash(command: ShowTrash, asker: Asker, services: Services) -> Reply:
    """What lies in the recycle bin, meetings and calls, newest recording first; numbers mean it from then on."""
    return list_both(
        command.period or Period(asker.now - REACH, asker.now),
        Filters(status=Status.DELETED.value),
        command.after,
        asker,
        services,
        asks=lambda period, after: trash_sentence(ShowTrash(period, after)),
        binned=services.bin.binned(asker.person.id),
    )


def restore(command: Restore, asker: Asker, services: Services, progress: Progress) -> Reply:
    """Out of the recycle bin; nothing is lost by it, so nothing is asked."""
    named = _named(command.of, asker, services, progress)
    if isinstance(named, Reply):
        return named
    to_restore = services.bin.to_restore(asker.person.id, named.items, progress)
    if not to_restore:
        return Reply(cards.nothing_to_restore(named.items, zone=asker.zone, now=asker.now))
    moved = services.bin.move(asker.person.id, to_restore, Status.AVAILABLE, progress)
    return _moved(moved, Status.AVAILABLE, named, asker, elsewhere=len(named.items) - len(to_restore))


def purge(command: Purge, asker: Asker, services: Services, progress: Progress) -> Reply:
    """Away for good, once the topic has been typed, of a call its time, or for several how many there are."""
    named = _named(command.of, asker, services, progress)
    if isinstance(named, Reply):
        return named
    binned = named.now(Status.DELETED)
    if not binned and not named.gone:
        return Reply(cards.not_in_bin(named.items, zone=asker.zone, now=asker.now))
    if named.gone or _is_typed(command, binned, asker):
        moved = services.bin.move(asker.person.id, binned, Status.PURGED, progress)
        return _moved(replace(moved, gone=named.gone), Status.PURGED, named, asker)
    face = cards.ask_purge(
        binned,
        words=_to_type(binned, len(binned), asker),
        was_wrong=command.typed is not None,
        shared=len(named.shared),
        unknown=named.unknown,
        zone=asker.zone,
        now=asker.now,
    )
    return Reply(face)


def _moved(moved: Moved, to: Status, named: _Named, asker: Asker, elsewhere: int = 0) -> Reply:
    face = cards.moved(moved, to, unknown=named.unknown, elsewhere=elsewhere, zone=asker.zone, now=asker.now)
    return Reply(face)


def _named(of: Sequence[Reference], asker: Asker, services: Services, progress: Progress) -> _Named | Reply:
    """What was named; the answer where that can't be told, or where nothing of it is the person's own."""
    if any(isinstance(each, PlaybackLink) for each in of):
        services.bin.require(asker.person.id)  # looking a link up must not ask for less, and for the rest later
    ids: dict[str, None] = {}
    for reference in of:
        found = resolved(reference, asker, services)
        if isinstance(found, Reply):
            return found
        ids[found] = None
    chosen = services.bin.choose(
        asker.person.id,
        list(ids),
        asker.now,
        progress,
        lambda done: progress.tell(f"I looked at {done} of {len(ids)} so far."),
    )
    shared = tuple(each for each in chosen.items if isinstance(each, Recording) and each.is_shared_with_me)
    mine = tuple(each for each in chosen.items if each not in shared)
    if mine or chosen.gone:
        return _Named(mine, shared, len(chosen.unknown), len(chosen.gone))
    return Reply(cards.only_hosts(shared) if shared else cards.none_known(len(chosen.unknown)))


def _is_typed(command: Purge, binned: Sequence[Item], asker: Asker) -> bool:
    # Of several, an earlier attempt may have purged some already, so it counts how many were named.
    return command.typed is not None and _folded(command.typed) == _folded(_to_type(binned, len(command.of), asker))


def _to_type(items: Sequence[Item], count: int, asker: Asker) -> str:
    """The words that confirm: the topic of one, how many several are.

    The topic of a call is often a phone number, which nobody should have to write into a chat: its time does.
    """
    if count > 1:
        return f"{count} recordings"
    first = items[0]
    if isinstance(first, Call):
        return f"call {first.when.astimezone(asker.zone):%Y-%m-%d %H:%M}"
    typable = "".join(
        c for c in _QUOTES.sub(" ", first.topic) if unicodedata.category(c) not in _UNTYPABLE or c.isspace()
    )
    return " ".join(typable.split())[:LONGEST_TYPED].strip() or "1 recording"


def _folded(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", _QUOTES.sub(" ", words)).casefold().split())
