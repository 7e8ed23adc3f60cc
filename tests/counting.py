"""A Webex that does nothing but count, in a time that passes as fast as it can."""

from collections import deque
from datetime import UTC, datetime, timedelta

from core.clock import ManualClock
from webex.pace import Pace

TICK = timedelta(seconds=0.05)
MINUTE = timedelta(minutes=1)
NOON = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)


class Webex:
    """Takes so many calls within any minute, of so many processes of the bot, and says when the next may come."""

    def __init__(self, most: int, processes: int = 1) -> None:
        self.most = most
        self.clock = ManualClock(NOON)
        self.paces = [Pace(self.clock) for _ in range(processes)]
        self.seen: deque[datetime] = deque()
        self.taken = self.refused = 0

    @property
    def pace(self) -> Pace:
        """That of the first process."""
        return self.paces[0]

    def call(self, pace: Pace | None = None) -> bool:
        """One call, whose outcome the pace hears of; returns whether it was taken."""
        now, pace = self.clock.now(), pace or self.pace
        while self.seen and self.seen[0] <= now - MINUTE:
            self.seen.popleft()
        if len(self.seen) < self.most:
            self.seen.append(now)
            self.taken += 1
            pace.taken()
            return True
        self.refused += 1
        pace.refused(max(1.0, (self.seen[0] + MINUTE - now).total_seconds()))
        return False

    def tick(self, threads: int = 7) -> None:
        """Let the threads of each process say what its pace allows at this moment; then it has passed."""
        for pace in self.paces:
            turns = 0
            while turns < threads and pace.take_turn() == 0:
                turns += 1
            for _ in range(turns):  # all of them were on their way when the first was refused
                self.call(pace)
                pace.end_turn()
        self.clock.advance(TICK)

    def say_all(self, minutes: float) -> tuple[int, int]:
        """Let as much be said as the pace allows; returns how many calls were taken and refused."""
        before, until = (self.taken, self.refused), self.clock.now() + minutes * MINUTE
        while self.clock.now() < until:
            self.tick()
        return self.taken - before[0], self.refused - before[1]
