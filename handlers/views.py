"""`viewers`."""

from cards import views as cards
from core.commands import ShowViewers
from core.people import Asker
from core.replies import Reply
from handlers.recordings import resolved
from services.services import Services


def show_viewers(command: ShowViewers, asker: Asker, services: Services) -> Reply:
    """Who watched or downloaded a recording."""
    found = resolved(command.of, asker, services)
    if isinstance(found, Reply):
        return found
    recording, seen = services.views.of(asker.person.id, found)
    if not seen:
        return Reply(cards.no_viewers(recording))
    return Reply(cards.viewers(recording, seen, zone=asker.zone, now=asker.now))
