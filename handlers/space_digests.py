"""`digest here`: what everybody in a space gets to hear of one person's recordings."""

from dataclasses import replace

from cards import space_digests as cards
from core.digests import InSpace, News, SetSpaceDigest, ShowRestOfSpaceNews, Subscription, Told, key_of
from core.errors import NeedsPerson, Refused, Unavailable
from core.people import Asker
from core.replies import Face, Place, Reply
from services.digests import TooMany
from services.services import Services


def show_space_digests(asker: Asker, services: Services) -> Reply:
    """What this space is told, and on whose behalf."""
    if asker.is_direct or asker.room_id is None:
        return Reply(cards.only_in_spaces())
    return _shown(asker.room_id, asker, services, Place.HERE)


def set_space_digest(command: SetSpaceDigest, asker: Asker, services: Services) -> Reply:
    """Subscribes the space on behalf of the person who asks, who must be in it."""
    room_id = command.room_id or (None if asker.is_direct else asker.room_id)
    if room_id is None:
        return Reply(cards.only_in_spaces())
    if not services.space_digests.is_in(room_id, asker.person.id):
        return Reply(cards.not_there())
    if not asker.knows_zone:
        return Reply(cards.needs_zone())
    space = InSpace(room_id, command.topic, command.series)
    try:
        services.space_digests.subscribe(asker.person.id, space, command.schedule, asker.zone)
    except TooMany:
        return Reply(cards.too_many_here(), Place.HERE)
    # What another space is told is none of the business of the one that this was said in.
    is_here = asker.is_direct or room_id == asker.room_id
    return _shown(room_id, asker, services, Place.HERE if is_here else Place.DIRECT)


def stop_space_digests(asker: Asker, services: Services) -> Reply:
    """Anybody in a space may end what it is told."""
    if asker.is_direct or asker.room_id is None:
        return Reply(cards.only_in_spaces())
    services.space_digests.stop(asker.room_id)
    return Reply(cards.stopped_here(asker.person.name), Place.HERE)


def show_space_news(asker: Asker, services: Services) -> Reply:
    """What is new of the asker's recordings, as everybody in the space may hear it."""
    if asker.is_direct or asker.room_id is None:
        return Reply(cards.only_in_spaces())
    news = services.space_digests.preview(asker.person.id, asker.room_id)
    return Reply(_face(news, asker), Place.HERE)


def show_rest(command: ShowRestOfSpaceNews, asker: Asker, services: Services) -> Reply:
    """The next page of a digest of this space, on behalf of whoever it was told for."""
    if asker.is_direct or asker.room_id is None:
        return Reply(cards.only_in_spaces())
    try:
        found = services.space_digests.rest(asker.room_id, command.subscription_id, command.period, command.after)
    except (NeedsPerson, Refused):  # it is not about the grant of whoever presses the button
        found = None
    if found is None or not found[1].items:
        return Reply(cards.can_not_go_on(), Place.HERE)
    subscription, news = found
    person, preferences = services.people.who(subscription.person_id)
    if not services.people.is_allowed(person):
        return Reply(cards.can_not_go_on(), Place.HERE)
    whose = replace(asker, person=person, preferences=preferences)
    return Reply(_face(news, whose, subscription), Place.HERE)


def space_digest(subscription: Subscription, asker: Asker, services: Services) -> Reply | None:
    """The digest that is due in a space; None where it has nothing to tell.

    Raises `Unavailable` where nothing was found and not all could be read: the space would take silence for no news.
    """
    news = services.digests.news(subscription, asker.now)
    if not news.items and not news.is_complete:
        raise Unavailable
    if not news.items:
        return None
    appeared = {key_of(each): each.created_at for each in news.items}
    told = Told(subscription.audience, appeared, subscription.id, news.until if news.is_complete else None)
    return Reply(_face(news, asker, subscription), Place.HERE, tells=told)


def space_digest_ended() -> Reply:
    """Said to the person on whose behalf a space was told."""
    return Reply(cards.ended())


def _face(news: News, asker: Asker, subscription: Subscription | None = None) -> Face:
    number = subscription.id if subscription else None
    return cards.space_digest(news, of=asker.person.name, zone=asker.zone, now=asker.now, subscription_id=number)


def _shown(room_id: str, asker: Asker, services: Services, place: Place) -> Reply:
    told = [(each, _name_of(each, services)) for each in services.space_digests.of(room_id)]
    return Reply(cards.space_digests(told, zone=asker.zone, now=asker.now), place)


def _name_of(subscription: Subscription, services: Services) -> str:
    person, _ = services.people.who(subscription.person_id)
    return person.name
