"""`list`, `search`, `latest`, `show` and `links`."""

from dataclasses import replace

from cards import errors, lists
from cards import recordings as cards
from core.calls import ListCalls
from core.commands import FindSaid, GetLinks, ListRecordings, Reference, ShowRecording
from core.errors import Refused
from core.people import Asker
from core.periods import Period
from core.recordings import RecordingDetails, RecordingPage, Status
from core.replies import Face, Reply, ShownList
from handlers.grammar.listing import sentence
from handlers.when.periods import read_period
from services.recordings import NoSuchNumber, NoSuchPage
from services.services import Services

DEFAULT_PERIOD = "last 30 days"


def period_of(command: ListRecordings | ListCalls | FindSaid, asker: Asker) -> Period:
    """The period that was asked for, else the person's own default, else the last 30 days."""
    return usual_period(asker) if command.period is None else command.period


def usual_period(asker: Asker) -> Period:
    """The period of a plain `list`: the person's own default, else the last 30 days."""
    chosen = read_period(asker.preferences.period or DEFAULT_PERIOD, now=asker.now, zone=asker.zone)
    usual = read_period(DEFAULT_PERIOD, now=asker.now, zone=asker.zone)
    period = chosen if isinstance(chosen, Period) else usual
    assert isinstance(period, Period)  # noqa: S101  # the default is one
    return period


def list_recordings(command: ListRecordings, asker: Asker, services: Services, title: str | None = None) -> Reply:
    """A page of a list. *More* asks for the same again, in absolute dates, after the last one shown."""
    filters = replace(command.filters, site=command.filters.site or asker.preferences.site)
    whole = replace(command, filters=filters, period=period_of(command, asker))
    assert whole.period is not None  # noqa: S101  # it was just given
    page = services.recordings.page(
        asker.person.id, whole.period, asker.now, filters=filters, words=command.words, after=command.after
    )
    more = sentence(replace(whole, after=page.recordings[-1].id)) if page.has_more else None
    usual = "Recycle bin" if filters.status == "deleted" else "Recordings"
    face = lists.recording_list(
        page,
        title=title or usual,
        more=more,
        zone=asker.zone,
        now=asker.now,
        searched=command.words or filters.topic,
        again=lambda period: sentence(replace(whole, period=period, after=None)),
        binned=services.bin.binned(asker.person.id) if filters.status == Status.DELETED else None,
        site=filters.site,
    )
    return Reply(face, shows=_shown(page, asker, services))


def show_latest(asker: Asker, services: Services) -> Reply:
    """The newest recording, with its details; `links 1` means it from then on."""
    latest = services.recordings.latest(asker.person.id, asker.now)
    if latest is None:
        period = Period(asker.now - services.recordings.reach, asker.now)
        return Reply(lists.nothing_found(period, title="Recordings", zone=asker.zone, now=asker.now))
    try:
        details = services.recordings.details(asker.person.id, latest.id)
    except Refused:  # what the list told is something
        details = RecordingDetails(latest, None)
    return Reply(_details(details, asker), shows=ShownList((latest.id,)))


def show_recording(command: ShowRecording, asker: Asker, services: Services) -> Reply:
    """The details of one recording, or what else can be done with it."""
    found = resolved(command.of, asker, services)
    if isinstance(found, Reply):
        return found
    details = services.recordings.details(asker.person.id, found)
    if command.wants_more:
        return Reply(cards.more_actions(details.recording, zone=asker.zone, now=asker.now))
    return Reply(_details(details, asker))


def get_links(command: GetLinks, asker: Asker, services: Services) -> Reply:
    """Fresh links, in a message that goes when they have expired."""
    found = resolved(command.of, asker, services)
    if isinstance(found, Reply):
        return found
    details = services.recordings.details(asker.person.id, found)
    if details.links is None:
        return Reply(cards.no_links(details.recording))
    face = cards.recording_links(details.recording, details.links, zone=asker.zone, now=asker.now)
    return Reply(face, expires_at=details.links.expires_at)


def resolved(reference: Reference, asker: Asker, services: Services) -> str | Reply:
    """The ID of the recording that is meant, or the answer that says that none is."""
    try:
        return services.recordings.resolve(asker.person.id, reference, asker.now)
    except NoSuchNumber as missing:
        return Reply(errors.no_such_number(missing.value, missing.last))
    except NoSuchPage:
        return Reply(errors.cannot_read_link())


def _details(details: RecordingDetails, asker: Asker) -> Face:
    has_transcript = details.links.transcript is not None if details.links else None
    return cards.recording_details(
        details.recording,
        zone=asker.zone,
        now=asker.now,
        links_known=details.links is not None,
        has_transcript=has_transcript,
    )


def _shown(page: RecordingPage, asker: Asker, services: Services) -> ShownList | None:
    if not page.recordings:
        return None
    before = services.recordings.numbers_of(asker.person.id)[: page.first - 1]
    return ShownList((*before, *(recording.id for recording in page.recordings)))
