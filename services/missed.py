"""Looks up what was said while the bot heard nothing, and lets it in as if Webex had just told of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from core.clock import Clock
from core.errors import RateLimited, Refused, Retryable
from core.hearing import Room
from core.ids import is_same, uuid_of
from core.messages import Message
from core.people import Membership
from core.webhooks import Event, is_word
from core.work import WorkKind
from services.identity import Identity
from store.work import Work
from webex import memberships, rooms
from webex.client import Client
from webex.messaging import Messaging

log = structlog.get_logger()

MOST_ROOMS = 1000
"""Those of the latest activity; what was said in others is not looked up."""
AT_ONCE = 100
"""Rooms looked through in one go: Webex allows about 300 calls a minute, and people want answers meanwhile."""
LOOK_BACK = timedelta(days=5)
"""No further: rows that are done stand for a week, and without its row a message looks as if nobody had seen it."""
MOST_ERRORS = 3
"""So many rooms that Webex stumbles over end one go; most probably it would stumble over all."""
MEMBERSHIPS = "memberships"
"""Stands among the rooms that were looked through for where the bot was added."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What one go has found."""

    events: Sequence[Event]
    """In the order in which they happened; such that nobody has let in before."""
    looked: Sequence[str]
    """The rooms that were looked through, by ID."""
    error: Retryable | None = None
    """What ended it before all of them were."""
    is_all: bool = False
    """Whether nothing is left to be looked through."""


class MissedService:
    """One for the process."""

    def __init__(self, bot_client: Client, messaging: Messaging, identity: Identity, work: Work, clock: Clock) -> None:
        self._client = bot_client
        self._messaging = messaging
        self._identity = identity
        self._work = work
        self._clock = clock

    def look(self, since: datetime, looked: Collection[str]) -> Findings:
        """Look through some of the rooms in which something happened since then and that were not `looked` through.

        Direct rooms come first. What the bot may not read is passed over. Raises what Webex answers where not even
        the list of rooms can be had.
        """
        since = max(since, self._clock.now() - LOOK_BACK)
        active = rooms.active_since(self._client, since, MOST_ROOMS)
        if len(active) == MOST_ROOMS:
            log.warning("missed.too_many_rooms", looked_through=MOST_ROOMS)
        left = [room for room in sorted(active, key=lambda room: not room.is_direct) if room.id not in looked]
        places: list[Room | None] = [*left, *([] if MEMBERSHIPS in looked else [None])]
        found, through, errors = [], [], list[Retryable]()
        for place in places[:AT_ONCE]:
            try:
                found += self._said_in(place, since) if place else self._added(since)
            except Retryable as error:
                errors.append(error)
                if isinstance(error, RateLimited) or len(errors) == MOST_ERRORS:
                    break
                continue
            except Refused as error:
                log.info("missed.refused", status=error.status)
            through.append(place.id if place else MEMBERSHIPS)
        last = errors[-1] if errors else None
        return Findings(self._unknown(found, since), through, last, is_all=len(through) == len(places))

    def _said_in(self, room: Room, since: datetime) -> list[Event]:
        bot = self._identity.get()
        said = self._messaging.heard_since(room.id, since, is_direct=room.is_direct)
        return [_said(one, bot.id) for one in said if not is_same(one.person_id, bot.id)]

    def _added(self, since: datetime) -> list[Event]:
        # A direct room comes with a message, which is answered; and the bot may have opened it itself.
        bot, own = self._identity.get(), memberships.own(self._client, MOST_ROOMS)
        mine = [each for each in own if is_same(each.person_id, bot.id) and not each.is_direct]
        return [_was_added(each, bot.id) for each in mine if each.created_at is not None and each.created_at >= since]

    def _unknown(self, events: Sequence[Event], since: datetime) -> list[Event]:
        """Those that nobody let in, however Webex wrote them then, oldest first."""
        if not events:
            return []
        keys = self._work.keys(WorkKind.MESSAGE, since - timedelta(days=1))
        known = {_thing(key.split("|")[3]) for key in keys if key.count("|") > 3}
        fresh = [event for event in events if event.resource != "messages" or _thing(event.id) not in known]
        fresh = [event for event in fresh if all(map(is_word, event.data.values()))]
        return sorted(fresh, key=lambda event: event.happened_at or since)


def _said(message: Message, bot_id: str) -> Event:
    """The event that a message of a person would have been (reference 8.4)."""
    data = {
        "id": message.id,
        "roomId": message.room_id,
        "roomType": "direct" if message.is_direct else "group",
        "personId": message.person_id,
        "personEmail": message.person_email,
        "created": message.created_at.isoformat() if message.created_at else "",
    }
    return Event("messages", "created", bot_id, data, message.person_id)


def _was_added(membership: Membership, bot_id: str) -> Event:
    """The event that being added to a space would have been; who did it is not to be found."""
    data = {
        "id": membership.id,
        "roomId": membership.room_id,
        "roomType": "group",
        "personId": membership.person_id,
        "personEmail": membership.person_email,
        "created": membership.created_at.isoformat() if membership.created_at else "",
    }
    return Event("memberships", "created", bot_id, data)


def _thing(message_id: str) -> str:
    return uuid_of(message_id) or message_id
