"""What goes wrong on demand, and what can be looked at afterwards."""

from __future__ import annotations

from datetime import timedelta

from simulator.delivery import Delivery
from simulator.directory import Person
from simulator.faults import Body, Callback, Fault
from simulator.state import State
from simulator.traffic import RequestInfo
from simulator.weather import PostRule, Rule
from simulator.webhooks import Webhook


class TroubleVerbs(State):
    """Faults, and the records of requests and deliveries."""

    def fault(
        self,
        method: str,
        path: str,
        status: int | None = None,
        retry_after: int | str | None = None,
        body: Body = None,
        times: int | None = 1,
        person: Person | str | None = None,
        before: Callback | None = None,
        after: Callback | None = None,
        delay: float | None = None,
        drop: bool = False,
        land: bool | None = None,
        half: bool = False,
        trickle: float | None = None,
        late: timedelta | None = None,
    ) -> Fault:
        """Let the next `times` fitting requests go wrong; the result counts them and can be cleared.

        `path` is a prefix of the path after /v1, or all of it with a final "$"; "*" stands for any method or path.
        `before` and `after` run without a lock, before the request is looked at and before its answer is sent.
        `land` says whether a request is carried out although its answer is lost: with `drop` it is unless told
        otherwise, with a `status` or `body` it is not. With `late` it is carried out so much simulated time later, and
        nobody is told. An answer may break off in its `half`, or `trickle` with so many real seconds between its parts.
        """
        named = person if person is None or isinstance(person, str) else "bot" if person.is_bot else person.name
        wait = None if retry_after is None else str(retry_after)
        is_dropped = drop or (late is not None and status is None and body is None)
        lands = (is_dropped and late is None) if land is None else land
        fault = Fault(
            method, path, status, wait, body, times, named, before, after, delay, is_dropped, lands, half, trickle, late
        )
        return self.fault_book.add(fault)

    def clear_faults(self) -> None:
        """All is well again."""
        self.fault_book.clear()

    def weather(self, seed: int, *rules: Rule) -> None:
        """Let a share of the requests go wrong from now on; without rules, none. Faults asked for come first."""
        self.sky.change(seed, rules)

    def post_weather(self, seed: int, rule: PostRule | None = None) -> None:
        """The same for deliveries of webhooks."""
        self.sky.change_post(seed, rule)

    @property
    def weather_counts(self) -> dict[str, int]:
        """How often what happened since the beginning, by kind; deliveries are named `webhook …`."""
        return self.sky.counts()

    def burst(self, count: int) -> None:
        """Deliver the newest webhooks again and again, so many in all."""
        self.postman.burst(count)

    def rate_limit(self, per_minute: int | None, messaging: int | None = None) -> None:
        """Answer 429 to whoever asks more often than that within a minute, with the simulated seconds to wait.

        `messaging` is the limit for messages and people, which is a higher one; None is no limit.
        """
        self.limits.per_minute, self.limits.messaging = per_minute, messaging

    @property
    def requests(self) -> list[RequestInfo]:
        """What was asked of the API and the file host, oldest first."""
        return self.traffic.seen()

    def forget_requests(self) -> list[RequestInfo]:
        """Empty the list of requests; returns what stood in it."""
        return self.traffic.forget()

    @property
    def webhooks(self) -> list[Webhook]:
        """The webhooks of everybody."""
        with self.lock:
            return self.hooks.all()

    @property
    def deliveries(self) -> list[Delivery]:
        """The attempts to deliver webhooks, in the order they ended."""
        return self.postman.deliveries()

    def release_webhooks(self) -> None:
        """Deliver what `knobs.hold_webhooks` held back."""
        self.postman.release()
