"""The postman of webhooks: signs, posts in the background, and can be told to be unkind (reference 8.3)."""

from __future__ import annotations

import hashlib
import hmac
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import requests

from simulator.events import Event
from simulator.knobs import Knobs
from simulator.weather import PostFault
from simulator.webhooks import Webhook

LOST = "Lost"  # the error of a delivery that Webex does not know to be lost
_KEPT = 10_000
_REPEATED = 100  # of the newest deliveries, in a burst
_SIDE_BY_SIDE = 8  # connections of a burst


@dataclass(frozen=True)
class Delivery:
    """One attempt: an HTTP status, or the name of what went wrong instead."""

    webhook_id: str
    resource: str
    event: str
    data_id: str
    status: int | None
    error: str | None
    fault: str | None = None  # the weather that it met

    @property
    def succeeded(self) -> bool:
        """Whether the target said 2xx."""
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True)
class _Letter:
    webhook: Webhook
    event: Event
    body: bytes
    fault: str | None = None
    is_forged: bool = False


class Postman:
    """Delivers letters to each target in order, but for bursts, and to different targets at the same time."""

    def __init__(
        self,
        knobs: Knobs,
        report: Callable[[Webhook, Delivery], None],
        weather: Callable[[], PostFault | None],
        later: Callable[[timedelta, Callable[[], None]], None],
    ) -> None:
        self._knobs = knobs
        self._report = report
        self._weather = weather
        self._later = later
        self._moved = threading.Condition()
        # By target and connection; a key means that a thread is at work on it. All but bursts take the first.
        self._queues: dict[tuple[str, int], deque[_Letter]] = {}
        self._open = 0  # letters that are queued or in hand
        self._held: list[_Letter] = []
        self._laggard: _Letter | None = None
        self._deliveries: deque[Delivery] = deque(maxlen=_KEPT)
        self._sent: deque[_Letter] = deque(maxlen=_REPEATED)

    def send(self, webhook: Webhook, event: Event, body: bytes) -> None:
        """Take a letter; returns at once."""
        fault = self._weather()
        letter = _Letter(webhook, event, body, fault.kind if fault else None)
        if fault is not None and fault.kind == "late":
            self._later(fault.after, lambda: self._take(letter))
        else:
            self._take(letter)

    def burst(self, count: int) -> None:
        """Repeat the newest deliveries until there are so many, all at once."""
        with self._moved:
            for number in range(count if self._sent else 0):
                again = replace(self._sent[number % len(self._sent)], fault="burst")
                self._queue(again, 1 + number % _SIDE_BY_SIDE)

    def release(self) -> None:
        """Send what was held back: oldest first, or newest first when reordering."""
        with self._moved:
            letters, self._held = self._held, []
            for letter in reversed(letters) if self._knobs.reorder else letters:
                self._queue(letter)

    def settle(self, timeout: float) -> None:
        """Return when every letter that is not held was attempted. Raises TimeoutError after `timeout` real seconds."""
        with self._moved:
            self._release_laggard()
            if not self._moved.wait_for(lambda: self._open == 0, timeout):
                raise TimeoutError(f"{self._open} webhook deliveries are still open after {timeout} s")

    def deliveries(self) -> list[Delivery]:
        """The newest attempts, in the order they ended."""
        with self._moved:
            return list(self._deliveries)

    def _take(self, letter: _Letter) -> None:
        if letter.fault == "lost":
            delivery = _noted(letter, None, LOST)
            with self._moved:
                self._deliveries.append(delivery)
            self._report(letter.webhook, delivery)
            return
        with self._moved:
            if self._knobs.hold_webhooks:
                self._held.append(letter)
            else:
                if letter.fault == "forged":
                    self._queue(replace(letter, is_forged=True))
                self._sort(letter)

    def _sort(self, letter: _Letter) -> None:
        """Queue a letter, or let the one after it go first."""
        if (self._knobs.reorder or letter.fault == "swapped") and self._laggard is None:
            self._laggard = letter
            return
        self._queue(letter)
        self._release_laggard()

    def _release_laggard(self) -> None:
        if self._laggard is not None:
            letter, self._laggard = self._laggard, None
            self._queue(letter)

    def _queue(self, letter: _Letter, connection: int = 0) -> None:
        copies = 2 if self._knobs.duplicate_webhooks or letter.fault == "doubled" else 1
        self._open += copies
        target = letter.webhook.target_url, connection
        if target in self._queues:
            self._queues[target].extend([letter] * copies)
            return
        self._queues[target] = deque([letter] * copies)
        threading.Thread(target=self._round, args=(target,), name="webhook-postman", daemon=True).start()

    def _round(self, target: tuple[str, int]) -> None:
        """Deliver to one target until its queue is empty."""
        with requests.Session() as session:
            session.trust_env = False  # a proxy of the environment has no business between two local processes
            while letter := self._next(target):
                if letter.webhook.status == "active":
                    self._attempt(session, target[0], letter)
                with self._moved:
                    self._open -= 1
                    self._moved.notify_all()

    def _next(self, target: tuple[str, int]) -> _Letter | None:
        with self._moved:
            if self._queues[target]:
                return self._queues[target].popleft()
            del self._queues[target]
            return None

    def _attempt(self, session: requests.Session, target: str, letter: _Letter) -> None:
        secret = "nobody's" if letter.is_forged else letter.webhook.secret
        status, error = self._post(session, target, secret, letter.body)
        delivery = _noted(letter, status, error)
        with self._moved:
            self._deliveries.append(delivery)
            if not letter.is_forged and letter.fault != "burst":
                self._sent.append(letter)
        if not letter.is_forged:  # somebody else's, of which Webex knows nothing
            self._report(letter.webhook, delivery)

    def _post(
        self, session: requests.Session, target: str, secret: str | None, body: bytes
    ) -> tuple[int | None, str | None]:
        headers = {"Content-Type": "application/json"}
        if secret:
            headers["X-Spark-Signature"] = hmac.new(secret.encode(), body, hashlib.sha1).hexdigest()
        timeout = self._knobs.delivery_timeout
        try:
            with session.post(target, data=body, headers=headers, timeout=timeout, allow_redirects=False) as answer:
                return answer.status_code, None
        except requests.RequestException as problem:
            return None, type(problem).__name__


def _noted(letter: _Letter, status: int | None, error: str | None) -> Delivery:
    event = letter.event
    data_id = str(event.data.get("id"))
    return Delivery(letter.webhook.id, event.resource, event.event, data_id, status, error, letter.fault)
