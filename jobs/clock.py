"""The ticks: what has to be looked after again and again, by one process at a time."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from core.clock import Clock
from core.errors import BotError
from core.logs import whereabouts
from core.metrics import Metrics
from services.cleaning import KEEP_FAILED, CleaningService
from services.digests import DigestService
from services.hearing import Hearing
from services.identity import Identity
from services.sweeps import SweepService
from services.webhooks import WebhookService
from store.database import DatabaseAway
from store.facts import Facts, Turns
from store.holders import new_holder
from store.work import Work

log = structlog.get_logger()

RECONCILE_EVERY = timedelta(seconds=30)
PLAN_EVERY = timedelta(seconds=10)
SWEEP_EVERY = timedelta(minutes=1)
CLEAN_EVERY = timedelta(minutes=10)

_RECONCILE, _PLAN, _SWEEP, _CLEAN = "reconcile", "plan", "sweep", "clean"


class Ticks:
    """What each tick does; APScheduler says when."""

    def __init__(
        self,
        identity: Identity,
        webhooks: WebhookService,
        hearing: Hearing,
        digests: DigestService,
        sweeps: SweepService,
        work: Work,
        cleaning: CleaningService,
        facts: Facts,
        turns: Turns,
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self._identity = identity
        self._webhooks = webhooks
        self._hearing = hearing
        self._digests = digests
        self._sweeps = sweeps
        self._work = work
        self._cleaning = cleaning
        self._facts = facts
        self._turns = turns
        self._clock = clock
        self._metrics = metrics
        self._holder = new_holder()
        self._scheduler: BackgroundScheduler | None = None
        self._is_identity_fresh = False

    def start(self) -> None:
        """Tick now, and then on time, in the background."""
        self._scheduler = BackgroundScheduler(timezone="UTC")
        for tick, every in (
            (self.reconcile, RECONCILE_EVERY),
            (self.plan, PLAN_EVERY),
            (self.sweep, SWEEP_EVERY),
            (self.clean, CLEAN_EVERY),
        ):
            # One job, also for the first tick: two would run side by side where Webex is slow, and register doubles.
            self._scheduler.add_job(
                tick,
                "interval",
                seconds=every.total_seconds(),
                next_run_time=datetime.now(UTC),
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )
        self._scheduler.start()

    def stop(self, within: float = 10.0) -> None:
        """Tick no more, and let another process have its turn at once.

        A tick under way has so many seconds to end; what it does is right at any moment, so another may begin it again.
        """
        if self._scheduler is not None:
            ending = threading.Thread(target=self._scheduler.shutdown, name="last tick", daemon=True)
            ending.start()
            ending.join(within)
            self._scheduler = None
        for name in (_RECONCILE, _PLAN, _SWEEP, _CLEAN):
            self._give_up(name)

    def reconcile(self) -> None:
        """Put the bot's own webhooks right, unless another process is at it."""
        self._guarded(_RECONCILE, RECONCILE_EVERY, self._reconcile)
        self._hearing.note_at_work()

    def plan(self) -> None:
        """Have the digests that are due sent."""
        self._guarded(_PLAN, PLAN_EVERY, self._plan)

    def sweep(self) -> None:
        """Have it looked for what no webhook told people with notices, for each of them every quarter of an hour."""
        self._guarded(_SWEEP, SWEEP_EVERY, self._sweep)

    def clean(self) -> None:
        """Remove what is no longer needed, in small batches."""
        self._guarded(_CLEAN, CLEAN_EVERY, self._clean)

    def _reconcile(self) -> None:
        self._hearing.beat()
        if not self._is_identity_fresh:
            self._identity.refresh()
            self._is_identity_fresh = True
        self._webhooks.reconcile(self._hearing.lack)
        self._facts.keep(self._webhooks.right_at, self._clock.now().isoformat())
        self._hearing.hear()
        self._metrics.waiting.set(self._work.waiting())

    def _plan(self) -> None:
        self._digests.plan_due()

    def _sweep(self) -> None:
        self._sweeps.plan_due()

    def _clean(self) -> None:
        now = self._clock.now()
        self._cleaning.clean()
        self._sweeps.clean(now)
        self._hearing.clean(now - KEEP_FAILED)

    def _guarded(self, name: str, lasts: timedelta, tick: Callable[[], None]) -> None:
        try:
            # Twice the pause: the holder takes its next turn before this one has run out.
            if self._turns.take(name, self._holder, self._clock.now(), 2 * lasts):
                tick()
        except (BotError, DatabaseAway) as error:
            self._metrics.problems.labels(type(error).__name__).inc()
            log.warning("tick.failed", tick=name, error=type(error).__name__)
            self._give_up(name)  # perhaps Webex can be reached from another machine
        except Exception as error:  # a defect in one tick must not end the ticking
            log.error("tick.broken", tick=name, error=type(error).__name__, where=whereabouts(error))

    def _give_up(self, name: str) -> None:
        try:
            self._turns.give_up(name, self._holder)
        except DatabaseAway:
            log.warning("turn.kept", tick=name)  # it runs out by itself
