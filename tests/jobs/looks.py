"""What a test may look at of a bot on its stage."""

import requests

from store.tables import work as rows
from tests.stage import Stage


def counted(stage: Stage, name: str, **labels: str) -> float:
    """A counter of `/metrics`, with these labels."""
    pairs = ",".join(f'{key}="{value}"' for key, value in labels.items())
    wanted = f"recordings_bot_{name}_total{{{pairs}}} "
    lines = requests.get(f"{stage.url}/metrics", headers={"Connection": "close"}, timeout=10).text.splitlines()
    return sum(float(line.removeprefix(wanted)) for line in lines if line.startswith(wanted))


def failures(stage: Stage) -> list[str]:
    """The reasons of rows that were given up."""
    with stage.bot.database.begin() as tx:
        return [row.reason for row in tx.execute(rows.select().where(rows.c.state == "failed"))]
