"""A database that is away."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.stage import Stage


@contextmanager
def away(stage: Stage) -> Iterator[None]:
    """As when a disk is unmounted: the file is gone and something else is in its place, until the end."""
    file, aside = stage.folder / "bot.db", stage.folder / "aside"
    stage.bot.database.engine.dispose()
    aside.mkdir()
    for part in stage.folder.glob("bot.db*"):
        part.rename(aside / part.name)
    file.mkdir()
    try:
        yield
    finally:
        stage.bot.database.engine.dispose()
        file.rmdir()
        for part in aside.iterdir():
            part.rename(stage.folder / part.name)
        aside.rmdir()
