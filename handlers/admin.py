"""`admin`: the words of administrators, each by their own grant of that kind and in the direct room alone."""

from dataclasses import replace
from typing import assert_never

from cards import admin as cards
from core.admin import (
    Administer,
    AdminWord,
    ConnectAdmin,
    DisconnectAdmin,
    ListOthersCalls,
    ListOthersMeetings,
    MoveAllCalls,
    MoveOthers,
    ReassignAllCalls,
    ReassignCalls,
    ShowAdmin,
    ShowOthers,
)
from core.errors import Forbidden, RoleMissing
from core.grants import GrantKind
from core.people import Asker
from core.recordings import Status
from core.replies import Reply
from handlers import admin_bin, others, reassign
from handlers.grammar.admin import sentence
from handlers.grants import drop, elsewhere
from services.progress import Progress
from services.services import Services

KIND = GrantKind.ADMIN


def administer(command: Administer, asker: Asker, services: Services, progress: Progress, is_confirmed: bool) -> Reply:
    """The answer to an administrator; in a space a sentence without anything of anybody. Raises `RoleMissing` for
    those whom Webex does not count as one any more."""
    if reply := elsewhere(asker, KIND):
        return reply
    try:
        return _answer(command.word, asker, services, progress, is_confirmed)
    except RoleMissing:
        raise
    except Forbidden:
        services.roles.require(asker.person.id, KIND)
        return Reply(cards.other_half(_subject(command.word)))


def lasting(word: AdminWord, asker: Asker, services: Services) -> str:
    """The sentence that means the same later: IDs instead of numbers, dates instead of "today". Raises
    `NoSuchNumber`."""
    match word:
        case ListOthersCalls() | ListOthersMeetings():
            return sentence(replace(word, period=others.period_of(word, asker)))
        case ShowOthers(of):
            return sentence(ShowOthers(services.admin.resolve(asker.person.id, [of])[0]))
        case MoveOthers(of) | ReassignCalls(of):
            return sentence(replace(word, of=services.admin.resolve(asker.person.id, of)))
        case _:
            return sentence(word)


def _answer(word: AdminWord, asker: Asker, services: Services, progress: Progress, is_confirmed: bool) -> Reply:
    match word:
        case ShowAdmin():
            grant = services.grants.summary(asker.person.id, KIND)
            return Reply(cards.overview(grant, zone=asker.zone, now=asker.now))
        case ConnectAdmin():
            return others.connect(asker, services, KIND)
        case DisconnectAdmin():
            return drop(KIND, asker, services, progress)
        case ListOthersCalls():
            return others.list_calls(word, asker, services, progress, KIND)
        case ListOthersMeetings():
            return others.list_meetings(word, asker, services, progress, KIND)
        case ShowOthers(of):
            return others.show(of, asker, services, progress, KIND)
        case MoveOthers():
            return admin_bin.move(word, asker, services, progress, is_confirmed)
        case MoveAllCalls():
            return admin_bin.move_all(word, asker, services, progress, is_confirmed)
        case ReassignCalls():
            return reassign.reassign(word, asker, services, progress, is_confirmed)
        case ReassignAllCalls():
            return reassign.reassign_all(word, asker, services, progress, is_confirmed)
        case _:
            assert_never(word)


def _subject(word: AdminWord) -> str:
    match word:
        case ListOthersCalls(filters) | ListOthersMeetings(filters) if filters.status == Status.PURGED:
            return "what was deleted for good"
        case ListOthersMeetings():
            return "meetings"
        case ShowOthers() | MoveOthers():
            return "these recordings"
        case _:
            return "calls"
