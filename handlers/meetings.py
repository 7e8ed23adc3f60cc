"""`meeting`."""

from cards import meetings as cards
from core.commands import ListMeeting, ListRecordings
from core.people import Asker
from core.recordings import Filters
from core.replies import Reply
from handlers.recordings import list_recordings
from services.services import Services


def list_meeting(command: ListMeeting, asker: Asker, services: Services) -> Reply:
    """What was recorded of the meeting with that number in the last year, as an ordinary list."""
    found = services.meetings.numbered(asker.person.id, command.number)
    if not found:
        return Reply(cards.no_such_meeting(command.number))
    period = services.meetings.last_year(asker.now)
    replies = (
        list_recordings(
            ListRecordings(Filters(meeting=meeting.id), period=period), asker, services, title=meeting.title
        )
        for meeting in found
    )
    # Numbers are used again on other sites and after years: the one with recordings is the one that is meant.
    first = next(replies)
    return first if first.shows else next((reply for reply in replies if reply.shows), first)
