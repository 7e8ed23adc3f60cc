"""When something is tried again, and how long after."""

import random
from datetime import timedelta

from core.errors import Retryable
from core.work import Job

ATTEMPTS = 5
"""So often a person's question is tried before they hear what is wrong; about half a minute in all."""
LONGEST_PAUSE = 60.0
"""Seconds; who has to wait longer is told so instead of waiting in silence (reference 17, trap 38)."""
NONSENSE_PAUSE = 3600.0
"""Seconds; no limit of Webex lasts longer, so who asks for more is asked again then."""
LONGEST_WAIT = 3600.0
"""Seconds; what can't be told yet is tried again at least so often, whatever Webex asks for."""
GIVE_UP = timedelta(hours=24)
"""For what can't be told, because telling itself fails."""


def is_worth_trying_again(job: Job, error: Retryable) -> bool:
    """Whether to try once more in silence, rather than tell the person now."""
    return job.attempts < ATTEMPTS and (error.after is None or error.after <= LONGEST_PAUSE)


def pause_before(job: Job, error: Retryable) -> timedelta:
    """As long as Webex asks, up to an hour; otherwise 1, 2, 4, … seconds, up to a minute, spread a little."""
    if error.after is not None:
        return timedelta(seconds=min(max(error.after, 0.0), NONSENSE_PAUSE))
    usual = min(2.0 ** min(job.attempts - 1, 10), LONGEST_PAUSE)
    return timedelta(seconds=usual * random.uniform(0.5, 1.0))  # noqa: S311  # spreads load, guards nothing
