"""What administrators and compliance officers changed, as it was written down."""

from datetime import datetime
from zoneinfo import ZoneInfo

from adaptive_cards.card import ElementT
from adaptive_cards.types import Spacing

from cards.elements import button, card, heading, how_many_fit, line, message, run, spoken, subtitle
from cards.grants import ROLE_WORDS
from cards.phrases import joined
from cards.words import counted, moment, period_words, plain, shortened
from core.audit import Ending, Entry, LogPage
from core.periods import Period
from core.replies import Face

MOST_IDS = 3
_ALL = 9000
"""Bytes of all entries together."""
_ENDED = {
    Ending.BEGUN: "begun; how it ended is not known",
    Ending.DONE: "done",
    Ending.PARTLY: "partly done",
    Ending.REFUSED: "refused",
    Ending.FAILED: "failed",
}


def log(page: LogPage, period: Period | None, *, zone: ZoneInfo, now: datetime) -> Face:
    """A page of it; for the direct room only. The text on lock screens tells how many and names nobody."""
    when = period_words(period, zone, now) if period else "newest first"
    if not page.entries:
        return message("Nothing is written there", "Nobody has changed anything of others through me in that time.")
    told = [_told(entry, zone, now) for entry in page.entries]
    shown = told[: max(1, how_many_fit(("".join(lines) for lines in told), _ALL))]
    body: list[ElementT] = [heading("Audit"), subtitle(when)]
    for first, *others in shown:
        body.append(line(run(first, bold=True), spacing=Spacing.MEDIUM))
        body += [line(run(other, subtle=True), spacing=Spacing.NONE) for other in others if other]
    last = page.entries[len(shown) - 1].number
    said = str(period) if period else ""
    more = (
        [button("More", " ".join(f"audit {said} after:{last}".split()))] if page.has_more or told[len(shown) :] else []
    )
    actions = [*more, button("As a file", " ".join(f"audit csv {said}".split()))]
    text = spoken("Audit", f"{counted(len(shown), 'entry', 'entries')} of what was changed by a role")
    return Face(text, card(body, actions))


def log_file(name: str, count: int) -> Face:
    """Goes with the file."""
    return message("The audit as a file", f"“{name}” holds {counted(count, 'row')}, oldest first; times are in UTC.")


def _told(entry: Entry, zone: ZoneInfo, now: datetime) -> list[str]:
    deed = entry.deed
    head = joined(f"#{entry.number}", moment(entry.at, zone, now), plain(deed.action), _ending(entry))
    who = f"{_short(entry.actor_email)} as {ROLE_WORDS.get(deed.kind, 'themselves')}, for {_short(deed.subject)}"
    ids = ", ".join(plain(one) for one in deed.what[:MOST_IDS])
    rest = f" and {len(deed.what) - MOST_IDS} more" if len(deed.what) > MOST_IDS else ""
    why = [f"Reason: {_short(deed.reason, 200)}" if deed.reason else ""]
    comment = [f"Comment: {_short(deed.comment, 255)}" if deed.comment else ""]
    return [head, who, shortened(ids + rest, 200), *why, *comment]


def _ending(entry: Entry) -> str:
    ended = _ENDED[entry.ending]
    if entry.status:
        return f"{ended} ({entry.status})"
    return f"{ended}: {entry.count} of {len(entry.deed.what)}" if entry.ending is Ending.PARTLY else ended


def _short(text: str, limit: int = 80) -> str:
    return shortened(plain(text), limit)
