"""What an answer tells of what is new: each thing once, whoever else was about to tell it."""

from datetime import datetime
from typing import Any

from core.clock import Clock
from core.digests import Told
from core.errors import ToldMeanwhile
from core.work import Job
from jobs.retrying import GIVE_UP_ATTEMPTS
from store.database import Transaction
from store.notices import Notices
from store.subscriptions import Subscriptions
from store.told import ToldThings


class Telling:
    """One for the process; `tells` is what `written` made, as it stands in the plan of a post."""

    def __init__(self, subscriptions: Subscriptions, told: ToldThings, notices: Notices, clock: Clock) -> None:
        self._subscriptions = subscriptions
        self._told = told
        self._notices = notices
        self._clock = clock

    def claim(self, tx: Transaction, job: Job, tells: dict[str, Any]) -> None:
        """Be the only one to tell it. Whoever comes second reads again, and finds less: raises `ToldMeanwhile`."""
        others = self._told.claim(tx, tells["audience"], _appeared(tells), job.id)
        # Rather twice than never: whoever claims it may be trying for hours.
        if others and job.attempts < GIVE_UP_ATTEMPTS:
            raise ToldMeanwhile

    def remember(self, tx: Transaction, tells: dict[str, Any], message_id: str) -> None:
        """What was told is told, the subscription it was told for covers all up to then, and a thread has begun.

        Of somebody who meanwhile wants no more of it, or was forgotten, nothing is remembered.
        """
        audience = tells["audience"]
        is_wanted = self._notices.is_wanted if tells["subscription"] is None else self._subscriptions.of_audience_in
        if not is_wanted(tx, audience):
            return
        self._told.keep(tx, audience, _appeared(tells))
        if tells["until"]:
            self._subscriptions.cover(tx, tells["subscription"], datetime.fromisoformat(tells["until"]))
            self._told.forget_old(tx, audience)
        if tells["thread"]:
            self._notices.keep_thread(tx, audience, tells["thread"], message_id, self._clock.now())


def written(told: Told) -> dict[str, Any]:
    """For the plan of a post."""
    return {
        "audience": told.audience,
        "appeared": {key: at.isoformat() for key, at in told.appeared.items()},
        "subscription": told.subscription_id,
        "until": told.until.isoformat() if told.until else None,
        "thread": told.thread,
    }


def _appeared(tells: dict[str, Any]) -> dict[str, datetime]:
    """When each thing of it appeared at Webex, by its key."""
    return {key: datetime.fromisoformat(at) for key, at in tells["appeared"].items()}
