"""`notify`: whether there are notices, and those that come by themselves."""

from datetime import timedelta

from cards import digests as digest_cards
from cards import notices as cards
from core.calls import Item
from core.digests import News, Told, key_of, notes_key, transcript_key
from core.notices import Made, Noticing, SetNotices, thread_of
from core.people import Asker
from core.replies import Reply
from services.notices import Swept
from services.services import Services

MANY = 5
"""What was missed beyond that many comes as one list."""


def show_notices(asker: Asker, services: Services) -> Reply:
    """Whether this person is told what is ready, and the button to change that."""
    return Reply(cards.notices(services.notices.of(asker.person.id)))


def set_notices(command: SetNotices, asker: Asker, services: Services) -> Reply:
    """Begins or ends it."""
    if not command.is_on:
        services.notices.turn_off(asker.person.id)
        return Reply(cards.turned_off())
    return Reply(cards.notices(services.notices.turn_on(asker.person.id, asker.now), is_changed=True))


def notice(found: Item | Made, asker: Asker) -> Reply:
    """Something is ready."""
    if isinstance(found, Made):
        keys = [transcript_key(found.meeting.id)] if found.has_transcript else []
        keys += [notes_key(found.meeting.id)] if found.has_notes else []
        face = cards.made(found, zone=asker.zone, now=asker.now)
        appeared = dict.fromkeys(keys, asker.now)
    else:
        face = cards.recorded(found, zone=asker.zone, now=asker.now)
        appeared = {key_of(found): found.created_at}
    return Reply(face, tells=Told(asker.person.id, appeared, thread=thread_of(found)))


def missed(swept: Swept, noticing: Noticing, asker: Asker) -> Reply | None:
    """All that was missed in one list; None where it is so little that each of it gets a notice of its own."""
    if len(swept.missed) <= MANY:
        return None
    since = min(noticing.covered_until, min(each.created_at for each in swept.missed) - timedelta(minutes=1))
    news = News(swept.missed, since, asker.now, is_complete=swept.until is not None)
    face = digest_cards.digest(news, title="Ready meanwhile", zone=asker.zone, now=asker.now)
    return Reply(face, tells=Told(asker.person.id, {key_of(each): each.created_at for each in swept.missed}))


def notices_wait() -> Reply:
    """Said once where the account is no longer connected."""
    return Reply(cards.waits())
