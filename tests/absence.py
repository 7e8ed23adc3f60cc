"""A database that is away."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.database import Database


@contextmanager
def away(database: Database, folder: Path) -> Iterator[None]:
    """As when a disk is unmounted: the folder of the SQLite file is not there until the end."""
    aside = folder.with_name(f"{folder.name}-aside")
    folder.rename(aside)
    database.engine.dispose()  # what is open still leads to the file
    try:
        yield
    finally:
        aside.rename(folder)
