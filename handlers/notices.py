"""`notify`: whether there are notices, and those that come by themselves."""

from datetime import datetime, timedelta

from cards import digests as digest_cards
from cards import notices as cards
from core.calls import Item
from core.digests import News, Told, key_of, keys_of, notes_key, transcript_key
from core.notices import Made, Noticing, SetNotices, thread_of
from core.people import Asker
from core.replies import Reply
from services.services import Services
from services.sweeps import MANY, Swept


def show_notices(asker: Asker, services: Services) -> Reply:
    """Whether this person is told what is ready, and the button to change that."""
    return Reply(cards.notices(services.notices.of(asker.person.id)))


def set_notices(command: SetNotices, asker: Asker, services: Services) -> Reply:
    """Begins or ends it."""
    if not command.is_on:
        services.notices.turn_off(asker.person.id)
        return Reply(cards.turned_off(services.notices.of(asker.person.id)))
    return Reply(cards.notices(services.notices.turn_on(asker.person.id, asker.now), is_changed=True))


def notice(found: Item | Made, asker: Asker) -> Reply:
    """Something is ready."""
    if isinstance(found, Made):
        face = cards.made(found, zone=asker.zone, now=asker.now)
    else:
        face = cards.recorded(found, zone=asker.zone, now=asker.now)
    return Reply(face, tells=told(found, asker.person.id, asker.now))


def told(found: Item | Made, audience: str, now: datetime) -> Told:
    """What that person or space knows then, and the thread that it stands in."""
    if not isinstance(found, Made):
        return Told(audience, {key_of(found): found.created_at}, thread=thread_of(found))
    keys = [transcript_key(found.meeting.id)] if found.has_transcript else []
    keys += [notes_key(found.meeting.id)] if found.has_notes else []
    return Told(audience, dict.fromkeys(keys, now), thread=thread_of(found))


def missed(swept: Swept, noticing: Noticing, asker: Asker) -> Reply | None:
    """All that was missed in one list; None where it is so little that each of it gets a notice of its own."""
    if len(swept.missed) <= MANY:
        return None
    since = min(noticing.covered_until, since_of(swept))
    news = News(swept.missed, since, asker.now, swept.ready, is_complete=swept.until is not None)
    face = digest_cards.digest(news, title="Ready meanwhile", zone=asker.zone, now=asker.now)
    return Reply(face, tells=told_in_list(swept, asker.person.id, asker.now))


def since_of(swept: Swept) -> datetime:
    """Before that, nothing of it was there."""
    return min(each.created_at for each in swept.missed) - timedelta(minutes=1)


def told_in_list(swept: Swept, audience: str, now: datetime) -> Told:
    """What that person or space knows after a list, which begins no thread."""
    appeared = {key_of(each): each.created_at for each in swept.missed}
    return Told(audience, appeared | {key: now for each in swept.ready for key in keys_of(each)})


def notices_wait() -> Reply:
    """Said once where the account is no longer connected."""
    return Reply(cards.waits())
