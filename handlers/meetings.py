"""`meeting`, and `record`, which has series recorded by themselves."""

from cards import meetings as cards
from core.commands import ListMeeting, ListRecordings, SetRecording
from core.errors import BadRequest, Forbidden, NotFound
from core.people import Asker
from core.recordings import Filters
from core.replies import Reply
from handlers.recordings import list_recordings
from services.progress import Progress
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


def list_series(asker: Asker, services: Services) -> Reply:
    """The series that this person hosts, with the switch of each."""
    series = services.meetings.coming(asker.person.id, asker.person.email, asker.now)
    return Reply(cards.series_list(series, zone=asker.zone, now=asker.now))


def set_recording(command: SetRecording, asker: Asker, services: Services, progress: Progress) -> Reply:
    """Turns the switch of a series, or says why Webex does not let it."""
    if "_" in command.series:  # only what is still to come can be changed (reference 17, trap 19)
        return Reply(cards.no_series())
    try:
        meeting = services.meetings.set_recording(asker.person.id, command.series, command.is_on, progress)
    except (Forbidden, NotFound):
        return Reply(cards.not_host())
    except BadRequest as error:
        return Reply(cards.in_progress() if "in progress" in error.message.lower() else cards.not_changeable())
    return Reply(cards.recording_set(meeting, is_on=command.is_on))
