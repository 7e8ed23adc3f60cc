"""How Webex writes and reads points in time (reference 1.1)."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from simulator.refusals import Refused


def messaging_time(at: datetime) -> str:
    """UTC with milliseconds, as the messaging APIs write it: `2026-03-02T09:15:30.123Z`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def meetings_time(at: datetime, zone: tzinfo = UTC) -> str:
    """Seconds, as the meetings family writes it: `…Z` for UTC, the offset form in any other zone."""
    return at.astimezone(zone).isoformat(timespec="seconds").replace("+00:00", "Z")


def parse_time(text: str, name: str, zone: tzinfo = UTC) -> datetime:
    """The point in time a query parameter names; naive text counts in `zone`. Refuses what is no ISO 8601 with 400."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(400, f"Invalid value for parameter '{name}'.") from None
    return at if at.tzinfo else at.replace(tzinfo=zone)


def zone_named(name: str) -> tzinfo:
    """The zone of a `timezone` header. Refuses unknown names with 400."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # OSError: names such as "Europe" are folders of the zone database
        raise Refused(400, "Invalid value for header 'timezone'.") from None
