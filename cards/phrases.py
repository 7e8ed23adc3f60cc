"""What is said of one recording, of a meeting or of a call, in words; how it looks is up to the cards."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from cards.words import counted, isolated, length, moment, plain, shortened, size, unnumbered
from core.bin import USUALLY_KEPT
from core.calls import Call, Item
from core.recordings import Recording, Status

LONGEST_TOPIC = 80
LONGEST_NAME = 40

INCOMPLETE = "Webex asked me to wait, so a part of this period could not be read. Please ask again in a few minutes."
DELETED = "It lies in the recycle bin of Webex. It can be downloaded once it has been restored."
PURGED = "It has been deleted for good."
ARF = "This is an ARF file, an older Webex format. It plays in the Webex player, which Webex offers for download."

_BY_HOST = "You can change that in Webex, as its host."
_NO_TOPIC = "(no topic)"
_FORMATS = {"MP3": "MP3 audio", "MP4": "MP4 video", "ARF": "ARF, for the Webex player", "UPLOADED": "Uploaded file"}
_STATUS: dict[str, str] = {
    Status.AVAILABLE: "Available",
    Status.DELETED: "In the recycle bin",
    Status.PURGED: "Deleted for good",
}


def topic_of(item: Item, limit: int = LONGEST_TOPIC) -> str:
    """The topic on one line and never empty. That of a call may hold a telephone number: on cards only."""
    return shortened(plain(item.topic), limit) or _NO_TOPIC


def spoken_topic(item: Item, limit: int = LONGEST_TOPIC) -> str:
    """The same for lock screens and names of files: without the number that the topic of a call may hold."""
    if not isinstance(item, Call):
        return topic_of(item, limit)
    return shortened(unnumbered(plain(item.topic)), limit) or _NO_TOPIC


def kind_of(item: Item) -> str:
    return "call" if isinstance(item, Call) else "meeting"


def in_a_row(
    item: Item,
    zone: ZoneInfo,
    now: datetime,
    limit: int = LONGEST_TOPIC,
    *,
    is_spoken: bool = False,
    says_kind: bool = False,
) -> str:
    """`Weekly sync · meeting · Mon 2 Mar, 10:01 · 44 min · shared with me`, with the kind where `says_kind`.

    `is_spoken` is for what stands on lock screens.
    """
    topic = spoken_topic(item, limit) if is_spoken else topic_of(item, limit)
    kind = kind_of(item) if says_kind else ""
    parts = [isolated(topic), kind, moment(item.when, zone, now), length(item.length)]
    owner = whose(item, limit)
    return joined(*parts, unnumbered(owner) if is_spoken else owner)


def whose(item: Item, limit: int = LONGEST_NAME) -> str:
    """`shared by Bo Berg`, `shared with me` where nobody tells who did, and nothing of what is one's own."""
    if not isinstance(item, Recording) or not item.is_shared_with_me:
        return ""
    name = shortened(plain(item.host_name or item.host_email or ""), min(limit, LONGEST_NAME))
    return f"shared by {isolated(name)}" if name else "shared with me"


def usually_left(binned_at: datetime, now: datetime) -> str:
    """`usually 18 days left`, of what the bot put into the recycle bin then."""
    days = (binned_at + USUALLY_KEPT - now) // timedelta(days=1)
    return f"usually {counted(days, 'day')} left" if days > 0 else "may be gone any day"


def facts(recording: Recording, zone: ZoneInfo, now: datetime, has_transcript: bool | None) -> list[tuple[str, str]]:
    """Names and values for a small table, without the password; a value is empty where nothing is known."""
    transcript = "" if has_transcript is None else "Yes, it comes with the links" if has_transcript else "None was made"
    return [
        ("Recorded" if recording.recorded_at else "File made", moment(recording.when, zone, now)),
        ("Length", length(recording.length)),
        ("Size", size(recording.size)),
        ("Format", format_of(recording)),
        ("Transcript", transcript),
        ("Site", recording.site or ""),
        ("Host", "Somebody else, who shared it with me" if recording.is_shared_with_me else "Me"),
        ("Status", status_of(recording)),
    ]


def format_of(item: Item) -> str:
    return _FORMATS.get(item.format, item.format)


def prevented(recording: Recording) -> str:
    """That downloading is switched off, and who can change that."""
    by = "Only its host can change that, in Webex." if recording.is_shared_with_me else _BY_HOST
    return f"Downloading is switched off for this recording. {by}"


def status_of(item: Item) -> str:
    return _STATUS.get(item.status, item.status)


def why_no_links(recording: Recording, *, links_known: bool = False) -> str:
    """Why it can't be downloaded; empty when it can, as far as is known.

    `links_known` says that Webex gave links: what it does counts for more than what it says.
    """
    if recording.status == Status.PURGED:
        return PURGED
    if recording.status == Status.DELETED:
        return DELETED
    return prevented(recording) if recording.is_download_prevented and not links_known else ""


def joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
