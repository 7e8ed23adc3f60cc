"""`connect`, `disconnect`, and what is said where a grant is missing."""

from cards import grants as cards
from core.errors import NeedsConsent, NeedsPerson, NotConnected
from core.grants import ROLES, GrantKind
from core.people import Asker
from core.replies import Place, Reply
from services.progress import Progress
from services.services import Services


def connect(asker: Asker, services: Services) -> Reply:
    """The connect card, or a word that nothing is left to do."""
    summary = services.grants.summary(asker.person.id)
    if summary is not None and not summary.has_ended:
        return Reply(cards.already_connected(asker.person.name, summary.scopes))
    has_ended = summary is not None
    url = services.grants.begin(asker.person.id, None)
    return Reply(cards.connect(url, has_ended=has_ended, question=None))


def disconnect(asker: Asker, services: Services, progress: Progress) -> Reply:
    """Forgets the person, and says what that means; a second attempt still knows that there was something."""

    def change() -> str | None:
        roles = [kind for kind in ROLES if services.grants.summary(asker.person.id, kind) is not None]
        noticing = services.notices.of(asker.person.id)
        spaces = services.space_digests.rooms_of(asker.person.id) | set(noticing.rooms if noticing else ())
        was_connected = services.grants.disconnect(asker.person.id)
        had = ["yes", *(["roles"] if roles else []), *(["spaces"] if spaces else [])]
        return " ".join(had) if was_connected else None

    what = (progress.once("disconnect", change) or "").split()
    return Reply(cards.disconnected(bool(what), had_role="roles" in what, told_spaces="spaces" in what))


def drop(kind: GrantKind, asker: Asker, services: Services, progress: Progress) -> Reply:
    """Forgets what the person allowed as an administrator or compliance officer, and nothing else."""
    was_there = progress.once(f"drop {kind}", lambda: "yes" if services.grants.drop(asker.person.id, kind) else None)
    return Reply(cards.dropped(kind, was_there=bool(was_there)))


def elsewhere(asker: Asker, kind: GrantKind) -> Reply | None:
    """What is said in a space to the words of administrators and compliance officers; None in the direct room."""
    return None if asker.is_direct else Reply(cards.only_in_direct(kind), Place.HERE)


def ask(need: NeedsPerson, question: str | None, asker: Asker, services: Services) -> Reply:
    """Asks for the consent that is missing; `question` is kept and answered afterwards."""
    kind = need.kind if isinstance(need, NeedsConsent | NotConnected) else GrantKind.PERSON
    more = need.scopes if isinstance(need, NeedsConsent) else frozenset()
    if more & asker.declined:
        return Reply(cards.not_given(more, question))
    has_ended = isinstance(need, NotConnected) and need.has_ended
    # Where nothing is read without being connected, one consent does for that and for what was asked.
    also = need.needs - services.grants.usual(kind) if isinstance(need, NotConnected) and question else frozenset()
    url = services.grants.begin(asker.person.id, question, more | also, kind)
    return Reply(cards.connect(url, has_ended=has_ended, question=question, more=more, also=also, kind=kind))
