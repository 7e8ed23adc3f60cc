"""Who watched a recording (reference 20)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class View:
    """Somebody opened a recording, and did what with it."""

    name: str
    email: str
    at: datetime | None
    has_watched: bool
    has_downloaded: bool


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who opened a recording, however often."""

    name: str
    email: str
    watched: int
    downloaded: int
    last_at: datetime | None
