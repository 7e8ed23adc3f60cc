"""`admin reassign`: a dry run that says what would go to whom, and once it was confirmed the deed."""

from collections.abc import Sequence

from cards import reassign as cards
from core.admin import Named, ReassignAllCalls, ReassignCalls, named
from core.audit import Deed
from core.calls import Call
from core.errors import BadRequest, NotFound
from core.grants import GrantKind
from core.people import Asker
from core.replies import Reply
from handlers.admin_references import chosen, looked, looked_at_all, owners, references
from handlers.grammar.admin import sentence
from services.progress import Progress
from services.services import Services


def reassign(word: ReassignCalls, asker: Asker, services: Services, progress: Progress, is_confirmed: bool) -> Reply:
    """Gives the calls that were named to another owner."""
    services.reassign.require(asker.person.id)
    of = references(word.of, asker, services)
    if isinstance(of, Reply):
        return of
    read = chosen(of, asker, services, progress)
    if isinstance(read, Reply):
        return read
    calls = tuple(each for each in read.items if isinstance(each, Call))
    if not calls:
        return Reply(cards.only_calls())
    if not is_confirmed:
        others = tuple(each for each in calls if (each.owner_email or "").lower() != word.to)
        whose = owners(read, asker, services, progress)
        looked(whose, (each.id for each in others), asker, services, progress, GrantKind.ADMIN)
        return _ask(others, len(of) - len(calls), word.to, asker, services)
    return _reassign(of, calls, word.to, owners(read, asker, services, progress), asker, services, progress)


def reassign_all(
    word: ReassignAllCalls, asker: Asker, services: Services, progress: Progress, is_confirmed: bool
) -> Reply:
    """Gives all calls of one owner to another: counted first, and asked again where there are more by then."""
    services.reassign.require(asker.person.id)
    try:
        there = services.reassign.of_owner(asker.person.id, word.owner, asker.now)
    except (BadRequest, NotFound):  # nobody has that address
        there = ()
    was_begun = progress.has_begun(services.reassign.name_of_all())
    if not there and not was_begun:
        return Reply(cards.nothing_of(word.owner))
    if not was_begun and not (is_confirmed and word.count is not None and len(there) <= word.count):
        looked_at_all(word.owner, there, asker, services, progress)
        return _ask_all(word, there, asker, services)
    count = int(services.admin.kept(asker.person.id, progress, "count", lambda: str(len(there))))
    try:
        services.audit.act(
            asker,
            progress,
            Deed(GrantKind.ADMIN, "reassign all calls", word.owner, comment=f"to {word.to}"),
            lambda: services.reassign.reassign_all(asker.person.id, word.owner, word.to, progress, asker.now),
            lambda _: count,
        )
    except (BadRequest, NotFound):
        return Reply(cards.unknown_owner(word.to))
    return Reply(cards.all_reassigned(count, word.to))


def _ask(others: Sequence[Call], unknown: int, to: str, asker: Asker, services: Services) -> Reply:
    if not others:
        return Reply(cards.theirs_already(to))
    if not services.reassign.is_known(asker.person, to):
        return Reply(cards.unknown_owner(to))
    says = sentence(ReassignCalls(tuple(map(named, others)), to))
    token = services.confirmations.token(asker.person.id, says)
    return Reply(cards.ask(others, to, token=token, unknown=unknown))


def _ask_all(word: ReassignAllCalls, there: Sequence[Call], asker: Asker, services: Services) -> Reply:
    if not services.reassign.is_known(asker.person, word.to):
        return Reply(cards.unknown_owner(word.to))
    says = sentence(ReassignAllCalls(word.owner, word.to, len(there)))
    token = services.confirmations.token(asker.person.id, says)
    return Reply(cards.ask(there, word.to, token=token, owner=word.owner))


def _reassign(
    of: Sequence[Named],
    calls: Sequence[Call],
    to: str,
    subject: str,
    asker: Asker,
    services: Services,
    progress: Progress,
) -> Reply:
    deed = Deed(GrantKind.ADMIN, "reassign", subject, tuple(str(each.what) for each in of), comment=f"to {to}")
    try:
        done = services.audit.act(
            asker,
            progress,
            deed,
            lambda: services.reassign.reassign(asker.person.id, calls, to, progress),
            lambda done: len(done.items),
        )
    except (BadRequest, NotFound):
        return Reply(cards.unknown_owner(to))
    return Reply(cards.reassigned(done, to))
