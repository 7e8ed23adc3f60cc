"""What goes by itself. What each table forgets, and when, is tested with its store."""

from datetime import timedelta

from sqlalchemy import func, select

from services.cleaning import KEEP_IDLE
from store.tables import metadata
from tests.stage import Stage

OF_THE_BOT = {"audit", "audit_head", "facts", "turns"}
"""What is not about people who use it, and is kept."""


def rows(stage: Stage) -> dict[str, int]:
    """How many there are in each table that has any."""
    with stage.bot.database.read() as tx:
        counts = {name: tx.execute(select(func.count()).select_from(metadata.tables[name])) for name in metadata.tables}
        return {name: count for name, found in counts.items() if (count := found.scalar_one())}


def test_of_somebody_who_has_not_been_here_for_long_nothing_is_left(stage: Stage) -> None:
    ana, bo = stage.person("Ana Ruiz"), stage.person("Bo Lindqvist")
    for person in (ana, bo):
        person.connects()
    for words in ("digest daily 09:00", "settings zone:Europe/Paris", "list", "admin list"):
        ana.says(words)
    stage.clock.advance(KEEP_IDLE)
    bo.says("status")
    stage.clock.advance(timedelta(days=1))
    stage.bot.ticks.clean()
    assert bo.says("settings").has("Europe/Madrid")
    assert stage.bot.services.people.known(ana.person.id) is None
    stage.clock.advance(KEEP_IDLE + timedelta(days=1))
    stage.bot.ticks.clean()
    assert set(rows(stage)) <= OF_THE_BOT
