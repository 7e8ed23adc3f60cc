"""`participants`."""

from cards import participants as cards
from core.commands import ShowParticipants
from core.errors import Forbidden
from core.people import Asker
from core.replies import Reply, TextFile
from handlers.files import file_name
from handlers.recordings import resolved
from services.services import Services


def show_participants(command: ShowParticipants, asker: Asker, services: Services) -> Reply:
    """Who was there; as a file, too, where they are too many for a card."""
    found = resolved(command.of, asker, services)
    if isinstance(found, Reply):
        return found
    recording = services.participants.recording(asker.person.id, found)
    try:
        there = services.participants.of(asker.person.id, recording, asker.now)
    except Forbidden:
        return Reply(cards.only_for_host(recording))
    if not there:
        return Reply(cards.no_participants(recording))
    face = cards.participants(recording, there, zone=asker.zone, now=asker.now)
    if not cards.is_too_long(there, asker.zone):
        return Reply(face)
    name = file_name(recording, "participants", "csv", asker.zone)
    return Reply(face, file=TextFile(name, cards.whole_table(there, asker.zone)))
