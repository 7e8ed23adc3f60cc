"""`transcript` and `find`."""

from dataclasses import replace
from typing import Literal

from cards import transcripts as cards
from core.commands import FindSaid, ShowTranscript
from core.people import Asker
from core.periods import Period
from core.replies import Reply, ShownList, TextFile
from handlers.files import file_name
from handlers.grammar.transcripts import sentence
from handlers.recordings import period_of, resolved
from services.progress import Progress
from services.services import Services
from services.transcripts import Search


def show_transcript(command: ShowTranscript, asker: Asker, services: Services) -> Reply:
    """The whole text as a file, and a card with its first lines; both for the direct room only."""
    found = resolved(command.of, asker, services)
    if isinstance(found, Reply):
        return found
    format: Literal["txt", "vtt"] = "vtt" if command.format == "vtt" else "txt"
    recording, text = services.transcripts.of(asker.person.id, found, format, asker.now)
    if text is None:
        return Reply(cards.no_transcript(recording))
    face = cards.transcript(recording, text, zone=asker.zone, now=asker.now)
    return Reply(face, file=TextFile(file_name(recording, "transcript", format, asker.zone), text.content))


def find_said(command: FindSaid, asker: Asker, services: Services, progress: Progress) -> Reply:
    """Where it was said, best first; the recordings get numbers, as in a list."""
    period = period_of(command, asker)
    search = Search(
        phrase=command.phrase,
        speaker=_speaker(command, asker),
        period=period,
        site=asker.preferences.site,
        now=asker.now,
        keeps=asker.preferences.keeps_transcripts,
    )
    findings = services.transcripts.find(asker.person.id, search, progress.tell)

    def again(period: Period) -> str:
        return sentence(replace(command, period=period))

    face = cards.said(
        findings,
        phrase=command.phrase,
        speaker=command.speaker,
        period=period,
        zone=asker.zone,
        now=asker.now,
        again=again,
    )
    ids = cards.recordings_of(findings)
    return Reply(face, shows=ShownList(ids) if ids else None)


def _speaker(command: FindSaid, asker: Asker) -> str | None:
    """Who is meant to have said it; `by me` is whoever asks."""
    return asker.person.email if (command.speaker or "").lower() in ("me", "myself") else command.speaker
