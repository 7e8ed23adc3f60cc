"""Calls given from one owner to another, by an administrator (reference 10.6)."""

from collections.abc import Sequence
from datetime import datetime

from core.admin import Done
from core.calls import Call, Item
from core.clock import Clock
from core.errors import BotError, Refused
from core.ids import is_same
from core.people import Person
from core.recordings import Status
from services.admin import AdminService
from services.admin_bin import CHANGE_CALLS, Change
from services.progress import Progress
from webex import calls, people

STATES = (Status.AVAILABLE, Status.DELETED)
"""What goes to the new owner where all is meant: Webex does not say that the bin stays behind."""


class ReassignService:
    """One for the process."""

    def __init__(self, admin: AdminService, clock: Clock) -> None:
        self._admin = admin
        self._clock = clock

    def require(self, person_id: str) -> None:
        """Raises `NotConnected` or `NeedsConsent` unless the bot may do this for this administrator."""
        self._admin.client(person_id, CHANGE_CALLS)

    def is_known(self, administrator: Person, address: str) -> bool:
        """Whether Webex shows somebody with that address in the administrator's organisation; True where it does not
        let me look, since it knows best when it comes to it."""
        try:
            found = people.by_email(self._admin.client(administrator.id), address)
        except Refused:
            return True
        return any(is_same(each.org_id, administrator.org_id) and not each.is_bot for each in found)

    def of_owner(self, person_id: str, owner: str, now: datetime) -> tuple[Call, ...]:
        """What would go to somebody else, newest first. Raises `RateLimited`."""
        return self._admin.calls_of(person_id, owner, STATES, now)

    def reassign(self, person_id: str, chosen: Sequence[Call], to: str, progress: Progress) -> Done:
        """Give these calls to the person with the address `to`. Raises what Webex answers where none could be."""
        client = self._admin.client(person_id, CHANGE_CALLS)

        def change(batch: Sequence[Item]) -> None:
            calls.reassign(client, to, ids=[each.id for each in batch])

        def is_so(item: Item | None) -> bool:
            return isinstance(item, Call) and (item.owner_email or "").lower() == to.lower()

        return Change(client, self._clock, change, is_so, "reassigned").of(chosen, progress)

    def reassign_all(self, person_id: str, owner: str, to: str, progress: Progress, now: datetime) -> None:
        """Everything of one owner in one call, however much it is. Raises `Refused`."""
        client = self._admin.client(person_id, CHANGE_CALLS)

        def change() -> None:
            try:
                calls.reassign(client, to, owner=owner)
            except Refused as refused:
                if not self._is_done(person_id, owner, now):
                    raise refused from None

        progress.once(self.name_of_all(), change)

    @staticmethod
    def name_of_all() -> str:
        """What that change is called in the journal."""
        return "reassigned all"

    def _is_done(self, person_id: str, owner: str, now: datetime) -> bool:
        """Whether an earlier attempt, which did not see how it ended, has left nothing to give away."""
        try:
            return not self.of_owner(person_id, owner, now)
        except BotError:
            return False
