"""Alembic runs this; the connection is the one that `store.migrate` opened under its lock."""

from typing import Any, Literal

from alembic import context

from store.database import Instant, Json
from store.tables import metadata


def _plain(kind: str, item: Any, _context: object) -> str | Literal[False]:
    # A migration must not change its meaning when our own types do later, so it names what they stand on.
    if kind == "type" and isinstance(item, Instant):
        return "sa.BigInteger()"
    if kind == "type" and isinstance(item, Json):
        return "sa.Text()"
    return False


context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_item=_plain)
context.run_migrations()
