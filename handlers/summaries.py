"""`summary`."""

from cards import summaries as cards
from core.commands import ShowSummary
from core.people import Asker
from core.replies import Reply, TextFile
from handlers.files import file_name
from handlers.recordings import resolved
from services.services import Services


def show_summary(command: ShowSummary, asker: Asker, services: Services) -> Reply:
    """The AI notes and action items of the meeting; as a file, too, where they don't fit on a card."""
    found = resolved(command.of, asker, services)
    if isinstance(found, Reply):
        return found
    recording, summary = services.summaries.of(asker.person.id, found)
    if summary is None:
        return Reply(cards.no_summary(recording))
    face = cards.summary(recording, summary, zone=asker.zone, now=asker.now)
    if not cards.is_too_long(summary):
        return Reply(face)
    return Reply(face, file=TextFile(file_name(recording, "notes", "txt", asker.zone), cards.whole_text(summary)))
