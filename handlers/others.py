"""Lists and details of others' recordings, which administrators and compliance officers ask for in the same words."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from cards import admin as cards
from cards import admin_details as details_cards
from cards import grants as grant_cards
from core.admin import ListOthersCalls, ListOthersMeetings, Named, OthersPage, owner_of
from core.audit import Deed
from core.errors import BadRequest, NotFound
from core.grants import GrantKind
from core.ids import is_call
from core.people import Asker
from core.periods import Period
from core.replies import Reply
from handlers.admin_references import looked, references
from handlers.grammar import admin, compliance
from handlers.recordings import usual_period
from services.admin import REACH
from services.progress import Progress
from services.services import Services

_SENTENCES: Mapping[GrantKind, Callable[[ListOthersCalls | ListOthersMeetings], str]] = {
    GrantKind.ADMIN: admin.sentence,
    GrantKind.COMPLIANCE: compliance.sentence,
}


def connect(asker: Asker, services: Services, kind: GrantKind) -> Reply:
    """Asks for that consent, or a word that it is there."""
    grant = services.grants.summary(asker.person.id, kind)
    if grant is not None and not grant.has_ended:
        return Reply(cards.already(grant, zone=asker.zone, now=asker.now))
    url = services.grants.begin(asker.person.id, None, kind=kind)
    return Reply(grant_cards.connect(url, has_ended=grant is not None, question=None, kind=kind))


def list_calls(word: ListOthersCalls, asker: Asker, services: Services, progress: Progress, kind: GrantKind) -> Reply:
    """A page of everybody's calls; numbers mean it from then on, in sentences of that kind."""
    looking = services.others(kind)
    looking.client(asker.person.id, looking.of_calls)
    whole = replace(word, period=period_of(word, asker))
    owner = word.filters.owner
    deed = Deed(kind, "list calls", owner or "everybody")
    try:
        page = services.audit.act(
            asker,
            progress,
            deed,
            lambda: looking.calls(asker.person.id, word, period_of(word, asker), asker.now),
            lambda page: len(page.items),
        )
    except (BadRequest, NotFound):
        if owner is None:
            raise
        return Reply(cards.nobody(owner))
    return _listed(whole, page, f"calls of {owner or 'everybody'}", word.filters.status, asker, services, kind)


def list_meetings(
    word: ListOthersMeetings, asker: Asker, services: Services, progress: Progress, kind: GrantKind
) -> Reply:
    """The same of meetings."""
    looking = services.others(kind)
    looking.client(asker.person.id, looking.of_meetings)
    whole = replace(word, period=period_of(word, asker))
    deed = Deed(kind, "list meetings", word.host or "everybody")
    page = services.audit.act(
        asker,
        progress,
        deed,
        lambda: looking.meetings(asker.person.id, word, period_of(word, asker), asker.now),
        lambda page: len(page.items),
    )
    return _listed(whole, page, f"meetings of {word.host or 'everybody'}", word.filters.status, asker, services, kind)


def _listed(
    whole: ListOthersCalls | ListOthersMeetings,
    page: OthersPage,
    about: str,
    status: str | None,
    asker: Asker,
    services: Services,
    kind: GrantKind,
) -> Reply:
    sentence = _SENTENCES[kind]
    more = sentence(replace(whole, after=page.items[-1].id)) if page.has_more else None
    face = cards.others_list(
        page,
        about=about,
        more=more,
        status=status,
        kind=kind,
        zone=asker.zone,
        now=asker.now,
        again=lambda period: sentence(replace(whole, period=period, after=None)),
    )
    return Reply(face, shows=services.others(kind).shown(asker.person.id, page) if page.items else None)


def show(of: Named, asker: Asker, services: Services, progress: Progress, kind: GrantKind) -> Reply:
    """All about one of them."""
    found = references([of], asker, services, kind)
    if isinstance(found, Reply):
        return found
    one, recording_id = found[0], str(found[0].what)
    try:
        if is_call(recording_id):
            call, metadata = services.others(kind).call(asker.person.id, recording_id)
            # Whose a call is, only Webex can tell.
            looked(owner_of(call.call) or "unknown", [recording_id], asker, services, progress, kind)
            face = details_cards.call_details(call, metadata, zone=asker.zone, now=asker.now, kind=kind)
            return Reply(face, expires_at=call.links.expires_at if call.links else None)
        meeting = services.others(kind).meeting(asker.person.id, recording_id, one.owner)
    except NotFound:
        return Reply(cards.none_known(1, kind))
    looked(one.owner or "unknown", [recording_id], asker, services, progress, kind)
    face = details_cards.meeting_details(meeting, zone=asker.zone, now=asker.now, kind=kind)
    return Reply(face, expires_at=meeting.links.expires_at if meeting.links else None)


def period_of(word: ListOthersCalls | ListOthersMeetings, asker: Asker) -> Period:
    """The one that was asked for; of one meeting everything, since nobody knows when it was."""
    if word.period is not None:
        return word.period
    if isinstance(word, ListOthersMeetings) and word.filters.meeting:
        return Period(asker.now - REACH, asker.now)
    return usual_period(asker)
