"""`admin`: the words of administrators, each by their own grant of that kind and in the direct room alone."""

from dataclasses import replace
from typing import assert_never

from cards import admin as cards
from cards import admin_details as details_cards
from cards import grants as grant_cards
from core.admin import (
    Administer,
    AdminWord,
    ConnectAdmin,
    DisconnectAdmin,
    ListOthersCalls,
    ListOthersMeetings,
    MoveAllCalls,
    MoveOthers,
    Named,
    OthersPage,
    ReassignAllCalls,
    ReassignCalls,
    ShowAdmin,
    ShowOthers,
    owner_of,
)
from core.audit import Deed
from core.errors import BadRequest, Forbidden, NotFound, RoleMissing
from core.grants import GrantKind
from core.ids import is_call
from core.people import Asker
from core.periods import Period
from core.recordings import Status
from core.replies import Reply
from handlers import admin_bin, reassign
from handlers.admin_references import references
from handlers.grammar.admin import sentence
from handlers.grants import drop, elsewhere
from handlers.recordings import usual_period
from services.admin import CALLS, MEETINGS, REACH
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
            return sentence(replace(word, period=_period(word, asker)))
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
            return _connect(asker, services)
        case DisconnectAdmin():
            return drop(KIND, asker, services, progress)
        case ListOthersCalls():
            return _list_calls(word, asker, services, progress)
        case ListOthersMeetings():
            return _list_meetings(word, asker, services, progress)
        case ShowOthers(of):
            return _show(of, asker, services, progress)
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


def _connect(asker: Asker, services: Services) -> Reply:
    grant = services.grants.summary(asker.person.id, KIND)
    if grant is not None and not grant.has_ended:
        return Reply(cards.already(grant, zone=asker.zone, now=asker.now))
    url = services.grants.begin(asker.person.id, None, kind=KIND)
    return Reply(grant_cards.connect(url, has_ended=grant is not None, question=None, kind=KIND))


def _list_calls(word: ListOthersCalls, asker: Asker, services: Services, progress: Progress) -> Reply:
    services.admin.client(asker.person.id, CALLS)
    whole = replace(word, period=_period(word, asker))
    owner = word.filters.owner
    deed = Deed(KIND, "list calls", owner or "everybody")
    try:
        page = services.audit.act(
            asker,
            progress,
            deed,
            lambda: services.admin.calls(asker.person.id, word, _period(word, asker), asker.now),
            lambda page: len(page.items),
        )
    except (BadRequest, NotFound):
        if owner is None:
            raise
        return Reply(cards.nobody(owner))
    return _listed(whole, page, f"calls of {owner or 'everybody'}", word.filters.status, asker, services)


def _list_meetings(word: ListOthersMeetings, asker: Asker, services: Services, progress: Progress) -> Reply:
    services.admin.client(asker.person.id, MEETINGS)
    whole = replace(word, period=_period(word, asker))
    deed = Deed(KIND, "list meetings", word.host or "everybody")
    page = services.audit.act(
        asker,
        progress,
        deed,
        lambda: services.admin.meetings(asker.person.id, word, _period(word, asker), asker.now),
        lambda page: len(page.items),
    )
    return _listed(whole, page, f"meetings of {word.host or 'everybody'}", word.filters.status, asker, services)


def _listed(
    whole: ListOthersCalls | ListOthersMeetings,
    page: OthersPage,
    about: str,
    status: str | None,
    asker: Asker,
    services: Services,
) -> Reply:
    more = sentence(replace(whole, after=page.items[-1].id)) if page.has_more else None
    face = cards.others_list(
        page,
        about=about,
        more=more,
        status=status,
        zone=asker.zone,
        now=asker.now,
        again=lambda period: sentence(replace(whole, period=period, after=None)),
    )
    return Reply(face, shows=services.admin.shown(asker.person.id, page) if page.items else None)


def _show(of: Named, asker: Asker, services: Services, progress: Progress) -> Reply:
    found = references([of], asker, services)
    if isinstance(found, Reply):
        return found
    one, recording_id = found[0], str(found[0].what)
    try:
        if is_call(recording_id):
            call, metadata = services.admin.call(asker.person.id, recording_id)
            _looked(owner_of(call.call), recording_id, asker, services, progress)
            face = details_cards.call_details(call, metadata, zone=asker.zone, now=asker.now)
            return Reply(face, expires_at=call.links.expires_at if call.links else None)
        meeting = services.admin.meeting(asker.person.id, recording_id, one.owner or "")
    except NotFound:
        return Reply(cards.none_known(1))
    _looked(one.owner, recording_id, asker, services, progress)
    face = details_cards.meeting_details(meeting, zone=asker.zone, now=asker.now)
    return Reply(face, expires_at=meeting.links.expires_at if meeting.links else None)


def _looked(owner: str | None, recording_id: str, asker: Asker, services: Services, progress: Progress) -> None:
    """Nobody is shown what was not written down before; whose a call is, only Webex can tell."""
    deed = Deed(KIND, "show", owner or "unknown", (recording_id,))
    services.audit.act(asker, progress, deed, lambda: None)


def _period(word: ListOthersCalls | ListOthersMeetings, asker: Asker) -> Period:
    """The one that was asked for; of one meeting everything, since nobody knows when it was."""
    if word.period is not None:
        return word.period
    if isinstance(word, ListOthersMeetings) and word.filters.meeting:
        return Period(asker.now - REACH, asker.now)
    return usual_period(asker)


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
