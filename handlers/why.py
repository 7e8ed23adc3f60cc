"""`why`."""

from cards import why as cards
from core.commands import ExplainMissing, ExplainRecording
from core.errors import NotFound
from core.people import Asker
from core.replies import Reply, ShownList
from handlers.recordings import resolved, usual_period
from services.services import Services
from services.why import Usual


def explain_recording(command: ExplainRecording, asker: Asker, services: Services) -> Reply:
    """Why something of a recording is not there."""
    found = resolved(command.of, asker, services)
    if isinstance(found, Reply):
        return found
    usual = _usual(asker)
    try:
        explained = services.why.recording(asker.person.id, found, usual, asker.now)
    except NotFound:
        return Reply(cards.not_there())
    return Reply(cards.explanation(explained, usual.period, usual.site, zone=asker.zone, now=asker.now))


def explain_missing(command: ExplainMissing, asker: Asker, services: Services) -> Reply:
    """Why a recording is not in the list; those that were found elsewhere get numbers."""
    usual = _usual(asker)
    missing = services.why.missing(asker.person.id, command.words, usual, asker.now)
    face = cards.missing(missing, usual.period, usual.site, zone=asker.zone, now=asker.now)
    ids = tuple(each.recording.id for each in missing.recordings)
    return Reply(face, shows=ShownList(ids) if ids else None)


def _usual(asker: Asker) -> Usual:
    return Usual(usual_period(asker), asker.preferences.site)
