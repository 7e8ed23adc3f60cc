"""`digest`: when it comes, what is new, and the one that comes by itself."""

from dataclasses import replace

from cards import digests as cards
from core.digests import SetDigest, ShowNews, Subscription, Told, key_of, keys_of, leaving_key
from core.people import Asker
from core.replies import Reply
from services.digests import TooMany
from services.services import Services


def show_digests(asker: Asker, services: Services) -> Reply:
    """When digests come, and the form to change that."""
    return _form(asker, services)


def _form(asker: Asker, services: Services, *, is_changed: bool = False, is_known: bool = False) -> Reply:
    mine = services.digests.of(asker.person.id)
    put_off = services.digests.put_off(mine, asker.preferences, asker.zone)
    face = cards.digest_form(
        mine, put_off=put_off, zone=asker.zone, now=asker.now, is_changed=is_changed, is_known=is_known
    )
    return Reply(face)


def set_digest(command: SetDigest, asker: Asker, services: Services) -> Reply:
    """Subscribes, or changes what there is; asks for the time zone where nobody knows it."""
    services.digests.require(asker.person.id)
    if command.timezone is not None:
        services.people.choose(asker.person.id, replace(asker.preferences, timezone=command.timezone))
        asker = replace(asker, preferences=replace(asker.preferences, timezone=command.timezone))
        services.digests.move_to(asker.person.id, asker.zone)
    is_new = True
    if command.schedule is not None:
        if not asker.knows_zone:
            return Reply(cards.ask_zone(command.schedule, is_added=command.is_added))
        try:
            is_new = services.digests.subscribe(
                asker.person.id, command.schedule, asker.zone, is_added=command.is_added
            )
        except TooMany:
            return Reply(cards.too_many())
    if command.shows_empty is not None:
        services.digests.choose(asker.person.id, shows_empty=command.shows_empty)
    return _form(asker, services, is_changed=True, is_known=not is_new)


def stop_digests(asker: Asker, services: Services) -> Reply:
    """No digests any more."""
    services.digests.stop(asker.person.id)
    return Reply(cards.stopped())


def show_news(command: ShowNews, asker: Asker, services: Services) -> Reply:
    """What is new, as the next digest would tell it; that one still comes, with all of it.

    Of a period, what appeared in it, told before or not.
    """
    if command.period is not None:
        past = services.digests.past(asker.person.id, command.period, command.after)
        return Reply(cards.digest(past, title="What appeared", zone=asker.zone, now=asker.now))
    news = services.digests.preview(asker.person.id, asker.now)
    return Reply(cards.digest(news, title="What is new", zone=asker.zone, now=asker.now))


def digest(subscription: Subscription, asker: Asker, services: Services) -> Reply | None:
    """The digest that is due; None where it has nothing to tell and the person wants none then."""
    news = services.digests.news(subscription, asker.now)
    if news.is_empty and not subscription.shows_empty:
        return None
    # What could not be read this time is looked for again next time.
    until = news.until if news.is_complete else None
    appeared = {key_of(each): each.created_at for each in news.items}
    appeared |= {key: each.recording.created_at for each in news.ready for key in keys_of(each)}
    appeared |= {leaving_key(each.item.id, each.since): each.usually_until for each in news.leaving}
    told = Told(asker.person.id, appeared, subscription.id, until)
    face = cards.digest(news, title="Your digest", zone=asker.zone, now=asker.now)
    return Reply(face, tells=told)


def digest_waits() -> Reply:
    """Said once where the account is no longer connected."""
    return Reply(cards.waits())
