"""`notify here`: what everybody in a space hears of one person's recordings, the moment they are ready."""

from cards import space_digests as digest_cards
from cards import space_notices as cards
from core.calls import Item
from core.digests import InSpace, News
from core.notices import Made, SetSpaceNotices
from core.people import Asker
from core.replies import Place, Reply
from handlers.notices import since_of, told, told_in_list
from services.digests import TooMany
from services.services import Services
from services.sweeps import Swept


def show_space_notices(asker: Asker, services: Services) -> Reply:
    """What this space is told at once, and on whose behalf."""
    if asker.is_direct or asker.room_id is None:
        return Reply(cards.only_in_spaces())
    return _shown(asker.room_id, asker, services, Place.HERE)


def set_space_notices(command: SetSpaceNotices, asker: Asker, services: Services) -> Reply:
    """Has the space told on behalf of the person who asks, who must be in it."""
    room_id = command.room_id or (None if asker.is_direct else asker.room_id)
    if room_id is None:
        return Reply(cards.only_in_spaces())
    if not services.space_digests.is_in(room_id, asker.person.id):
        return Reply(digest_cards.not_there())
    try:
        services.space_notices.subscribe(asker.person.id, InSpace(room_id, command.topic, command.series))
    except TooMany:
        return Reply(cards.too_many_here(), Place.HERE)
    # What another space is told is none of the business of the one that this was said in.
    is_here = asker.is_direct or room_id == asker.room_id
    return _shown(room_id, asker, services, Place.HERE if is_here else Place.DIRECT)


def stop_space_notices(asker: Asker, services: Services) -> Reply:
    """Anybody in a space may end what it is told."""
    if asker.is_direct or asker.room_id is None:
        return Reply(cards.only_in_spaces())
    services.space_notices.stop(asker.room_id)
    return Reply(cards.stopped_here(asker.person.name), Place.HERE)


def notice(found: Item | Made, room_id: str, asker: Asker) -> Reply:
    """That something is ready, as everybody in the space may hear it."""
    face = cards.notice(found, of=asker.person.name, zone=asker.zone, now=asker.now)
    return Reply(face, Place.HERE, tells=told(found, room_id, asker.now))


def missed(swept: Swept, room_id: str, asker: Asker) -> Reply:
    """What a space missed in one list."""
    news = News(swept.missed, since_of(swept), asker.now, swept.ready)
    face = cards.missed(news, left=swept.left, of=asker.person.name, zone=asker.zone, now=asker.now)
    return Reply(face, Place.HERE, tells=told_in_list(swept, room_id, asker.now))


def ended() -> Reply:
    """Said to the person on whose behalf a space was told."""
    return Reply(cards.ended())


def _shown(room_id: str, asker: Asker, services: Services, place: Place) -> Reply:
    told_of = [(wish, services.people.who(wish.person_id)[0].name) for wish in services.space_notices.of(room_id)]
    return Reply(cards.space_notices(told_of, is_there=room_id == asker.room_id), place)
