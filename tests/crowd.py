"""Many people at once: connected and subscribed straight in the tables, a hundred times as fast as by consents."""

from datetime import datetime, time, timedelta

from sqlalchemy import update

from app import Bot
from core.grants import GrantKind, Tokens
from core.people import Person
from core.schedules import Rhythm, Schedule
from core.settings import READ_SCOPES
from simulator import Simulator
from simulator.directory import Person as Somebody
from store.database import Transaction
from store.people import People
from store.subscriptions import Subscriptions
from store.tables import subscriptions
from tests.stage import CLIENT_ID

MONTHLY = Schedule(Rhythm.MONTHLY, time(9), 1)


def connected(webex: Simulator, bot: Bot, tx: Transaction, name: str, email: str) -> Somebody:
    """Somebody who has connected, in the time zone UTC."""
    world, now = webex.world, webex.clock.now()
    person = world.person(name, email=email, timezone="UTC")
    code = world.consent(CLIENT_ID, person, READ_SCOPES)
    with world.lock:
        integration = world.grants.integration(CLIENT_ID)
        given = world.grants.exchange(integration, code, integration.redirect_uris[0], None)
    tokens = Tokens(given["access_token"], now + timedelta(days=9), None, None, frozenset(READ_SCOPES))
    People(bot.database).keep(tx, Person(person.id, person.email, name, person.org.id, "UTC"), now)
    bot.grants.keep(tx, person.id, GrantKind.PERSON, tokens, now)
    return person


def subscribed(webex: Simulator, bot: Bot, count: int) -> list[Somebody]:
    """So many connected people, called Person 0, 1, …, with a digest in some days that comes even if it is empty."""
    store, now, crowd = Subscriptions(bot.database), webex.clock.now(), list[Somebody]()
    with bot.database.begin() as tx:
        for number in range(count):
            person = connected(webex, bot, tx, f"Person {number}", f"p{number}@example.com")
            store.add(tx, person.id, MONTHLY, now + timedelta(days=9), now)
            store.choose(tx, person.id, shows_empty=True)
            crowd.append(person)
    return crowd


def make_due(bot: Bot, at: datetime) -> None:
    """Let all digests be due then."""
    with bot.database.begin() as tx:
        tx.execute(update(subscriptions).values(next_at=at))
