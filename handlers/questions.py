"""A question in words that mean the same later: with IDs instead of numbers, and dates instead of "today"."""

from dataclasses import replace

from core.commands import Command, GetLinks, ListRecordings, Number, RecordingId, Reference, ShowLatest, ShowRecording
from core.people import Asker
from handlers.grammar.listing import sentence
from handlers.recordings import period_of
from services.services import Services


def question_of(command: Command, asker: Asker, services: Services) -> str | None:
    """The sentence that asks the same once the person has connected; None where asking again makes no sense."""
    match command:
        case ListRecordings():
            return sentence(replace(command, period=period_of(command, asker)))
        case ShowLatest():
            return "latest"
        case ShowRecording(of):
            return _about("show", of, asker, services)
        case GetLinks(of):
            return _about("links", of, asker, services)
        case _:
            return None


def _about(word: str, reference: Reference, asker: Asker, services: Services) -> str | None:
    match reference:
        case RecordingId(value):
            return f"{word} {value}"
        case Number(value):
            ids = services.recordings.numbers_of(asker.person.id)
            return f"{word} {ids[value - 1]}" if 1 <= value <= len(ids) else None
        case _:
            return f"{word} {reference.url}"
