"""`viewers`."""

from cards import views as cards
from core.commands import ShowViewers
from core.people import Asker
from core.replies import Reply, TextFile
from handlers.files import file_name
from handlers.recordings import resolved
from services.services import Services


def show_viewers(command: ShowViewers, asker: Asker, services: Services) -> Reply:
    """Who watched or downloaded a recording; as a file, too, where they are too many for a card."""
    found = resolved(command.of, asker, services)
    if isinstance(found, Reply):
        return found
    recording, seen = services.views.of(asker.person.id, found)
    if not seen:
        return Reply(cards.no_viewers(recording))
    face = cards.viewers(recording, seen, zone=asker.zone, now=asker.now)
    if not cards.is_too_long(seen, asker.zone, asker.now):
        return Reply(face)
    name = file_name(recording, "viewers", "csv", asker.zone)
    return Reply(face, file=TextFile(name, cards.whole_table(seen, asker.zone)))
