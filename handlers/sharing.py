"""`share` and `unshare`."""

import re
from collections.abc import Sequence
from dataclasses import replace

from cards import sharing as cards
from core.commands import RecordingId, Reference, Share, Unshare
from core.errors import BadRequest, Forbidden, NotFound
from core.ids import is_same
from core.people import Asker, Membership
from core.recordings import Recording, Status
from core.replies import Place, Posting, Reply
from handlers.grammar.sharing import sentence
from handlers.recordings import resolved
from services.progress import Progress
from services.services import Services

LONGEST_ADDRESS = 254
LONGEST_SAY = 5000
"""Characters that, sealed, a confirming button can still say."""

_ADDRESS = re.compile(r"[^@\s,;<>()\"]{1,64}@[^@\s,;<>()\".]+(?:\.[^@\s,;<>()\".]+)+")


def share(command: Share, asker: Asker, services: Services, progress: Progress, is_confirmed: bool) -> Reply:
    """Gives others access through Webex, and says who has it now."""
    if command.is_here and command.room_id is None and asker.is_direct:
        return Reply(cards.here_is_a_space())
    is_unsaid = not command.is_here and not command.people
    if not is_unsaid:  # a permission is asked for only once something is to be shared
        services.sharing.require(asker.person.id)
    recording = _mine(command.of, asker, services)
    if isinstance(recording, Reply):
        return recording
    if is_unsaid:
        return Reply(cards.ask_whom(recording))
    if command.is_here:
        return _share_here(command, recording, asker, services, progress, is_confirmed)
    addresses = _addresses(command.people, services)
    if isinstance(addresses, Reply):
        return addresses
    mails = command.sends_mail
    is_sure = _give(recording, addresses, asker, services, progress, sends_mail=mails)
    if isinstance(is_sure, Reply):
        return is_sure
    return Reply(cards.shared(recording, addresses, sends_mail=mails if is_sure else None))


def unshare(command: Unshare, asker: Asker, services: Services, progress: Progress) -> Reply:
    """Takes access away again."""
    services.sharing.require(asker.person.id)
    recording = _mine(command.of, asker, services)
    if isinstance(recording, Reply):
        return recording
    addresses = _addresses(command.people, services)
    if isinstance(addresses, Reply):
        return addresses
    try:
        services.sharing.take(asker.person.id, recording.id, addresses, progress)
    except (Forbidden, NotFound):
        return Reply(cards.refused(recording))
    except BadRequest:
        return Reply(cards.addresses_refused(recording))
    return Reply(cards.unshared(recording, addresses))


def _share_here(
    command: Share, recording: Recording, asker: Asker, services: Services, progress: Progress, is_confirmed: bool
) -> Reply:
    """With everybody in a space; those of other organisations only once they were named and the person said yes."""
    room_id = command.room_id or asker.room_id or ""
    others = _others(room_id, asker, services)
    if others is None:
        return Reply(cards.space_unseen())
    if not others:
        return Reply(cards.nobody_there(recording))
    # Only those who were named count as confirmed: others may have come into the space since.
    named = {person.lower() for person in command.people} if is_confirmed else set()
    outsiders = [each for each in others if not is_same(each.org_id, asker.person.org_id)]
    if any(each.person_email.lower() not in named for each in outsiders):
        return _ask(command, recording, others, outsiders, asker, services)
    given = _give(recording, [each.person_email for each in others], asker, services, progress, sends_mail=False)
    return given if isinstance(given, Reply) else _posted(recording, len(others), room_id, command.thread_id, asker)


def _ask(
    command: Share,
    recording: Recording,
    others: Sequence[Membership],
    outsiders: Sequence[Membership],
    asker: Asker,
    services: Services,
) -> Reply:
    """The names go to the direct room, so the button has to say which space is meant."""
    whole = replace(
        located(command, asker),
        of=RecordingId(recording.id),
        people=tuple(each.person_email for each in outsiders),
    )
    says = sentence(whole)
    if len(says) > LONGEST_SAY:
        return Reply(cards.too_many_outsiders(recording, len(outsiders)))
    token = services.confirmations.token(asker.person.id, says)
    return Reply(cards.ask_outsiders(recording, outsiders, len(others), token=token))


def located(command: Share, asker: Asker) -> Share:
    """The command with the space that `here` is, so that it means the same wherever it is said."""
    if not command.is_here or command.room_id is not None or asker.is_direct:
        return command
    return replace(command, room_id=asker.room_id, thread_id=asker.thread_id)


def _posted(recording: Recording, count: int, room_id: str, thread_id: str | None, asker: Asker) -> Reply:
    """The page as the answer where that is the space, otherwise beside the answer."""
    page = cards.page(recording)
    if asker.room_id == room_id:
        return Reply(page, Place.HERE)
    unposted = cards.shared_unposted(recording, count)
    return Reply(cards.shared_here(recording, count), posting=Posting(page, room_id, thread_id, unposted))


def _mine(reference: Reference, asker: Asker, services: Services) -> Recording | Reply:
    """The recording, if this person may share it; otherwise the answer that says why not."""
    found = resolved(reference, asker, services)
    if isinstance(found, Reply):
        return found
    recording = services.recordings.details(asker.person.id, found).recording
    if recording.is_shared_with_me:
        return Reply(cards.only_host(recording))
    if recording.status != Status.AVAILABLE:
        return Reply(cards.not_available(recording))
    return recording


def _give(
    recording: Recording,
    addresses: Sequence[str],
    asker: Asker,
    services: Services,
    progress: Progress,
    *,
    sends_mail: bool,
) -> Reply | bool:
    """Gives access; whether all were mailed who should be, or the answer where Webex says no to it."""
    try:
        return services.sharing.give(asker.person.id, recording.id, addresses, progress, sends_mail=sends_mail)
    except (Forbidden, NotFound):
        return Reply(cards.refused(recording))
    except BadRequest:
        return Reply(cards.addresses_refused(recording))


def _others(room_id: str, asker: Asker, services: Services) -> list[Membership] | None:
    """The people of a space without the asker; None unless both the bot and the asker are in it."""
    try:
        members = services.sharing.members(room_id)
    except (Forbidden, NotFound, BadRequest):
        return None
    others = [each for each in members if not is_same(each.person_id, asker.person.id)]
    return others if len(others) < len(members) else None


def _addresses(people: Sequence[str], services: Services) -> list[str] | Reply:
    """The addresses of those who were named or mentioned, each once; the answer where one of them is none."""
    found: dict[str, None] = {}
    wrong: list[str] = []
    for named in people:
        address = address_of(named, services)
        if address is None:
            wrong.append(named)
        else:
            found[address] = None
    return Reply(cards.bad_addresses(wrong)) if wrong or not found else list(found)


def address_of(named: str, services: Services) -> str | None:
    """The address of somebody, by address or by the ID of a mention; None where there is none, and for bots."""
    if _ADDRESS.fullmatch(named) and len(named) <= LONGEST_ADDRESS:
        return named.lower()
    person = services.sharing.mentioned(named)
    return person.email.lower() if person and person.email and not person.is_bot else None
