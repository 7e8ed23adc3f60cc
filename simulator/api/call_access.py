"""Who may see or move which recorded call, and as what (references 10.2 to 10.7)."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from simulator.calls import CallRecording
from simulator.grants import Token
from simulator.world import World

Capacity = Literal["owner", "officer", "admin"]
READ, WRITE = "spark:recordings_read", "spark:recordings_write"
ADMIN_READ, ADMIN_WRITE = "spark-admin:recordings_read", "spark-admin:recordings_write"
OFFICER_READ, OFFICER_WRITE = "spark-compliance:recordings_read", "spark-compliance:recordings_write"
_SECOND_THOUGHTS = timedelta(days=30)


def seen_as(world: World, token: Token, one: CallRecording) -> Capacity | None:
    """As what somebody sees a call: as its owner rather than as an officer, and that rather than as an administrator.

    What is purged is there for officers alone, and for administrators where it may come back.
    """
    scopes, is_colleague = world.roles.counting(token), one.owner.org is token.person.org
    if one.owner is token.person and READ in scopes and one.status != "purged":
        return "owner"
    if is_colleague and OFFICER_READ in scopes:
        return "officer"
    if is_colleague and ADMIN_READ in scopes and (one.status != "purged" or purged_come_back(world)):
        return "admin"
    return None


def gets_links(world: World, token: Token, one: CallRecording) -> bool:
    """Whether somebody gets the links of a call. Administrators do not, says the reference; a blog says they do."""
    capacity = seen_as(world, token, one)
    return capacity in ("owner", "officer") or (capacity == "admin" and world.knobs.admin_call_links)


def may_move(world: World, token: Token, one: CallRecording) -> bool:
    """Whether somebody may put a call into the bin, take it out, or purge it."""
    scopes = world.roles.counting(token)
    is_admin = one.owner.org is token.person.org and ADMIN_WRITE in scopes
    return is_admin or (one.owner is token.person and WRITE in scopes)


def may_undo_purge(world: World, token: Token, one: CallRecording) -> bool:
    """Whether somebody may restore a call although it was purged."""
    is_mighty = bool(world.roles.counting(token) & {ADMIN_WRITE, OFFICER_WRITE})
    was_recent = one.purged_at is not None and one.purged_at > world.clock.now() - _SECOND_THOUGHTS
    return purged_come_back(world) and one.owner.org is token.person.org and is_mighty and was_recent


def purged_come_back(world: World) -> bool:
    """Whether administrators and officers can undo a purge: one document says so, another one that they can't."""
    return world.knobs.purged_calls == "restorable"
