"""A question in words that mean the same later: with IDs instead of numbers, and dates instead of "today"."""

from collections.abc import Sequence
from dataclasses import replace

from core.admin import Administer
from core.audit import GetLog, ShowLog
from core.calls import ListCalls
from core.commands import (
    CallId,
    Command,
    Delete,
    ExplainMissing,
    ExplainRecording,
    FindSaid,
    GetLinks,
    ListMeeting,
    ListRecordings,
    ListSeries,
    Number,
    Purge,
    RecordingId,
    Reference,
    Restore,
    SetRecording,
    Share,
    ShowLatest,
    ShowParticipants,
    ShowRecording,
    ShowSummary,
    ShowTranscript,
    ShowTrash,
    ShowViewers,
    Unshare,
)
from core.compliance import Oversee
from core.digests import SetDigest, SetSpaceDigest, ShowNews
from core.ids import is_call
from core.notices import SetNotices, SetSpaceNotices
from core.people import Asker
from core.timeline import ShowTimeline
from handlers import admin, compliance
from handlers.grammar import audit, bin, calls, digests, listing, notices, sharing, timeline, transcripts
from handlers.grammar.references import said
from handlers.grammar.tokens import quoted
from handlers.recordings import period_of, usual_period
from handlers.sharing import located
from services.recordings import NoSuchNumber
from services.services import Services

_ABOUT_ONE: dict[type[object], str] = {
    ShowRecording: "show",
    GetLinks: "links",
    ShowSummary: "summary",
    ShowParticipants: "participants",
    ShowViewers: "viewers",
    ExplainRecording: "why",
}


class _MeansNothing(Exception):
    """A number that no list has."""


def question_of(command: Command, asker: Asker, services: Services) -> str | None:
    """The sentence that asks the same once the person has connected; None where asking again makes no sense."""
    if isinstance(command, Administer | Oversee):
        return _by_role(command, asker, services)
    ids = services.recordings.numbers_of(asker.person.id)
    try:
        return _reading(command, asker, ids) or _changing(command, asker, ids)
    except _MeansNothing:
        return None


def _by_role(command: Administer | Oversee, asker: Asker, services: Services) -> str | None:
    try:
        if isinstance(command, Oversee):
            return compliance.lasting(command.word, asker, services)
        return admin.lasting(command.word, asker, services)
    except NoSuchNumber:
        return None


def _reading(command: Command, asker: Asker, ids: Sequence[str]) -> str | None:
    """For the words that look something up."""
    match command:
        case ListRecordings():
            return listing.sentence(replace(command, period=period_of(command, asker)))
        case ListCalls():
            return calls.sentence(replace(command, period=period_of(command, asker)))
        case ShowTimeline():
            return timeline.sentence(replace(command, period=command.period or usual_period(asker)))
        case FindSaid():
            return transcripts.sentence(replace(command, period=period_of(command, asker)))
        case ShowLatest():
            return "latest"
        case ShowTranscript(of, format):
            return f"transcript {_named(of, ids)} {format}"
        case ExplainMissing(words):
            return f'why "{words}"'
        case ListMeeting(number):
            return f"meeting {number}"
        case ShowTrash():
            return bin.trash_sentence(command)
        case ListSeries():
            return "record"
        case ShowLog() | GetLog():
            return audit.sentence(command)
        case _:
            return _about_one(command, ids)


def _about_one(command: Command, ids: Sequence[str]) -> str | None:
    match command:
        case ShowRecording(of, wants_more=True):
            return f"show {_named(of, ids)} more"
        case (
            ShowRecording(of)
            | GetLinks(of)
            | ShowSummary(of)
            | ShowParticipants(of)
            | ShowViewers(of)
            | ExplainRecording(of)
        ):
            return f"{_ABOUT_ONE[type(command)]} {_named(of, ids)}"
        case _:
            return None


def _changing(command: Command, asker: Asker, ids: Sequence[str]) -> str | None:
    """For the words that change something; what they ask to be confirmed is asked then."""
    match command:
        case SetDigest():
            return digests.sentence(command)
        case SetSpaceDigest(room_id=room_id):
            return digests.sentence_here(command, room_id or asker.room_id or "")
        case ShowNews():
            return digests.sentence_now(command)
        case SetNotices(is_on):
            return f"notify {'on' if is_on else 'off'}"
        case SetSpaceNotices(room_id=room_id):
            return notices.sentence_here(command, room_id or asker.room_id or "")
        case Delete(of):
            return f"delete {_all_named(of, ids)}"
        case Restore(of):
            return f"restore {_all_named(of, ids)}"
        case Purge(of, typed):
            return f"purge {_all_named(of, ids)}" + (f" typed:{quoted(typed)}" if typed else "")
        case Share():
            return sharing.sentence(replace(located(command, asker), of=_fixed(command.of, ids)))
        case Unshare(of, people):
            return sharing.sentence(Unshare(_fixed(of, ids), people))
        case SetRecording(series, is_on):
            return f"record {'on' if is_on else 'off'} {series}"
        case _:
            return None


def _all_named(of: Sequence[Reference], ids: Sequence[str]) -> str:
    return " ".join(_named(each, ids) for each in of)


def _named(reference: Reference, ids: Sequence[str]) -> str:
    return said(_fixed(reference, ids))


def _fixed(reference: Reference, ids: Sequence[str]) -> Reference:
    """The reference itself, or what a number means at the moment."""
    if not isinstance(reference, Number):
        return reference
    if not 1 <= reference.value <= len(ids):
        raise _MeansNothing
    meant = ids[reference.value - 1]
    return CallId(meant) if is_call(meant) else RecordingId(meant)
