"""Notices that everybody in a space sees: that something is ready, its topic, time, length and page; never what is in
it."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from adaptive_cards.card import ActionT, ElementT

from cards.elements import (
    LONGEST_HEADING,
    bullets,
    button,
    can_open,
    card,
    heading,
    line,
    link,
    message,
    paragraph,
    run,
    spoken,
    subtitle,
)
from cards.literal import breakable
from cards.notices import made_what
from cards.phrases import LONGEST_TOPIC, in_a_row, joined, topic_of
from cards.space_digests import MOST_NAME, name_of, pages, selected
from cards.words import counted, length, moment, plain, shortened
from core.calls import Item
from core.digests import News, Ready
from core.notices import Made, Wish
from core.recordings import Recording
from core.replies import Face

_WHAT = (
    "The moment a recording, its transcript or its AI notes are ready, I post topic, time, length and page here: a "
    "thread for each meeting, and never what is in them."
)
_STOP = "Anybody here can stop this: notify here off."
_HOW = "With topic: or series: I tell fewer: notify here topic:sync"


def notice(found: Item | Made, *, of: str, zone: ZoneInfo, now: datetime) -> Face:
    """Something is ready."""
    if isinstance(found, Made):
        topic, what = plain(found.meeting.title) or "(no topic)", made_what(found)
        about = moment(found.meeting.start, zone, now) if found.meeting.start else ""
    else:
        topic, what = topic_of(found, LONGEST_HEADING), "A recording is ready"
        about = joined(moment(found.when, zone, now), length(found.length))
    whose = joined(f"of {name_of(of)}", zone.key if about else "")
    body: list[ElementT] = [
        heading(shortened(topic, LONGEST_HEADING)),
        subtitle(joined(what, about)),
        line(run(whose, subtle=True)),
    ]
    recording = found.recording if isinstance(found, Made) else found
    url = recording.playback_url if isinstance(recording, Recording) else None
    actions: list[ActionT] = [link("Open in Webex", url)] if url and can_open(url) else []
    return Face(spoken(f"{what}: {joined(shortened(topic, LONGEST_TOPIC), about)}"), card(body, actions))


def missed(news: News, *, left: int, of: str, zone: ZoneInfo, now: datetime) -> Face:
    """What became ready while the bot could not tell, with buttons to the pages of the first few.

    All of it is named, for it counts as told; what is `left` comes in a list of its own.
    """
    recordings = [each for each in news.items if isinstance(each, Recording)]
    ready = {each.recording.meeting_id: each for each in news.ready}
    head = counted(len(recordings), "recording") + " ready meanwhile"
    about = joined(f"of {name_of(of)}", f"since {moment(news.since, zone, now)}", zone.key)
    rows = [
        joined(f"{number}. {in_a_row(each, zone, now, MOST_NAME)}", _also(ready.get(each.meeting_id)))
        for number, each in enumerate(recordings, 1)
    ]
    rest = f"… and {left} more, in my next message" if left else ""
    body: list[ElementT] = [heading(head), subtitle(about), *(paragraph(breakable(row)) for row in rows)]
    body += [paragraph(rest)] if rest else []
    return Face(spoken(f"{head} {about}", *rows, rest), card(body, pages(recordings)))


def space_notices(told: Sequence[tuple[Wish, str]], *, is_there: bool = True) -> Face:
    """What this space is told at once, and on whose behalf; without buttons unless it is shown there."""
    head = "What I tell here the moment it is ready" if told else "Nobody has asked me to tell here what is ready"
    lines = [f"{selected(wish.space)} of {name_of(name)}" for wish, name in told]
    then = _STOP if told else _HOW
    body: list[ElementT] = [heading(head), *bullets(map(breakable, lines)), paragraph(_WHAT)]
    body.append(line(run(then, subtle=True)))
    begin, stop = button("Tell of my recordings", "notify here"), button("Stop", "notify here off")
    actions: list[ActionT] = [stop if told else begin]
    return Face(spoken(head, *lines, then), card(body, actions if is_there else []))


def stopped_here(name: str) -> Face:
    """Said in the space."""
    return message("I no longer tell here what is ready", f"{name_of(name)} stopped it.")


def too_many_here() -> Face:
    """A bound is a bound."""
    return message("That is enough", "I tell this space ten things already. Stop them first: notify here off.")


def only_in_spaces() -> Face:
    """`here` means a space."""
    return message("Here is only you", "Say that in the space you mean, with my name before it. For yourself: notify.")


def ended() -> Face:
    """Said to the person on whose behalf a space was told."""
    return message(
        "I stopped notices in a space",
        "You are no longer in that space, or I am not, or I may not post there: it hears of your recordings no more.",
        actions=[button("My own notices", "notify")],
    )


def _also(ready: Ready | None) -> str:
    names = [name for name, is_there in _parts(ready) if is_there]
    return f"{' and '.join(names)} ready" if names else ""


def _parts(ready: Ready | None) -> tuple[tuple[str, bool], ...]:
    return () if ready is None else (("transcript", ready.has_transcript), ("AI notes", ready.has_notes))
