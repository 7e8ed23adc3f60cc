"""How fast the bot says what nobody waits for: as much as Webex takes, and a little less, so that answers find room.

Webex takes so many calls about messages of the bot's token within a minute and doesn't say how many (reference 1.5).
So it is learned, as networks do it: a little more with each call that was taken, less with one that was refused. What
was taken in the minute before a refusal is what Webex takes.
"""

import threading
from collections import deque
from datetime import datetime, timedelta

import structlog

from core.clock import Clock

log = structlog.get_logger()

START = 300.0
"""Calls a minute at first; Webex takes as many everywhere, and more of these (reference 1.5)."""
ROOM = 0.95
"""What of the known limit is used. The rest is for answers, which ask nobody's leave."""
USUAL_PAUSE, SHORTEST_PAUSE, LONGEST_PAUSE = 15.0, 1.0, 3600.0
"""Seconds: where Webex names none, where it names none worth the name, and where it names nonsense (reference 1.5)."""
_MINUTE = timedelta(minutes=1)
_SLOWEST = 10.0
_BURST = 20.0
"""So many calls that were left unused may still be made at once, and so many answers are made up for, at most."""
_FAST, _SLOW = 2.0, 0.01
"""By how many calls a minute each call that was taken lets the pace grow: while the limit is not known, and near it."""


class Pace:
    """One for the process and the bot's token; safe to share between threads.

    Other processes have their own: all meet the same limit, and who uses most of it gives way most.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._rate, self._growth = START, _FAST
        self._free = _BURST
        """Calls that may be made now; less than none after many answers, which are paid from here as well."""
        self._filled_at = self._shut_until = self._seen_at = clock.now()
        self._turns = 0
        self._is_held = False
        self._taken: deque[datetime] = deque()

    @property
    def per_minute(self) -> float:
        """How many calls a minute there may be in all, as far as is known."""
        with self._lock:
            return self._rate

    def take_turn(self) -> float:
        """0 where something may be said now, and then `end_turn` has to follow; else how many seconds to wait."""
        with self._lock:
            now = self._now()
            if now < self._shut_until:
                return (self._shut_until - now).total_seconds()
            self._fill(now)
            lacking = 1 - (self._free - self._turns)
            if lacking > 0:
                self._is_held = True
                return lacking * 60 / self._rate
            self._turns += 1
            return 0.0

    def end_turn(self) -> None:
        """Whatever came of a turn: what it said was counted then, and one that said nothing costs nothing."""
        with self._lock:
            self._turns -= 1

    def taken(self) -> None:
        """Webex has taken a call of the bot, whatever it was for."""
        with self._lock:
            now = self._now()
            self._fill(now)
            self._free = max(self._free - 1, -_BURST)  # a busy hour must not hold digests back for another one
            self._taken.append(now)
            self._forget(now)
            if self._is_held:  # more was to be said than was allowed, or the pace would say nothing of the limit
                self._is_held = False
                self._rate += self._growth
                self._growth = min(self._growth * 2 ** (1 / self._rate), _FAST)  # twice as much a minute later

    def refused(self, after: float | None) -> None:
        """Webex has refused one call too many, and asked to wait for that many seconds."""
        with self._lock:
            now = self._now()
            is_news = now >= self._shut_until  # what was on its way meanwhile teaches nothing
            asked = USUAL_PAUSE if after is None else min(max(after, SHORTEST_PAUSE), LONGEST_PAUSE)
            self._shut_until = max(self._shut_until, now + timedelta(seconds=asked))
            self._free, self._filled_at = min(self._free, 0.0), self._shut_until
            if is_news:
                self._learn(now)
                log.info("pace.learned", per_minute=round(self._rate), seconds=round(asked, 1))

    def _learn(self, now: datetime) -> None:
        self._forget(now)
        known = ROOM * len(self._taken)
        if known >= self._rate / 2:
            self._growth = _SLOW
        # Otherwise others have used the limit up, perhaps this bot before it was started anew: that passes.
        self._rate = max(known, self._rate / 2, _SLOWEST)

    def _now(self) -> datetime:
        """The time; where the clock was set back, what is remembered goes back with it, and nothing waits longer."""
        now = self._clock.now()
        if (back := self._seen_at - now) > timedelta():
            self._filled_at -= back
            self._shut_until -= back
            self._taken = deque(at - back for at in self._taken)
        self._seen_at = now
        return now

    def _fill(self, now: datetime) -> None:
        if now > self._filled_at:
            self._free = min(self._free + self._rate * ((now - self._filled_at) / _MINUTE), _BURST)
            self._filled_at = now

    def _forget(self, now: datetime) -> None:
        while self._taken and self._taken[0] <= now - _MINUTE:
            self._taken.popleft()
