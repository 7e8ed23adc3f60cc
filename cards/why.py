"""Why a recording, its download or its transcript is not there."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from adaptive_cards.card import ActionT, ElementT
from adaptive_cards.types import Spacing

from cards.elements import (
    LONGEST_HEADING,
    bullets,
    button,
    can_say,
    card,
    choice,
    choices,
    heading,
    hint,
    line,
    message,
    paragraph,
    run,
    spoken,
    subtitle,
)
from cards.phrases import ARF, DELETED, PURGED, in_a_row, prevented, topic_of
from cards.words import counted, isolated, moment, period_words, plain, shortened
from core.periods import Period
from core.recordings import Recording
from core.replies import Face
from core.why import Explained, HeldMeeting, Missing, Reason

_MOST = 5
_TOPIC = 40
_SITE = 30

_SENTENCES = {
    Reason.SHARED: "Somebody else hosted it and shared it with you. You can watch it; deleting it and sharing it on is "
    "for the host.",
    Reason.NO_LINKS: "Webex gives no download for it at the moment. Please try again later.",
    Reason.NO_TRANSCRIPT: "There is no transcript. Webex makes one only where Webex Assistant, AI Assistant or the "
    "transcription of recordings was switched on during the meeting.",
    Reason.HAS_TRANSCRIPT: "There is a transcript, although it does not come with the links.",
    Reason.NO_MEETING: "Webex does not tell which meeting it is of, so there are no transcript, notes or participants.",
    Reason.ARF: ARF,
    Reason.IN_BIN: DELETED,
    Reason.PURGED: PURGED,
    Reason.PROCESSING: "This meeting was recorded and ended less than a day ago. Webex may still be making the "
    "recording, which can take up to 24 hours.",
    Reason.RECENT: "This meeting ended less than a day ago. If it was recorded, Webex may still be making the "
    "recording, which can take up to 24 hours.",
    Reason.NOT_RECORDED: "This meeting was held, and Webex says that it was not recorded.",
    Reason.GONE: "This meeting was recorded, but Webex shows you no recording of it: it was deleted for good, it is "
    "the host’s and was not shared with you, or Webex is late in making it.",
}
_NOTHING_WRONG = "Nothing stands in its way."
_UNSEEN = (
    "It was deleted for good, it is somebody else’s and is not, or no longer, shared with you, or the ID is not that "
    "of a recording."
)
_PARTLY = "A part of what I wanted to look at could not be read. Please ask again in a few minutes."


def explanation(of: Explained, usual: Period, site: str | None, *, zone: ZoneInfo, now: datetime) -> Face:
    """What there is to say of one recording; `usual` and `site` are what a plain `list` shows."""
    recording = of.recording
    reasons = _sentences(of.reasons, recording, usual, site, zone, now)
    if not set(of.reasons) - {Reason.IN_LIST}:
        reasons.append(_NOTHING_WRONG)
    body: list[ElementT] = [
        heading(topic_of(recording, LONGEST_HEADING)),
        subtitle(moment(recording.when, zone, now)),
        *bullets(reasons),
    ]
    return Face(spoken(topic_of(recording), *reasons), card(body, _for_one(of, site, zone)))


def not_there() -> Face:
    """Webex doesn't know the recording, or doesn't show it to this person."""
    return message("Webex shows you no such recording", _UNSEEN, actions=[button("My recordings", "list")])


def missing(of: Missing, usual: Period, site: str | None, *, zone: ZoneInfo, now: datetime) -> Face:
    """Where the recordings with these words are, and which meetings have none."""
    words = shortened(plain(of.words), _TOPIC)
    head = f"Why is “{words}” not there?"
    body: list[ElementT]
    if not of.recordings and not of.meetings:
        return _nothing(head, of)
    is_all_there = not of.meetings and all(each.reasons == (Reason.IN_LIST,) for each in of.recordings)
    if is_all_there:
        head = f"About “{words}”"
        body = [heading(head), paragraph(_all_there(of, usual, zone, now))]
    else:
        body = [heading(head), *_found(of, usual, site, zone, now), *_held(of.meetings, zone, now)]
    body += _choices(of, zone, now, is_open=is_all_there)
    body += [] if of.is_complete else [hint(_PARTLY)]
    counts = [
        counted(len(of.recordings), "recording") if of.recordings else "",
        counted(len(of.meetings), "meeting without a recording", "meetings without a recording") if of.meetings else "",
    ]
    text = spoken(head, f"I found {' and '.join(each for each in counts if each)}.", "" if of.is_complete else _PARTLY)
    buttons = [button("Details", "show {recording}"), button("Why", "why {recording}")] if of.recordings else []
    return Face(text, card(body, buttons))


def _nothing(head: str, of: Missing) -> Face:
    return message(
        head,
        "I looked at all your sites, in the recycle bin and at your meetings of the last year, and found nothing with "
        "these words in its topic.",
        "It may have another topic, be older than a year, or have been deleted for good. Or it is somebody else’s "
        "and was not shared with you: ask the host.",
        *([] if of.is_complete else [_PARTLY]),
        actions=[button("My recordings", "list")],
    )


def _sentences(
    reasons: Sequence[Reason], recording: Recording, usual: Period, site: str | None, zone: ZoneInfo, now: datetime
) -> list[str]:
    shows = period_words(usual, zone, now)
    varying = {
        Reason.IN_LIST: f"It is in your list: a plain list shows {shows}.",
        Reason.OUTSIDE_PERIOD: f"A plain list shows {shows}, and it was recorded at another time.",
        Reason.PREVENTED: prevented(recording),
        Reason.LATE: _late(recording, site, zone, now),
        Reason.OTHER_SITE: f"It is on {_short(recording.site)}, and your settings have lists show {_short(site)}.",
    }
    return [varying.get(reason) or _SENTENCES[reason] for reason in reasons]


def _late(recording: Recording, site: str | None, zone: ZoneInfo, now: datetime) -> str:
    made = moment(recording.created_at, zone, now)
    return (
        f"Its file was made late: {made}. A list of only the time when it was recorded misses it; "
        f"“{_list_of_both(recording, site, zone)}” has it."
    )


def _list_of_both(recording: Recording, site: str | None, zone: ZoneInfo) -> str:
    """`list 2026-03-02..2026-03-06`: from the day when it was recorded to that of its file."""
    first, last = (at.astimezone(zone).date() for at in (recording.when, recording.created_at))
    elsewhere = f" site:{recording.site}" if site and recording.site not in (None, site) else ""
    return f"list {first}..{last}{elsewhere}"


def _short(site: str | None) -> str:
    return shortened(plain(site or ""), _SITE)


def _all_there(of: Missing, usual: Period, zone: ZoneInfo, now: datetime) -> str:
    what = "It is" if len(of.recordings) == 1 else "They are"
    return f"{what} in your list: a plain list shows {period_words(usual, zone, now)}."


def _found(of: Missing, usual: Period, site: str | None, zone: ZoneInfo, now: datetime) -> list[ElementT]:
    drawn: list[ElementT] = []
    for number, each in enumerate(of.recordings[:_MOST], 1):
        row = f"{number}. {in_a_row(each.recording, zone, now, _TOPIC)}"
        drawn.append(line(run(row, bold=True), spacing=Spacing.MEDIUM))
        drawn += bullets(_sentences(each.reasons, each.recording, usual, site, zone, now))
    return drawn


def _held(held: Sequence[HeldMeeting], zone: ZoneInfo, now: datetime) -> list[ElementT]:
    drawn: list[ElementT] = []
    for each in held[:_MOST]:
        title = isolated(shortened(plain(each.meeting.title), _TOPIC) or "(no topic)")
        at = each.meeting.start or each.meeting.end
        row = f"{title} · {moment(at, zone, now)}" if at else title
        drawn.append(line(run(row, bold=True), spacing=Spacing.MEDIUM))
        drawn += bullets([_SENTENCES[each.reason]])
    return drawn


def _choices(of: Missing, zone: ZoneInfo, now: datetime, *, is_open: bool) -> list[ElementT]:
    """Folded where the card names them all above."""
    if not of.recordings:
        return []
    rows = [
        (f"{number}. {in_a_row(each.recording, zone, now, 30)}", each.recording.id)
        for number, each in enumerate(of.recordings[:_MOST], 1)
    ]
    options = [choice(label, value) for label, value in rows]
    return [choices("recording", "Choose one", options, options[0].value, is_open=is_open)]


def _for_one(of: Explained, site: str | None, zone: ZoneInfo) -> list[ActionT]:
    recording = of.recording
    actions: list[ActionT] = [button("Details", f"show {recording.id}")]
    if Reason.HAS_TRANSCRIPT in of.reasons:
        actions.append(button("Transcript", f"transcript {recording.id}"))
    both = _list_of_both(recording, site, zone)
    if Reason.LATE in of.reasons and can_say(both):
        actions.append(button("List", both))
    if Reason.IN_BIN in of.reasons and not recording.is_shared_with_me:
        actions.append(button("Restore", f"restore {recording.id}"))
    return actions
