"""`help`, and what is said to words that are no command."""

from cards import errors
from cards import help as cards
from core.commands import Help, Invalid, NotUnderstood
from core.people import Asker
from core.replies import Place, Reply
from handlers.grammar.sentences import parse
from handlers.grammar.sharing import readable
from handlers.grammar.words import ENTRIES, entry, nearest
from handlers.questions import question_of
from handlers.sharing import address_of
from services.services import Services


def help(command: Help, asker: Asker, services: Services) -> Reply:
    """What the bot can do, or one word of it. Holds nothing of anybody, so it is said where it was asked."""
    about = entry(command.word) if command.word else None
    if about is not None:
        return Reply(cards.about(about), Place.HERE)
    if command.word:
        return Reply(errors.not_understood(_help_with(command.word)), Place.HERE)
    if command.is_greeting and not asker.is_direct:
        return Reply(cards.greeting(None, is_direct=False), Place.HERE)
    grant = services.grants.summary(asker.person.id) if asker.is_direct else None
    is_connected = None if not asker.is_direct else grant is not None and not grant.has_ended
    if command.is_greeting:
        return Reply(cards.greeting(asker.person.name, is_direct=True, is_connected=bool(is_connected)), Place.HERE)
    return Reply(cards.overview(ENTRIES, is_connected=is_connected), Place.HERE)


def not_understood(command: NotUnderstood, asker: Asker, services: Services) -> Reply:
    """A suggestion where one is near; its button means the same later, and the same people."""
    if command.suggestion is None:
        return Reply(errors.not_understood(None))
    meant = parse(command.suggestion, now=asker.now, zone=asker.zone)
    seen = readable(command.suggestion, lambda person_id: address_of(person_id, services) or "somebody")
    return Reply(errors.not_understood(seen, say=question_of(meant, asker, services) or command.suggestion))


def invalid(command: Invalid) -> Reply:
    """The one sentence that says what is accepted."""
    return Reply(errors.invalid(command.problem, command.word))


def _help_with(word: str) -> str | None:
    near = nearest(word)
    return f"help {near}" if near else None
