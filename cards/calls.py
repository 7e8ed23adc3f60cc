"""Recordings of calls: the details of one and who called whom, and why something of it is not there.

Numbers of telephones stand on these cards, which go to the direct room of the person whose calls they are, and never in
the text beside a card.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from adaptive_cards.card import ActionT, ElementT
from adaptive_cards.types import Spacing

from cards.elements import (
    LONGEST_HEADING,
    bullets,
    button,
    card,
    heading,
    hint,
    line,
    message,
    rows,
    run,
    spoken,
    subtitle,
)
from cards.phrases import DELETED, PURGED, format_of, joined, spoken_topic, status_of, topic_of
from cards.recordings import MOST_BUTTONS, measures
from cards.words import clock_time, isolated, length, moment, period_words, plain, shortened, size
from core.calls import Call, CallLinks, CallMetadata, Party
from core.periods import Period
from core.recordings import Status
from core.replies import Face
from core.why import Reason

MOST_PARTIES = 6
EMPTY = "I found no recorded calls. One can take some time to appear after the call."

PREVENTED = (
    "Webex gives no download of it: your organisation has switched that off, or Webex is not ready yet. Your Webex "
    "administrator can tell."
)
_NO_CALLING = (
    "Webex does not let me see recordings of calls for you. That takes a Webex Calling licence, and an organisation "
    "that has its calls recorded by Webex itself. Your Webex administrator can tell."
)
_NOT_MINE = (
    "Webex does not let me show it to you. It may be somebody else’s, or a right is missing, such as a Webex Calling "
    "licence. Your Webex administrator can tell."
)
_NO_TRANSCRIPT = "There is no transcript. Webex makes one only where transcripts of calls are switched on."
_UNTOLD = "Webex did not tell me who called whom."
_NAME = 40
_SEVERAL = 120
"""Characters of one name, number or word, and of a row that holds several: they keep the card small."""
_OWNERS = {"user": "A person", "place": "A workspace", "virtualline": "A virtual line", "callqueue": "A call queue"}
_SERVICES = {"calling": "Call", "customerassist": "Call of a queue", "meeting": "Meeting"}
_REGIONS = {
    "us": "United States",
    "sg": "Singapore",
    "gb": "United Kingdom",
    "jp": "Japan",
    "de": "Germany",
    "au": "Australia",
    "in": "India",
    "ca": "Canada",
}
_SIDES = {"originator": "I made the call", "terminator": "I was called"}
_STARTED = {
    "always": "By itself, as all calls are",
    "alwayson": "By itself, as all calls are",
    "alwayspauseresume": "By itself, and could be paused",
    "ondemand": "By hand",
    "ondemanduserstart": "By hand",
}


def call_details(
    call: Call, links: CallLinks | None, told: CallMetadata | None, *, zone: ZoneInfo, now: datetime
) -> Face:
    """All there is to say of one call; `told` is who called whom, None where Webex doesn't tell."""
    why_not = why_no_links(call, links)
    hints = [*([why_not] if why_not else []), *([] if told else [_UNTOLD])]
    body: list[ElementT] = [
        heading(topic_of(call, LONGEST_HEADING)),
        *rows(_facts(call, zone, now)),
        *(_told(told, zone, now) if told else []),
        *([hint(*hints)] if hints else []),
    ]
    return Face(spoken(spoken_topic(call), measures(call, zone, now), *hints), card(body, _actions(call, links)))


def no_call_links(call: Call, links: CallLinks | None) -> Face:
    """Why there is nothing to download."""
    why = why_no_links(call, links) or PREVENTED
    face = message(topic_of(call, LONGEST_HEADING), "There are no download links.", why, actions=[_details(call)])
    return Face(spoken(spoken_topic(call), "There are no download links.", why), face.card)


def no_calling() -> Face:
    """Webex refuses everything about calls."""
    return message("I can’t see your calls", _NO_CALLING, actions=[button("My recordings", "list")])


def not_my_call() -> Face:
    """Webex refuses one call, which is not to say that it refuses all."""
    return message("I can’t see this call", _NOT_MINE, actions=[button("My calls", "calls")])


def only_meetings(word: str, call_id: str) -> Face:
    """Something that Webex has for recordings of meetings only."""
    return message(
        "That works for meetings only",
        f"This is the recording of a call, and Webex has no `{word}` for those."
        + (" Its details tell who called whom." if word == "participants" else ""),
        actions=[button("Details", f"show {call_id}")],
    )


def nothing_more(call_id: str) -> Face:
    """There is nothing behind the details of a call."""
    return message(
        "There is no more",
        "This is the recording of a call: its details have all that I know and can do.",
        actions=[button("Details", f"show {call_id}")],
    )


def call_explanation(call: Call, reasons: Sequence[Reason], usual: Period, *, zone: ZoneInfo, now: datetime) -> Face:
    """What stands in the way of a call; `usual` is the period that a plain `calls` shows."""
    sentences = [_reason(reason, call, usual, zone, now) for reason in reasons]
    if not set(reasons) - {Reason.IN_LIST}:
        sentences.append("Nothing stands in its way.")
    head, when = topic_of(call, LONGEST_HEADING), moment(call.when, zone, now)
    body: list[ElementT] = [heading(head), subtitle(when), *bullets(sentences)]
    buttons = [_details(call), *(_bin_actions(call) if Reason.IN_BIN in reasons else [])]
    return Face(spoken(spoken_topic(call), *sentences), card(body, buttons))


def call_not_there() -> Face:
    """Webex doesn't know the call, or doesn't show it to this person."""
    return message(
        "Webex shows you no such call",
        "It is still being made, which takes some minutes and at times hours; it was deleted for good; it is somebody "
        "else’s; or the ID is not that of a recorded call.",
        "Webex keeps recordings of calls for a year.",
        actions=[button("My calls", "calls")],
    )


def why_no_links(call: Call, links: CallLinks | None) -> str:
    """Why it can't be downloaded; empty when it can."""
    if call.status == Status.PURGED:
        return PURGED
    if call.status == Status.DELETED:
        return DELETED
    return "" if links and (links.audio or links.transcript) else PREVENTED


def _reason(reason: Reason, call: Call, usual: Period, zone: ZoneInfo, now: datetime) -> str:
    shows = f"A plain “calls” shows {period_words(usual, zone, now)}"
    first, last = (at.astimezone(zone).date() for at in (call.when, call.created_at))
    return {
        Reason.IN_LIST: f"It is in your list. {shows}.",
        Reason.OUTSIDE_PERIOD: f"{shows}, and it was recorded at another time.",
        Reason.LATE: f"Its file was made late. A list of only the time when it was recorded misses it; "
        f"“calls {first}..{last}” has it.",
        Reason.IN_BIN: DELETED,
        Reason.PURGED: PURGED,
        Reason.PREVENTED: PREVENTED,
        Reason.NO_TRANSCRIPT: _NO_TRANSCRIPT,
    }.get(reason, "")


def _facts(call: Call, zone: ZoneInfo, now: datetime) -> list[tuple[str, str]]:
    return [
        ("Recorded" if call.recorded_at else "File made", moment(call.when, zone, now)),
        ("Length", length(call.length)),
        ("Size", size(call.size)),
        ("Format", shortened(plain(format_of(call)), _NAME)),
        ("Kind", _word(_SERVICES, call.service or "")),
        ("Owner", joined(_word(_OWNERS, call.owner_type or ""), call.owner_email or "")),
        ("Stored in", _word(_REGIONS, call.region or "")),
        ("Status", shortened(plain(status_of(call)), _NAME)),
    ]


def _told(told: CallMetadata, zone: ZoneInfo, now: datetime) -> list[ElementT]:
    named = [party for party in (told.caller, told.called, told.answered_by) if party]
    others = [party for party in told.participants if not any(_is_same(party, one) for one in named)]
    answered = told.answered_by if told.answered_by and not _is_among(told.answered_by, [told.called]) else None
    known = rows(
        [
            ("From", _party(told.caller)),
            ("To", _party(told.called)),
            ("Answered by", _party(answered)),
            ("Call", _when(told, zone, now)),
            ("My side", _word(_SIDES, told.personality)),
            ("Started", _word(_STARTED, told.recording_type)),
            ("Then", _steps(told, zone)),
            ("Also there", _parties(others)),
            ("Passed on", _redirects(told)),
        ]
    )
    return [line(run("Who called whom", bold=True), spacing=Spacing.MEDIUM), *known] if known else []


def _party(party: Party | None) -> str:
    """`Eva Jones · +34911000222`; the address only where there is nothing better."""
    if party is None:
        return ""
    name, number = shortened(plain(party.name), _NAME), shortened(plain(party.number), _NAME)
    words = joined(isolated(name) if name else "", number)
    return words or shortened(plain(party.email), _NAME)


def _parties(parties: Iterable[Party]) -> str:
    named = [words for party in parties if (words := _party(party))]
    left = len(named) - MOST_PARTIES
    return shortened("; ".join([*named[:MOST_PARTIES], *([f"and {left} more"] if left > 0 else [])]), _SEVERAL)


def _is_same(one: Party, other: Party) -> bool:
    return (bool(one.number) and one.number == other.number) or (bool(one.email) and one.email == other.email)


def _is_among(party: Party, others: Iterable[Party | None]) -> bool:
    return any(other is not None and (party == other or _is_same(party, other)) for other in others)


def _when(told: CallMetadata, zone: ZoneInfo, now: datetime) -> str:
    began = moment(told.started_at, zone, now) if told.started_at else ""
    return joined(began, length(told.length) if told.length and told.length.total_seconds() > 0 else "")


def _word(known: dict[str, str], said: str) -> str:
    """Webex's own word in ours, whatever its spelling; as it is where we have none."""
    return known.get("".join(c for c in said.lower() if c.isalnum()), shortened(plain(said), _NAME))


def _steps(told: CallMetadata, zone: ZoneInfo) -> str:
    """`start 10:00, pause 10:02`."""
    steps = [
        f"{shortened(plain(action.name), 20)}{f' {clock_time(action.at, zone)}' if action.at else ''}"
        for action in told.actions
    ]
    return shortened(", ".join(steps[:MOST_PARTIES]), _SEVERAL)


def _redirects(told: CallMetadata) -> str:
    parts = [joined(shortened(plain(each.reason), _NAME), _party(each.party)) for each in told.redirects]
    return shortened("; ".join(part for part in parts[:MOST_PARTIES] if part), _SEVERAL)


def _actions(call: Call, links: CallLinks | None) -> list[ActionT]:
    can_download = not why_no_links(call, links)
    actions: list[ActionT] = [button("Get links", f"links {call.id}", is_main=True)] if can_download else []
    if links and links.transcript:
        actions.append(button("Transcript", f"transcript {call.id}"))
    if links and (links.short_notes or links.suggested_notes or links.action_items):
        actions.append(button("Summary", f"summary {call.id}"))
    return [*actions, button("Why", f"why {call.id}"), *_bin_actions(call)][:MOST_BUTTONS]


def _details(call: Call) -> ActionT:
    return button("Details", f"show {call.id}")


def _bin_actions(call: Call) -> list[ActionT]:
    if call.status == Status.DELETED:
        restore = button("Restore", f"restore {call.id}", is_main=True)
        return [restore, button("Delete for good", f"purge {call.id}")]
    return [button("Delete", f"delete {call.id}")] if call.status == Status.AVAILABLE else []
