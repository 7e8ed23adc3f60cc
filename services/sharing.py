"""Access to a recording for others, and for everybody in a space."""

from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256

from core.errors import Conflict, Forbidden, NotFound, Refused
from core.ids import is_same, uuid_of
from core.people import Membership, Person
from services.access import Access
from services.identity import Identity
from services.progress import Progress
from webex import memberships, people, sharing
from webex.client import Client
from webex.wire import batches

NEEDS = ("meeting:recordings_read", "meeting:recordings_write")
_BOTS = ("@webex.bot", "@sparkbot.io")
"""Webex gives every bot an address of these (reference 6)."""


class SharingService:
    """One for the process."""

    def __init__(self, access: Access, bot_client: Client, identity: Identity) -> None:
        self._access = access
        self._bot_client = bot_client
        self._identity = identity

    def require(self, person_id: str) -> None:
        """Raises `NotConnected` or `NeedsConsent` unless this person lets the bot share."""
        self._access.client(person_id, NEEDS)

    def mentioned(self, person_id: str) -> Person | None:
        """Who that is, by an ID that a mention carries; None where it is no ID or Webex shows nobody."""
        if uuid_of(person_id) is None:
            return None
        try:
            return people.person(self._bot_client, person_id)
        except (NotFound, Forbidden):
            return None

    def members(self, room_id: str) -> list[Membership]:
        """The people in a space, bots left out. Raises `NotFound` where the bot can't see it."""
        found = memberships.of_room(self._bot_client, room_id)
        return [each for each in found if each.person_email and not self._is_bot(each)]

    def is_member(self, room_id: str, person_id: str) -> bool:
        """Whether that person is in a space. Raises as `members`."""
        # A space may have thousands, so the one is asked for alone. What Webex says of somebody who is not there is
        # not documented: only the whole list says that they are not.
        with suppress(Refused):
            alone = memberships.of_room(self._bot_client, room_id, person_id)
            if any(is_same(each.person_id, person_id) for each in alone):
                return True
        return any(is_same(each.person_id, person_id) for each in self.members(room_id))

    def give(
        self, person_id: str, recording_id: str, addresses: Sequence[str], progress: Progress, *, sends_mail: bool
    ) -> bool:
        """Give access, a hundred addresses a call, each call once. Raises what Webex answers.

        False where nobody knows whether Webex has written to all of them as it was asked to: an attempt was cut off in
        the middle, and rather than have them mailed twice they are given access once more without mail.
        """
        client = self._access.client(person_id, NEEDS)
        is_sure = [
            self._mail_once(client, recording_id, progress, some)
            if sends_mail
            else self._change(client, recording_id, progress, add=some, remove=[])
            for some in batches(addresses)
        ]
        return all(is_sure)

    def take(self, person_id: str, recording_id: str, addresses: Sequence[str], progress: Progress) -> None:
        """Take access away; nobody is mailed. Raises what Webex answers."""
        client = self._access.client(person_id, NEEDS)
        for some in batches(addresses):
            self._change(client, recording_id, progress, add=[], remove=some)

    @staticmethod
    def _mail_once(client: Client, recording_id: str, progress: Progress, add: list[str]) -> bool:
        def change(*, sends_mail: bool) -> None:
            sharing.change(client, recording_id, add=add, remove=[], send_email=sends_mail)

        def without_mail() -> None:
            with suppress(Conflict):  # so already
                change(sends_mail=False)

        return progress.at_most_once(_name(recording_id, add, []), lambda: change(sends_mail=True), without_mail)

    @staticmethod
    def _change(client: Client, recording_id: str, progress: Progress, *, add: list[str], remove: list[str]) -> bool:
        """True: nobody was to be mailed, so there is nothing to be unsure of."""
        name = _name(recording_id, add, remove)
        was_begun = progress.has_begun(name)

        def change() -> None:
            try:
                sharing.change(client, recording_id, add=add, remove=remove)
            except Conflict:  # so already, where an earlier attempt did it and did not see how it ended
                if not was_begun:
                    raise

        progress.once(name, change)
        return True

    def _is_bot(self, member: Membership) -> bool:
        return member.person_email.lower().endswith(_BOTS) or bool(self._identity.is_bot(member.person_id))


def _name(recording_id: str, add: Sequence[str], remove: Sequence[str]) -> str:
    """Of the change in the journal; holds no address."""
    return f"share {sha256(' '.join([recording_id, *add, '-', *remove]).encode()).hexdigest()[:16]}"
