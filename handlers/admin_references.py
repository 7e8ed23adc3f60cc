"""What an administrator's numbers and IDs mean."""

from collections.abc import Iterable, Sequence

from cards import admin as cards
from core.admin import Chosen, Named, owner_of
from core.audit import Deed
from core.calls import Item
from core.grants import GrantKind
from core.ids import is_call
from core.people import Asker
from core.replies import Reply
from services.progress import Progress
from services.recordings import NoSuchNumber
from services.services import Services

LONGEST_SAY = 4800
"""Characters that, sealed, a confirming button can still say."""


def references(
    several: Sequence[Named], asker: Asker, services: Services, kind: GrantKind = GrantKind.ADMIN
) -> tuple[Named, ...] | Reply:
    """IDs instead of numbers, each with its host where it is a meeting; otherwise the answer that says what is
    missing. Raises `NotConnected`."""
    looking = services.others(kind)
    looking.client(asker.person.id)
    try:
        found = looking.resolve(asker.person.id, several)
    except NoSuchNumber as missing:
        return Reply(cards.no_such_number(missing.value, missing.last, kind))
    # Compliance officers name no host: Webex wants to hear it from administrators alone.
    if kind is GrantKind.ADMIN and any(each.owner is None and not is_call(str(each.what)) for each in found):
        return Reply(cards.whose())
    return found


def kinds_of(found: Sequence[Named]) -> dict[str, bool]:
    """Whether there are calls and meetings among them, by name."""
    are_calls = [is_call(str(each.what)) for each in found]
    return {"of_calls": any(are_calls), "of_meetings": not all(are_calls)}


def chosen(found: Sequence[Named], asker: Asker, services: Services, progress: Progress) -> Chosen | Reply:
    """What Webex shows of what was named; the answer where that is nothing."""
    read = services.admin.choose(asker.person.id, found, asker.now, progress)
    return read if read.items or read.gone else Reply(cards.none_known(read.unknown))


def looked(
    owner: str, ids: Iterable[str], asker: Asker, services: Services, progress: Progress, kind: GrantKind
) -> None:
    """Write down what is about to be shown, be it only to ask whether something is to be done with it."""
    services.audit.act(asker, progress, Deed(kind, "show", owner, tuple(ids)), lambda: None)


def looked_at_all(owner: str, there: Sequence[Item], asker: Asker, services: Services, progress: Progress) -> None:
    """The same where all calls of an owner were counted."""
    deed = Deed(GrantKind.ADMIN, "list calls", owner)
    services.audit.act(asker, progress, deed, lambda: None, lambda _: len(there))


def owners(read: Chosen, asker: Asker, services: Services, progress: Progress) -> str:
    """Whose they are, for the audit: the same on each attempt, of which a later one may no longer see them."""
    names = dict.fromkeys(owner_of(each) or "unknown" for each in read.items)
    return services.admin.kept(asker.person.id, progress, "whose", lambda: ", ".join(names))
