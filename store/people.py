"""What is remembered of people: their profile, their choices, and the list they saw last."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, delete, exists, literal, or_, select, update

from core.grants import GrantKind
from core.people import Person, Preferences
from core.quiet import QuietHours
from core.replies import ShownList
from store.database import Database, Instant, insert
from store.tables import grants, people

CHOICES = (
    people.c.chosen_timezone,
    people.c.chosen_site,
    people.c.chosen_period,
    people.c.keeps_transcripts,
    people.c.chosen_quiet,
)
"""The columns of what somebody chose."""


class People:
    """One row a person, gone with `disconnect`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, person_id: str) -> tuple[Person, Preferences] | None:
        """The profile and the choices; None for a stranger."""
        row = self._row(person_id)
        if row is None:
            return None
        person = Person(row.person_id, row.email, row.name, row.org_id, row.timezone)
        return person, chosen_in(row)

    def read_at(self, person_id: str) -> datetime | None:
        """When the profile was read from Webex last; None for a stranger."""
        row = self._row(person_id)
        return None if row is None else row.read_at

    def keep(self, tx: Connection, person: Person, now: datetime) -> None:
        """Remember the profile, leaving choices as they are."""
        profile = {
            "email": person.email,
            "name": person.name,
            "org_id": person.org_id,
            "timezone": person.timezone,
            "read_at": now,
        }
        row = insert(tx, people).values(person_id=person.id, **profile)
        tx.execute(row.on_conflict_do_update(index_elements=["person_id"], set_=profile))

    def choose(self, tx: Connection, person_id: str, preferences: Preferences) -> None:
        """Remember the choices of a known person."""
        chosen = {
            "chosen_timezone": preferences.timezone,
            "chosen_site": preferences.site,
            "chosen_period": preferences.period,
            "keeps_transcripts": preferences.keeps_transcripts,
            "chosen_quiet": str(preferences.quiet) if preferences.quiet else None,
        }
        tx.execute(update(people).where(people.c.person_id == person_id).values(**chosen))

    def direct_room(self, person_id: str) -> str | None:
        """The direct room of the bot with this person, where it is known."""
        row = self._row(person_id)
        return None if row is None else row.direct_room_id

    def is_direct_room(self, room_id: str) -> bool:
        """Whether that is the known direct room of anybody."""
        with self._database.read() as tx:
            found = tx.execute(select(people.c.person_id).where(people.c.direct_room_id == room_id).limit(1))
            return found.one_or_none() is not None

    def keep_direct_room(self, person_id: str, room_id: str, now: datetime) -> None:
        """Remember that room of a known person, in which something was posted now."""
        known = {"direct_room_id": room_id, "posted_at": now}
        with self._database.begin() as tx:
            tx.execute(update(people).where(people.c.person_id == person_id).values(**known))

    def unhear_all(self, tx: Connection, since: datetime, until: datetime, posted_after: datetime) -> None:
        """Note for all who got something after an instant that presses of theirs may have been lost in that time."""
        before = people.c.unheard_since
        row = update(people).where(people.c.posted_at >= posted_after)
        is_recent = people.c.unheard_until >= posted_after
        first = case(((before < since) & is_recent, before), else_=literal(since, Instant))
        tx.execute(row.values(unheard_since=first, unheard_until=until))

    def unhear(self, tx: Connection, person_id: str, since: datetime, until: datetime) -> None:
        """Note that a press of this person was lost in that time."""
        row = update(people).where(people.c.person_id == person_id)
        tx.execute(row.values(unheard_since=since, unheard_until=until))

    def unheard(self, person_id: str) -> tuple[datetime, datetime] | None:
        """From when to when presses of this person may have been lost; None where none can have been."""
        row = self._row(person_id)
        return None if row is None or row.unheard_until is None else (row.unheard_since, row.unheard_until)

    def hear(self, tx: Connection, person_id: str) -> None:
        """This person has been told of it, or has seen that presses are heard again."""
        row = update(people).where(people.c.person_id == person_id, people.c.unheard_until.is_not(None))
        tx.execute(row.values(unheard_since=None, unheard_until=None))

    def shown(self, person_id: str, kind: GrantKind = GrantKind.PERSON) -> ShownList | None:
        """The list that numbers mean in sentences of that kind."""
        row = self._row(person_id)
        return None if row is None else _lists(row.shown).get(kind)

    def keep_shown(self, tx: Connection, person_id: str, shown: ShownList) -> None:
        """Remember it in place of the one before of its kind."""
        kept = tx.execute(select(people.c.shown).where(people.c.person_id == person_id)).scalar_one_or_none()
        lists = {**_lists(kept), shown.kind: shown}
        as_json = {kind.value: each.as_json() for kind, each in lists.items()}
        tx.execute(update(people).where(people.c.person_id == person_id).values(shown=as_json))

    def idle(self, since: datetime, now: datetime, at_most: int = 50) -> list[str]:
        """Who has not been here since then and has no grant that is still good."""
        is_good = or_(grants.c.refresh_expires_at.is_(None), grants.c.refresh_expires_at > now)
        good = exists().where(grants.c.person_id == people.c.person_id, ~grants.c.has_ended, is_good)
        with self._database.read() as tx:
            idle = select(people.c.person_id).where(people.c.read_at < since, ~good).limit(at_most)
            return list(tx.execute(idle).scalars())

    def forget(self, tx: Connection, person_id: str) -> None:
        tx.execute(delete(people).where(people.c.person_id == person_id))

    def _row(self, person_id: str) -> Any:
        with self._database.read() as tx:
            return tx.execute(select(people).where(people.c.person_id == person_id)).one_or_none()


def chosen_in(row: Any) -> Preferences:
    """The choices in a row of the table."""
    quiet = QuietHours.parse(row.chosen_quiet) if row.chosen_quiet else None
    return Preferences(row.chosen_timezone, row.chosen_site, row.chosen_period, bool(row.keeps_transcripts), quiet)


def _lists(kept: Any) -> dict[GrantKind, ShownList]:
    """The lists by their kind; a bare one is how it was kept when there was one kind."""
    if kept is None:
        return {}
    if isinstance(kept, list):
        return {GrantKind.PERSON: ShownList.from_json(kept)}
    return {GrantKind(kind): ShownList.from_json(each) for kind, each in kept.items()}
