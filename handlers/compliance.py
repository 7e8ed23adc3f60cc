"""`compliance …`: what compliance officers see, and delete for good; in their direct room only."""

from dataclasses import replace
from typing import assert_never

from cards import admin as admin_cards
from cards import compliance as cards
from core.admin import ListOthersCalls, ListOthersMeetings, Named, ShowOthers, owner_of
from core.audit import Deed
from core.calls import Item
from core.compliance import ConnectCompliance, DisconnectCompliance, Erase, OfficerWord, Oversee, ShowCompliance
from core.errors import Forbidden, NotFound, RoleMissing
from core.grants import GrantKind
from core.ids import is_call
from core.people import Asker
from core.replies import Reply
from handlers import others
from handlers.admin_references import looked, references
from handlers.grammar.compliance import sentence
from handlers.grants import drop, elsewhere
from services.compliance import ERASE
from services.progress import Progress
from services.services import Services

KIND = GrantKind.COMPLIANCE


def oversee(command: Oversee, asker: Asker, services: Services, progress: Progress) -> Reply:
    """The answer to an officer; in a space a sentence without anything of anybody. Raises `RoleMissing` for those
    whom Webex does not count as one any more."""
    if reply := elsewhere(asker, KIND):
        return reply
    try:
        return _answer(command.word, asker, services, progress)
    except RoleMissing:
        raise
    except Forbidden:
        services.roles.require(asker.person.id, KIND)
        raise


def lasting(word: OfficerWord, asker: Asker, services: Services) -> str:
    """The sentence that means the same later: IDs instead of numbers, dates instead of "today". What was typed to
    confirm is left out: after a consent it is asked for again. Raises `NoSuchNumber`."""
    match word:
        case ListOthersCalls() | ListOthersMeetings():
            return sentence(replace(word, period=others.period_of(word, asker)))
        case ShowOthers(of):
            return sentence(ShowOthers(_resolved(of, asker, services)))
        case Erase(of):
            return sentence(replace(word, of=_resolved(of, asker, services), typed=None))
        case _:
            return sentence(word)


def _resolved(of: Named, asker: Asker, services: Services) -> Named:
    return services.others(KIND).resolve(asker.person.id, [of])[0]


def _answer(word: OfficerWord, asker: Asker, services: Services, progress: Progress) -> Reply:
    match word:
        case ShowCompliance():
            grant = services.grants.summary(asker.person.id, KIND)
            return Reply(cards.overview(grant, zone=asker.zone, now=asker.now))
        case ConnectCompliance():
            return others.connect(asker, services, KIND)
        case DisconnectCompliance():
            return drop(KIND, asker, services, progress)
        case ListOthersCalls():
            return others.list_calls(word, asker, services, progress, KIND)
        case ListOthersMeetings():
            return others.list_meetings(word, asker, services, progress, KIND)
        case ShowOthers(of):
            return others.show(of, asker, services, progress, KIND)
        case Erase():
            return _erase(word, asker, services, progress)
        case _:
            assert_never(word)


def _erase(word: Erase, asker: Asker, services: Services, progress: Progress) -> Reply:
    """Asks until there is a reason and it was typed; then it is done, once."""
    if isinstance(word.of.what, str):  # an ID tells what it takes, so that one consent does for all of it
        services.compliance.require(asker.person.id, word.of)
    found = references([word.of], asker, services, KIND)
    if isinstance(found, Reply):
        return found
    (of,) = found
    services.compliance.require(asker.person.id, of)
    if progress.has_begun(ERASE):  # by an earlier attempt at this very answer, and so it may be gone already
        return _erased(word, of, asker, services, progress)
    try:
        item = services.compliance.find(asker.person.id, of, asker.now)
    except NotFound:
        return Reply(admin_cards.none_known(1, KIND))
    problems = _problems(word, item)
    if problems is not None:
        looked(owner_of(item) or "unknown", [item.id], asker, services, progress, KIND)
        face = cards.ask_erase(
            item,
            reason=word.reason or "",
            comment=word.comment or "",
            problems=problems,
            zone=asker.zone,
            now=asker.now,
        )
        return Reply(face)
    services.others(KIND).kept(asker.person.id, progress, "whose", lambda: owner_of(item) or "unknown")
    return _erased(word, of, asker, services, progress)


def _problems(word: Erase, item: Item) -> tuple[str, ...] | None:
    """What is wrong with it yet; None where it may be done, and nothing at the first time of asking."""
    is_typed = word.typed is not None and _folded(word.typed) == _folded(cards.words_to_type(item))
    if is_typed and word.reason:
        return None
    wrong = [] if word.typed is None or is_typed else ["What you typed is not what I asked for, so I did nothing."]
    lacks = [] if word.typed is None or word.reason else ["I need a reason, so I did nothing yet."]
    return (*wrong, *lacks)


def _erased(word: Erase, of: Named, asker: Asker, services: Services, progress: Progress) -> Reply:
    recording_id, reason, comment = str(of.what), word.reason or "", word.comment or ""
    # As Webex told the first attempt: a later one may no longer see whose it was.
    whose = services.others(KIND).kept(asker.person.id, progress, "whose", lambda: of.owner or "unknown")
    deed = Deed(KIND, "erase", whose, (recording_id,), reason, comment or None)
    services.audit.act(
        asker,
        progress,
        deed,
        lambda: services.compliance.erase(asker.person.id, recording_id, reason, comment, progress),
    )
    return Reply(cards.erased(is_call=is_call(recording_id), whose=whose, reason=reason))


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
