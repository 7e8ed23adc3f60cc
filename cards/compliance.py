"""What compliance officers do, besides what they see like administrators. All of it is for their direct room."""

from datetime import datetime
from zoneinfo import ZoneInfo

from adaptive_cards.card import ActionT, ElementT

from cards.admin import topic, whose_words
from cards.elements import button, card, heading, line, message, paragraph, prose, run, spoken, text_input
from cards.phrases import joined
from cards.words import length, moment, plain, shortened
from core.admin import named, said
from core.calls import Call, Item
from core.compliance import LONGEST_COMMENT, LONGEST_REASON
from core.grants import GrantSummary
from core.replies import Face

_WORDS = (
    "`compliance calls of ana@example.com last 90 days` and `compliance meetings since monday` list what others have",
    "`status:purged` lists what they deleted for good, `status:deleted` what lies in their recycle bins",
    "`compliance show 2` tells all about one of that list: its numbers are apart from those of your own lists",
    '`compliance erase 2 reason:"the case is closed"` deletes it for everybody; `comment:"…"` may go with it',
    "`compliance log` shows who did what, and `compliance disconnect` ends my permission",
)


_OFFICERS = "Compliance officers may still see it: Webex keeps deleted recordings of meetings for them."


def overview(grant: GrantSummary | None, *, zone: ZoneInfo, now: datetime) -> Face:
    """The words of compliance officers, and whether the bot may act for this one."""
    is_connected = grant is not None and not grant.has_ended
    how = "You have not allowed me to act for you as a compliance officer yet: I ask when it is needed."
    if grant is not None and is_connected:
        how = f"I may act for you as a compliance officer since {moment(grant.granted_at, zone, now)}."
    elif grant is not None:
        how = "Webex ended the permission that you gave me as a compliance officer: I ask again when it is needed."
    body: list[ElementT] = [heading("What I do for officers"), paragraph(how), *(prose(each) for each in _WORDS)]
    actions: list[ActionT] = [button("Calls", "compliance calls"), button("Meetings", "compliance meetings")]
    actions += [button("Log", "audit")] if is_connected else [button("Connect", "compliance connect", is_main=True)]
    return Face(spoken("What I do for officers", how), card(body, actions))


def ask_erase(
    item: Item, *, reason: str, comment: str, problems: tuple[str, ...] = (), zone: ZoneInfo, now: datetime
) -> Face:
    """What would be gone for everybody, why, and what to type for it; `problems` says what was wrong with it so far."""
    head = f"Delete this {_what(item)} for everybody?"
    final = "This is final: it goes past the recycle bin, for a reason that is written down with your name."
    about = joined(whose_words([item]), moment(item.when, zone, now), length(item.length))
    body: list[ElementT] = [
        heading(head),
        *(paragraph(each) for each in problems),
        paragraph(final),
        line(run(topic(item), bold=True)),
        paragraph(about),
        text_input("reason", "Reason (required)", reason, "Why it has to go", LONGEST_REASON),
        text_input("comment", "Comment", comment, f"At most {LONGEST_COMMENT} characters", LONGEST_COMMENT),
        paragraph("If you are sure, type this into the box and press the button:"),
        line(run(words_to_type(item), mono=True)),
        text_input("typed", "To confirm", "", "What stands above"),
    ]
    say = f"compliance erase {said([named(item)])} reason:{{reason}} comment:{{comment}} typed:{{typed}}"
    actions: list[ActionT] = [button("Delete for everybody", say), button("Leave it", "compliance")]
    return Face(spoken(head, *problems, final, about), card(body, actions))


def erased(*, is_call: bool, whose: str, reason: str) -> Face:
    """It is gone, and why."""
    what = "The recording of a call" if is_call else "The recording of a meeting"
    return message(
        "Deleted for everybody",
        f"{what} of {shortened(plain(whose), 100)} is gone for good." + ("" if is_call else f" {_OFFICERS}"),
        f"Reason: {shortened(plain(reason), LONGEST_REASON)}",
        actions=[button("Log", "audit")],
    )


def words_to_type(item: Item) -> str:
    """What confirms it: it says whose."""
    return f"1 {_what(item)} of {whose_words([item])}"


def _what(item: Item) -> str:
    return "call" if isinstance(item, Call) else "meeting"
