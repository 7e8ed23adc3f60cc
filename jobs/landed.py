"""What an attempt posted and did not live to hear of: found again in the direct room."""

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any

from core.ids import is_same
from core.messages import Message
from core.work import Job
from store.journal import Effect, Journal
from webex.messaging import Messaging


def landed(job: Job, effect: Effect, bot_id: str, messaging: Messaging, journal: Journal) -> Message | None:
    """The post that an attempt began and did not see the end of.

    Only posts younger than the question are looked at (give or take a minute, where clocks differ), and none
    that another row has noted as its own: two questions may well have the same answer.
    """
    if not effect.plan.get("person_id"):
        return None
    since = job.asked_at - timedelta(minutes=1)
    candidates = [
        message
        for message in messaging.direct_messages(effect.plan["person_id"])
        if is_same(message.person_id, bot_id)
        and (message.created_at is None or message.created_at >= since)
        and digest_of(message.text) == effect.plan["digest"]
        and _is_same_card(effect.plan.get("card"), message)
    ]
    known = journal.known_outcomes([message.id for message in candidates])
    unknown = [message for message in candidates if message.id not in known]
    return unknown[-1] if unknown else None


def digest_of_card(card: Any) -> str | None:
    """By which its card is known again: two answers may have the same text, as where numbers stand on cards alone.

    Only words count, as Webex may write the rest in another way. None where there are none.
    """
    words = sorted(_words(card))
    return digest_of(" ".join(words)) if words else None


def _is_same_card(wanted: str | None, message: Message) -> bool:
    """Also where one of the two has no card: Webex may have refused it, or not show it."""
    shown = next((digest_of_card(card) for card in message.cards), None)
    return wanted is None or shown is None or shown == wanted


def _words(card: Any) -> Iterator[str]:
    if isinstance(card, list):
        for each in card:
            yield from _words(each)
    elif isinstance(card, dict):
        for key, value in card.items():
            if isinstance(value, str):
                yield from value.split() if key in ("text", "title") else ()
            else:
                yield from _words(value)


def digest_of(text: str) -> str:
    """By which a post is known again, without its words being kept."""
    return sha256(" ".join(text.split()).encode()).hexdigest()
