"""`admin delete`, `admin restore` and `admin purge`: what lies in the bins of others."""

from collections.abc import Sequence

from cards import admin_bin as cards
from core.admin import Chosen, Done, MoveAllCalls, MoveOthers, Named
from core.admin import named as named_by
from core.audit import Deed
from core.calls import Call, Item
from core.errors import BadRequest, NotFound
from core.grants import GrantKind
from core.people import Asker
from core.recordings import Status
from core.replies import Reply
from handlers.admin_references import (
    LONGEST_SAY,
    chosen,
    kinds_of,
    looked,
    looked_at_all,
    owners,
    references,
)
from handlers.grammar.admin import VERBS, sentence
from services.admin_bin import FROM
from services.progress import Progress
from services.services import Services


def move(word: MoveOthers, asker: Asker, services: Services, progress: Progress, is_confirmed: bool) -> Reply:
    """Moves what was named: into the bin once it was confirmed, out of it at once, for good once it was typed."""
    if all(isinstance(each.what, str) for each in word.of):  # one consent does for connecting and for this
        services.admin_bin.require(asker.person.id, **kinds_of(word.of))
    named = references(word.of, asker, services)
    if isinstance(named, Reply):
        return named
    services.admin_bin.require(asker.person.id, **kinds_of(named))
    read = chosen(named, asker, services, progress)
    if isinstance(read, Reply):
        return read
    asked = _asked(word, read, asker, services, progress, is_confirmed)
    if asked is not None:
        whose = owners(read, asker, services, progress)
        looked(whose, (each.id for each in read.items), asker, services, progress, GrantKind.ADMIN)
        return asked
    done = _move(named, read, word.to, asker, services, progress)
    return Reply(cards.moved(done, word.to, unknown=read.unknown))


def move_all(word: MoveAllCalls, asker: Asker, services: Services, progress: Progress, is_confirmed: bool) -> Reply:
    """The same with all calls of somebody: counted first, and asked again where there are more by then."""
    services.admin_bin.require(asker.person.id, of_calls=True, of_meetings=False)
    try:
        there = services.admin_bin.to_move(asker.person.id, word.owner, word.to, asker.now)
    except (BadRequest, NotFound):  # nobody has that address
        there = ()
    # An earlier attempt at the same answer may have moved them already, and nothing be left to count.
    was_begun = progress.has_begun(services.admin_bin.name_of_all(word.to))
    if not there and not was_begun:
        return Reply(cards.nothing_to_move(word.owner, word.to))
    if not was_begun and not _is_confirmed(word, there, is_confirmed):
        looked_at_all(word.owner, there, asker, services, progress)
        return _ask_all(word, there, asker, services)
    count = int(services.admin.kept(asker.person.id, progress, "count", lambda: str(len(there))))
    services.audit.act(
        asker,
        progress,
        Deed(GrantKind.ADMIN, f"{VERBS[word.to]} all calls", word.owner),
        lambda: services.admin_bin.move_all_calls(asker.person.id, word.owner, word.to, progress, asker.now),
        lambda _: count,
    )
    return Reply(cards.all_moved(count, word.owner, word.to))


def _asked(
    word: MoveOthers, read: Chosen, asker: Asker, services: Services, progress: Progress, is_confirmed: bool
) -> Reply | None:
    """What is asked before anything is done, or that nothing is left to do; None where it may be done."""
    there = tuple(each for each in read.items if each.status in FROM[word.to])
    if word.to is Status.DELETED and not is_confirmed:
        return _ask_delete(there, read, asker, services)
    was_begun = bool(progress.begun(Status.PURGED.value))
    if word.to is Status.PURGED and not was_begun and not _is_typed(word.typed, there):
        return _ask_purge(there, read, was_wrong=word.typed is not None)
    if word.to is Status.AVAILABLE and not there:
        return Reply(cards.so_already(read.items, word.to))
    return None


def _move(
    named: Sequence[Named], read: Chosen, to: Status, asker: Asker, services: Services, progress: Progress
) -> Done:
    ids = tuple(str(each.what) for each in named)
    deed = Deed(GrantKind.ADMIN, VERBS[to], owners(read, asker, services, progress), ids)
    movable = [each for each in read.items if each.status in (*FROM[to], to)]
    moved = services.audit.act(
        asker,
        progress,
        deed,
        lambda: services.admin_bin.move(asker.person.id, movable, to, progress),
        lambda done: len(done.items) + read.gone,
    )
    return Done(moved.items, moved.left, moved.why, read.gone)


def _ask_delete(there: Sequence[Item], read: Chosen, asker: Asker, services: Services) -> Reply:
    if not there:
        return Reply(cards.so_already(read.items, Status.DELETED))
    says = sentence(MoveOthers(tuple(map(named_by, there)), Status.DELETED))
    if len(says) > LONGEST_SAY:
        return Reply(cards.too_many())
    token = services.confirmations.token(asker.person.id, says)
    return Reply(cards.ask_delete(there, token=token, unknown=read.unknown))


def _ask_purge(there: Sequence[Item], read: Chosen, *, was_wrong: bool) -> Reply:
    if not there:
        return Reply(cards.so_already(read.items, Status.PURGED))
    words = cards.words_to_type(there)
    return Reply(cards.ask_purge(there, words=words, was_wrong=was_wrong, unknown=read.unknown))


def _ask_all(word: MoveAllCalls, there: Sequence[Call], asker: Asker, services: Services) -> Reply:
    if word.to is Status.PURGED:
        words = cards.words_to_type(there)
        return Reply(cards.ask_purge_all(there, word.owner, words=words, was_wrong=word.typed is not None))
    says = sentence(MoveAllCalls(word.owner, word.to, count=len(there)))
    token = services.confirmations.token(asker.person.id, says)
    return Reply(cards.ask_all(there, word.owner, word.to, token=token))


def _is_confirmed(word: MoveAllCalls, there: Sequence[Call], is_confirmed: bool) -> bool:
    """Whether this person said yes to that many, or typed it where it is for good."""
    if word.to is Status.PURGED:
        return _is_typed(word.typed, there)
    return is_confirmed and word.count is not None and len(there) <= word.count


def _is_typed(typed: str | None, there: Sequence[Item]) -> bool:
    return bool(there) and typed is not None and _folded(typed) == _folded(cards.words_to_type(there))


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
