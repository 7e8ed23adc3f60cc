"""Who of a lane has its turn: at most one row of it is ready, the oldest, and the others are queued behind it."""

from sqlalchemy import Update, bindparam, case, exists, select, update

from store.database import Instant
from store.tables import work


def _make_way() -> Update:
    """Sends a ready row that nobody has begun, and that is younger than `asked`, back into the queue of its lane."""
    is_untouched = (work.c.lease.is_(None), work.c.attempts == 0)
    younger = (work.c.state == "ready", work.c.asked_at > bindparam("asked"))
    return update(work).where(work.c.lane == bindparam("in_lane"), *younger, *is_untouched).values(state="queued")


def _let_next_go() -> Update:
    """Makes the oldest queued row of a lane ready, unless one is, and due no earlier than `since`, if there is one."""
    other, lane = work.alias(), bindparam("in_lane", type_=work.c.lane.type)
    is_free = ~exists().where(other.c.lane == lane, other.c.state == "ready")
    queued = select(work.c.id).where(work.c.lane == lane, work.c.state == "queued", is_free)
    following = queued.order_by(work.c.asked_at, work.c.id).limit(1)
    since = bindparam("since", type_=Instant)
    run_at = case((work.c.run_at < since, since), else_=work.c.run_at)
    return update(work).where(work.c.id.in_(following)).values(state="ready", run_at=run_at)


# Made once: to put them together anew for each row took longer than to execute them.
MAKE_WAY, LET_NEXT_GO = _make_way(), _let_next_go()
