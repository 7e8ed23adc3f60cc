"""`confirm`, which only buttons say."""

from cards import confirmations as cards
from core.commands import Confirm
from core.people import Asker
from core.replies import Reply
from services.confirmations import NotConfirmed
from services.services import Services


def confirmed(command: Confirm, asker: Asker, services: Services) -> str | Reply:
    """The sentence that this person confirms; or the answer where it is none, or the button is somebody else's or
    too old."""
    if command.token is None:
        return Reply(cards.kept())
    try:
        return services.confirmations.sentence(asker.person.id, command.token)
    except NotConfirmed:
        return Reply(cards.not_confirmed())
