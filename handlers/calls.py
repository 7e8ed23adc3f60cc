"""`calls`, and what other words answer where a call is meant."""

from dataclasses import replace
from typing import assert_never

from cards import calls as cards
from cards import lists, summaries, transcripts
from cards import recordings as recording_cards
from core.calls import Call, CallDetails, ListCalls
from core.commands import (
    CallId,
    ExplainRecording,
    GetLinks,
    Number,
    Reference,
    Share,
    ShowParticipants,
    ShowRecording,
    ShowSummary,
    ShowTranscript,
    ShowViewers,
    Unshare,
)
from core.errors import Forbidden, NotFound, Refused
from core.ids import is_call
from core.people import Asker
from core.recordings import Status
from core.replies import Reply, ShownList, TextFile
from handlers.files import file_name
from handlers.grammar.calls import sentence
from handlers.recordings import period_of, usual_period
from services.services import Services

AboutOne = (
    ShowRecording
    | GetLinks
    | ShowTranscript
    | ShowSummary
    | ShowParticipants
    | ShowViewers
    | ExplainRecording
    | Share
    | Unshare
)
"""What can be said of one recording."""


def list_calls(command: ListCalls, asker: Asker, services: Services) -> Reply:
    """A page of calls. *More* asks for the same again, in absolute dates, after the last one shown."""
    whole = replace(command, period=period_of(command, asker))
    assert whole.period is not None  # noqa: S101  # it was just given
    try:
        page = services.calls.page(asker.person.id, whole.period, asker.now, filters=whole.filters, after=whole.after)
    except Forbidden:
        return Reply(cards.no_calling())
    more = sentence(replace(whole, after=page.items[-1].id)) if page.has_more else None
    is_bin = whole.filters.status == Status.DELETED
    face = lists.recording_list(
        page,
        title="Calls in the recycle bin" if is_bin else "Calls",
        more=more,
        zone=asker.zone,
        now=asker.now,
        searched=whole.filters.topic,
        again=lambda period: sentence(replace(whole, period=period, after=None)),
        binned=services.bin.binned(asker.person.id) if is_bin else None,
        noun="call",
        why_empty=cards.EMPTY,
    )
    if not page.items:
        return Reply(face)
    before = services.recordings.numbers_of(asker.person.id)[: page.first - 1]
    return Reply(face, shows=ShownList((*before, *(call.id for call in page.items))))


def meant(of: Reference, asker: Asker, services: Services) -> str | None:
    """The ID of the call that is meant; None where none is."""
    match of:
        case CallId(value):
            return value
        case Number(value):
            ids = services.recordings.numbers_of(asker.person.id)[value - 1 : value]
            return next((one for one in ids if is_call(one)), None)
        case _:
            return None


def about_call(command: AboutOne, call_id: str, asker: Asker, services: Services) -> Reply:
    """What a word that is about one recording answers where that is a call."""
    match command:
        case ShowParticipants():
            return Reply(cards.only_meetings("participants", call_id))
        case ShowViewers():
            return Reply(cards.only_meetings("viewers", call_id))
        case Share() | Unshare():
            return Reply(cards.only_meetings("share", call_id))
        case ShowRecording(wants_more=True):
            return Reply(cards.nothing_more(call_id))
    try:
        details = services.calls.details(asker.person.id, call_id)
    except Forbidden:
        return Reply(cards.not_my_call())
    except NotFound:
        if isinstance(command, ExplainRecording):
            return Reply(cards.call_not_there())
        raise
    match command:
        case ShowRecording():
            told = services.calls.told(asker.person.id, call_id)
            return Reply(cards.call_details(details.call, details.links, told, zone=asker.zone, now=asker.now))
        case GetLinks():
            return _links(details, asker)
        case ShowTranscript(_, format):
            return _transcript(details, format, asker, services)
        case ShowSummary():
            return _summary(details, asker, services)
        case ExplainRecording():
            reasons = services.calls.reasons(details, usual_period(asker))
            face = cards.call_explanation(details.call, reasons, usual_period(asker), zone=asker.zone, now=asker.now)
            return Reply(face)
        case _:
            assert_never(command)


def _links(details: CallDetails, asker: Asker) -> Reply:
    call, links = details.call, details.links
    if links is None or cards.why_no_links(call, links):
        return Reply(cards.no_call_links(call, links))
    face = recording_cards.recording_links(call, links, zone=asker.zone, now=asker.now)
    return Reply(face, expires_at=links.expires_at)


def _transcript(details: CallDetails, asked: str, asker: Asker, services: Services) -> Reply:
    call = details.call
    try:
        content = services.calls.transcript(asker.person.id, details.links)
    except Refused:
        return Reply(transcripts.no_call_transcript(call, is_unread=True))
    if content is None or not content.strip():
        return Reply(transcripts.no_call_transcript(call))
    format = "vtt" if content.lstrip().startswith("WEBVTT") else "txt"
    face = transcripts.call_transcript(call, content, format, asked=asked, zone=asker.zone, now=asker.now)
    return Reply(face, file=TextFile(file_name(call, "transcript", format, asker.zone), content))


def _summary(details: CallDetails, asker: Asker, services: Services) -> Reply:
    call: Call = details.call
    notes = services.calls.notes(asker.person.id, details.links)
    has_transcript = details.links is not None and details.links.transcript is not None
    if not notes.has_any:
        return Reply(summaries.no_call_summary(call, notes, has_transcript=has_transcript))
    face = summaries.call_summary(call, notes, has_transcript=has_transcript, zone=asker.zone, now=asker.now)
    if not summaries.is_call_too_long(notes):
        return Reply(face)
    name = file_name(call, "notes", "txt", asker.zone)
    return Reply(face, file=TextFile(name, summaries.whole_call_text(notes)))
