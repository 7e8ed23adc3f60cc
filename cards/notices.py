"""Notices: what is ready now, and whether anybody wants to know."""

from datetime import datetime
from zoneinfo import ZoneInfo

from adaptive_cards.card import ActionT, ElementT

from cards.elements import (
    LONGEST_HEADING,
    bullets,
    button,
    card,
    heading,
    hint,
    message,
    paragraph,
    spoken,
    subtitle,
)
from cards.phrases import LONGEST_TOPIC, joined, spoken_topic, topic_of, why_no_links
from cards.words import counted, length, moment, plain, shortened
from core.calls import Item
from core.notices import Made, Noticing
from core.recordings import Recording
from core.replies import Face

_TOLD = (
    "a recording of a meeting, as soon as it can be watched",
    "its transcript and its AI notes, in the same thread",
    "a recording of one of your calls",
)
_REFUSED = {
    "recordings": "recordings of meetings",
    "meetingTranscripts": "transcripts",
    "meetings": "the ends of meetings, so AI notes may come late",
    "convergedRecordings": "recordings of calls",
}
_PRIVATE = (
    "Notices come to you alone, here, and hold no links: press a button for those. What they told, your digests leave "
    "out."
)
_STILL = "I look for myself every quarter of an hour, so what Webex shows me I tell you all the same."


def notices(of: Noticing | None, *, is_changed: bool = False) -> Face:
    """Whether there are notices, what of, and what Webex does not tell; the button changes it."""
    spaces = _spaces(of)
    if of is None or of.own is None:
        why = "I can tell you the moment a recording, its transcript or its AI notes are ready."
        return message("Notices are off", why, *spaces, actions=[button("Turn on", "notify on", is_main=True)])
    refused = [_REFUSED.get(each, each) for each in of.refused]
    untold = f"Webex does not let me hear of {'; nor of '.join(refused)}." if refused else ""
    body: list[ElementT] = [heading("Notices are on"), paragraph("I tell you when there is:"), *bullets(_TOLD)]
    body += [hint(untold, _STILL)] if untold else []
    body += [*map(paragraph, spaces), *([subtitle(_PRIVATE)] if is_changed else [])]
    actions: list[ActionT] = [button("Turn off", "notify off"), button("My recordings", "list")]
    text = spoken("Notices are on", untold, *spaces)
    return Face(text, card(body, actions))


def turned_off(of: Noticing | None = None) -> Face:
    """No notices any more; spaces may still be told."""
    again = [button("Turn on again", "notify on")]
    return message("Notices are off", "I tell you no more when something is ready.", *_spaces(of), actions=again)


def recorded(item: Item, *, zone: ZoneInfo, now: datetime) -> Face:
    """A recording is ready. The text leaves out the number that the topic of a call may hold."""
    what = "A recording is ready" if isinstance(item, Recording) else "The recording of a call is ready"
    about = joined(moment(item.when, zone, now), length(item.length))
    why_not = why_no_links(item) if isinstance(item, Recording) else ""
    is_shared = isinstance(item, Recording) and item.is_shared_with_me
    line = joined(what, about, "shared with me" if is_shared else "")
    body: list[ElementT] = [heading(topic_of(item, LONGEST_HEADING)), subtitle(line)]
    body += [hint(why_not)] if why_not else []
    text = spoken(f"{what}: {joined(spoken_topic(item), about)}", why_not)
    return Face(text, card(body, _actions(item, can_download=not why_not)))


def made(of: Made, *, zone: ZoneInfo, now: datetime) -> Face:
    """The transcript, the AI notes or both are ready, perhaps before the recording: so it is said of which meeting."""
    what = made_what(of)
    topic = plain(of.meeting.title) or "(no topic)"
    about = f"meeting of {moment(of.meeting.start, zone, now)}" if of.meeting.start else ""
    body: list[ElementT] = [heading(shortened(topic, LONGEST_HEADING)), subtitle(joined(what, about))]
    recording, actions = of.recording, list[ActionT]()
    if recording is None:
        body.append(paragraph(_without_recording(of)))
    else:
        actions += [button("Summary", f"summary {recording.id}", is_main=True)] if of.has_notes else []
        actions += [button("Transcript", f"transcript {recording.id}")] if of.has_transcript else []
        actions.append(button("Details", f"show {recording.id}"))
    text = spoken(f"{what}: {joined(shortened(topic, LONGEST_TOPIC), about)}")
    return Face(text, card(body, actions))


def made_what(of: Made) -> str:
    """What is ready of a meeting, in a sentence."""
    names = [*(["transcript"] if of.has_transcript else []), *(["AI notes"] if of.has_notes else [])]
    return f"The {' and the '.join(names)} {'are' if of.has_notes else 'is'} ready"


def _without_recording(of: Made) -> str:
    """Where to find them meanwhile."""
    there = f"you find {'them' if of.has_notes else 'it'} in Webex, with the meeting"
    if of.is_binned:
        return f"The recording of this meeting lies in the recycle bin, so {there}."
    return f"I see no recording of this meeting yet. If there is one, it follows below; until then {there}."


def waits() -> Face:
    """The account is no longer connected: said once. A button, since a link for a consent lives an hour only."""
    why = "Webex ended my access to your account, so I can’t see what is ready. I say this once."
    then = "Once you have connected again, I tell you what you missed."
    actions = [button("Connect again", "connect"), button("Stop notices", "notify off")]
    return message("Your notices wait for you", why, then, actions=actions)


def _spaces(of: Noticing | None) -> list[str]:
    """That spaces are told of this person's recordings; nothing where none is."""
    if of is None or not of.rooms:
        return []
    spaces = counted(len(of.rooms), "space")
    return [f"I tell {spaces} of your recordings. To stop that, say notify here off there."]


def _actions(item: Item, *, can_download: bool) -> list[ActionT]:
    actions: list[ActionT] = [button("Details", f"show {item.id}", is_main=True)]
    actions += [button("Get links", f"links {item.id}")] if can_download else []
    if not isinstance(item, Recording) or item.meeting_id:
        actions += [button("Transcript", f"transcript {item.id}"), button("Summary", f"summary {item.id}")]
    return actions
