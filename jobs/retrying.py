"""When something is tried again, and how long after."""

import random
from datetime import datetime, timedelta

from core.errors import BotError, NoTo, Retryable
from core.work import Job

ATTEMPTS = 5
"""So often a person's question is tried before they hear what is wrong; about half a minute in all."""
SURE = 3
"""So often Webex has to say that something is gone or forbidden before it is believed, where much depends on it."""
LONGEST_PAUSE = 60.0
"""Seconds; who has to wait longer is told so instead of waiting in silence (reference 17, trap 38)."""
NONSENSE_PAUSE = 3600.0
"""Seconds; no limit of Webex lasts longer, so who asks for more is asked again then."""
SHORTEST_PAUSE = 1.0
"""Seconds; Webex means no less, and a pause of nothing would be a loop (reference 1.5)."""
LANDING = timedelta(seconds=5)
"""So long waits what is put back in the middle of a change: what Webex has in hand should be seen by then."""
MOST_LOSSES = 5
"""So often a row may take its process with it before it is given up; those that ran beside it have as many chances."""
GIVE_UP = timedelta(hours=24)
"""For what can't be done, nor told, because telling itself fails; from then on only telling is tried."""
GIVE_UP_ATTEMPTS = 24
"""What the bot finds after a long absence is given as many chances, however old it is."""
STOP_TELLING = timedelta(days=7)
"""Nobody waits any more for a word about something that old."""
TELL_EVERY = timedelta(minutes=10)
"""At most so often is tried to tell what has failed; in an outage of Webex that may be everybody's questions."""


def is_worth_trying_again(job: Job, error: Retryable) -> bool:
    """Whether to try once more in silence, rather than tell the person now."""
    return job.attempts < ATTEMPTS and (error.after is None or error.after <= LONGEST_PAUSE)


def is_sure(job: Job, to: NoTo, times: int = SURE) -> bool:
    """Whether a no that Webex says now to that has been said often enough; an outage in between counts for nothing."""
    return job.no_to == to and job.noes + 1 >= times


def is_hopeless(job: Job, now: datetime) -> bool:
    """Whether a row has been tried for so long that trying once more makes no sense."""
    return now - job.asked_at > GIVE_UP and job.attempts >= GIVE_UP_ATTEMPTS


def is_past_telling(job: Job, now: datetime) -> bool:
    """Whether a row that failed has been tried to be told of for so long that once more makes no sense."""
    return now - job.asked_at > STOP_TELLING and job.attempts >= 2 * GIVE_UP_ATTEMPTS


def pause_before_telling(error: BotError) -> timedelta:
    """Ten minutes, or longer where Webex asks for that, up to an hour; spread a little."""
    asked = error.after if isinstance(error, Retryable) and error.after is not None else 0.0
    pause = max(TELL_EVERY, timedelta(seconds=min(asked, NONSENSE_PAUSE)))
    return pause * random.uniform(1.0, 1.1)  # noqa: S311  # spreads load, guards nothing


def pause_before(job: Job, error: Retryable) -> timedelta:
    """As long as Webex asks, up to an hour; otherwise 1, 2, 4, … seconds, up to a minute, spread a little."""
    if error.after is not None:
        return timedelta(seconds=min(max(error.after, SHORTEST_PAUSE), NONSENSE_PAUSE))
    usual = min(2.0 ** min(job.attempts - 1, 10), LONGEST_PAUSE)
    return timedelta(seconds=usual * random.uniform(0.5, 1.0))  # noqa: S311  # spreads load, guards nothing
