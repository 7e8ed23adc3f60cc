"""One command in, one answer out."""

from typing import assert_never

from core.admin import Administer
from core.audit import GetLog, ShowLog
from core.calls import ListCalls
from core.commands import (
    ChangeSettings,
    Command,
    Confirm,
    Connect,
    Delete,
    Disconnect,
    ExplainMissing,
    ExplainRecording,
    FindSaid,
    GetLinks,
    Help,
    Invalid,
    ListMeeting,
    ListRecordings,
    ListSeries,
    NotUnderstood,
    Purge,
    Restore,
    SetRecording,
    Share,
    ShowLatest,
    ShowParticipants,
    ShowRecording,
    ShowSettings,
    ShowStatus,
    ShowSummary,
    ShowTranscript,
    ShowTrash,
    ShowViewers,
    Unshare,
)
from core.compliance import Oversee
from core.digests import (
    SetDigest,
    SetSpaceDigest,
    ShowDigests,
    ShowNews,
    ShowRestOfSpaceNews,
    ShowSpaceDigests,
    ShowSpaceNews,
    StopDigests,
    StopSpaceDigests,
)
from core.errors import NeedsPerson
from core.notices import SetNotices, SetSpaceNotices, ShowNotices, ShowSpaceNotices, StopSpaceNotices
from core.people import Asker
from core.replies import Reply
from core.timeline import ShowTimeline
from handlers import (
    admin,
    audit,
    bin,
    calls,
    compliance,
    confirmations,
    digests,
    grants,
    help,
    meetings,
    notices,
    participants,
    people,
    recordings,
    sharing,
    space_digests,
    space_notices,
    summaries,
    timeline,
    transcripts,
    views,
    why,
)
from handlers.grammar.sentences import parse
from handlers.questions import question_of
from services.progress import Progress
from services.services import Services


def answer(
    command: Command, asker: Asker, services: Services, progress: Progress, *, is_confirmed: bool = False
) -> Reply:
    """The answer to a command. Raises `Retryable` and `Refused` as Webex gave them.

    Where the person has to connect first, the answer is the card that asks for it; the question is kept. What was
    confirmed is kept without that: after a consent it is asked about again.
    """
    try:
        return _answer(command, asker, services, progress, is_confirmed)
    except NeedsPerson as need:
        return grants.ask(need, question_of(command, asker, services), asker, services)


def _answer(command: Command, asker: Asker, services: Services, progress: Progress, is_confirmed: bool) -> Reply:
    match command:
        case Help():
            return help.help(command, asker, services)
        case NotUnderstood():
            return help.not_understood(command, asker, services)
        case Invalid():
            return help.invalid(command)
        case Connect():
            return grants.connect(asker, services)
        case Disconnect():
            return grants.disconnect(asker, services, progress)
        case ListRecordings():
            return recordings.list_recordings(command, asker, services)
        case ListCalls():
            return calls.list_calls(command, asker, services)
        case ShowTimeline():
            return timeline.show_timeline(command, asker, services)
        case (
            ShowRecording(of=of)
            | GetLinks(of=of)
            | ShowTranscript(of=of)
            | ShowSummary(of=of)
            | ShowParticipants(of=of)
            | ShowViewers(of=of)
            | ExplainRecording(of=of)
            | Share(of=of)
            | Unshare(of=of)
        ) if call_id := calls.meant(of, asker, services):
            return calls.about_call(command, call_id, asker, services)
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
        case Share():
            return sharing.share(command, asker, services, progress, is_confirmed)
        case Unshare():
            return sharing.unshare(command, asker, services, progress)
        case Delete():
            return bin.delete(command, asker, services, progress, is_confirmed)
        case ShowTrash():
            return bin.show_trash(command, asker, services)
        case Restore():
            return bin.restore(command, asker, services, progress)
        case Purge():
            return bin.purge(command, asker, services, progress)
        case ListSeries():
            return meetings.list_series(asker, services)
        case SetRecording():
            return meetings.set_recording(command, asker, services, progress)
        case ShowLog():
            return audit.show_log(command, asker, services)
        case GetLog():
            return audit.get_log(command, asker, services)
        case Administer():
            return admin.administer(command, asker, services, progress, is_confirmed)
        case Oversee():
            return compliance.oversee(command, asker, services, progress)
        case Confirm():
            return _confirmed(command, asker, services, progress)
        case ShowDigests():
            return digests.show_digests(asker, services)
        case SetDigest():
            return digests.set_digest(command, asker, services)
        case StopDigests():
            return digests.stop_digests(asker, services)
        case ShowNews():
            return digests.show_news(command, asker, services)
        case ShowSpaceDigests():
            return space_digests.show_space_digests(asker, services)
        case SetSpaceDigest():
            return space_digests.set_space_digest(command, asker, services)
        case StopSpaceDigests():
            return space_digests.stop_space_digests(asker, services)
        case ShowSpaceNews():
            return space_digests.show_space_news(asker, services)
        case ShowRestOfSpaceNews():
            return space_digests.show_rest(command, asker, services)
        case ShowNotices():
            return notices.show_notices(asker, services)
        case SetNotices():
            return notices.set_notices(command, asker, services)
        case ShowSpaceNotices():
            return space_notices.show_space_notices(asker, services)
        case SetSpaceNotices():
            return space_notices.set_space_notices(command, asker, services)
        case StopSpaceNotices():
            return space_notices.stop_space_notices(asker, services)
        case ShowStatus():
            return people.show_status(asker, services)
        case ShowSettings():
            return people.show_settings(asker, services)
        case ChangeSettings():
            return people.change_settings(command, asker, services)
        case _:
            assert_never(command)


def _confirmed(command: Confirm, asker: Asker, services: Services, progress: Progress) -> Reply:
    """The answer to what a button confirms; nested, so that a missing consent keeps the question and not the button."""
    said = confirmations.confirmed(command, asker, services)
    if isinstance(said, Reply):
        return said
    meant = parse(said, now=asker.now, zone=asker.zone)
    return answer(meant, asker, services, progress, is_confirmed=True)
