"""What goes wrong on demand, and what can be looked at afterwards."""

from __future__ import annotations

from simulator.delivery import Delivery
from simulator.directory import Person
from simulator.faults import Body, Callback, Fault
from simulator.state import State
from simulator.traffic import RequestInfo
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
    ) -> Fault:
        """Let the next `times` fitting requests go wrong; the result counts them and can be cleared.

        `path` is a prefix of the path after /v1, or all of it with a final "$"; "*" stands for any method or path.
        `before` and `after` run without a lock, before the request is looked at and before its answer is sent.
        `land` says whether a request is carried out although its answer is lost: with `drop` it is unless told
        otherwise, with a `status` or `body` it is not.
        """
        named = person if person is None or isinstance(person, str) else "bot" if person.is_bot else person.name
        wait = None if retry_after is None else str(retry_after)
        lands = drop if land is None else land
        fault = Fault(method, path, status, wait, body, times, named, before, after, delay, drop, lands)
        return self.fault_book.add(fault)

    def clear_faults(self) -> None:
        """All is well again."""
        self.fault_book.clear()

    def rate_limit(self, per_minute: int | None, messaging: int | None = None) -> None:
        """Answer 429 to whoever asks more often than that within a minute, with the simulated seconds to wait.

        `messaging` is the limit for messages and people, which is a higher one; None is no limit.
        """
        self.limits.per_minute, self.limits.messaging = per_minute, messaging

    @property
    def requests(self) -> list[RequestInfo]:
        """What was asked of the API and the file host, oldest first."""
        return self.traffic.seen()

    def forget_requests(self) -> None:
        """Empty the list of requests."""
        self.traffic.forget()

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
