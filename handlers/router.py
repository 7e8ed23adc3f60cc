"""One command in, one answer out."""

from typing import assert_never

from core.commands import (
    ChangeSettings,
    Command,
    Connect,
    Disconnect,
    ExplainMissing,
    ExplainRecording,
    FindSaid,
    GetLinks,
    Help,
    Invalid,
    ListMeeting,
    ListRecordings,
    NotUnderstood,
    ShowLatest,
    ShowParticipants,
    ShowRecording,
    ShowSettings,
    ShowStatus,
    ShowSummary,
    ShowTranscript,
    ShowViewers,
)
from core.errors import NeedsPerson
from core.people import Asker
from core.replies import Reply
from handlers import grants, help, meetings, participants, people, recordings, summaries, transcripts, views, why
from handlers.questions import question_of
from services.progress import Progress
from services.services import Services


def answer(command: Command, asker: Asker, services: Services, progress: Progress) -> Reply:
    """The answer to a command. Raises `Retryable` and `Refused` as Webex gave them.

    Where the person has to connect first, the answer is the card that asks for it; the question is kept.
    """
    try:
        return _answer(command, asker, services, progress)
    except NeedsPerson as need:
        return grants.ask(need, question_of(command, asker, services), asker, services)


def _answer(command: Command, asker: Asker, services: Services, progress: Progress) -> Reply:
    match command:
        case Help():
            return help.help(command, asker, services)
        case NotUnderstood():
            return help.not_understood(command)
        case Invalid():
            return help.invalid(command)
        case Connect():
            return grants.connect(asker, services)
        case Disconnect():
            return grants.disconnect(asker, services)
        case ListRecordings():
            return recordings.list_recordings(command, asker, services)
        case ShowLatest():
            return recordings.show_latest(asker, services)
        case ShowRecording():
            return recordings.show_recording(command, asker, services)
        case GetLinks():
            return recordings.get_links(command, asker, services)
        case ShowTranscript():
            return transcripts.show_transcript(command, asker, services)
        case FindSaid():
            return transcripts.find_said(command, asker, services, progress)
        case ShowSummary():
            return summaries.show_summary(command, asker, services)
        case ShowParticipants():
            return participants.show_participants(command, asker, services)
        case ShowViewers():
            return views.show_viewers(command, asker, services)
        case ExplainRecording():
            return why.explain_recording(command, asker, services)
        case ExplainMissing():
            return why.explain_missing(command, asker, services)
        case ListMeeting():
            return meetings.list_meeting(command, asker, services)
        case ShowStatus():
            return people.show_status(asker, services)
        case ShowSettings():
            return people.show_settings(asker, services)
        case ChangeSettings():
            return people.change_settings(command, asker, services)
        case _:
            assert_never(command)
