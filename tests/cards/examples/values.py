"""Values of every size to draw faces of: usual ones, the least, and as nasty as strangers can make them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from core.calls import Call
from core.periods import Period
from core.recordings import Recording
from core.replies import Face

NOW = datetime(2026, 3, 3, 9, 20, 30, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
MONTH = Period(NOW - timedelta(days=30), NOW)
PASSWORD = "Sup3rS3cret"
CONNECT_URL = "https://bot.example.com/oauth/start?state=SECRET-STATE"
VIDEO, AUDIO, TRANSCRIPT = (f"https://nbr1.webex.example/nbr/{kind}?ticket=SECRET-TICKET" for kind in "vat")
LONG_URL = "https://nbr1.webex.example/" + "x" * 9000

NASTY = (
    "[minutes](https://evil.example/a)",
    "![pixel](https://evil.example/b.png)",
    "<https://evil.example/c> & <ana@example.com>",
    "<b>bold</b><script>alert(1)</script><img src=x onerror=alert(2)>",
    "**stars** *one* __two__ _three_ ~~four~~ `five`",
    "&lt;b&gt; &amp; \\*back\\* \\[slash\\](x)",
    "# Heading - {{DATE(2026-03-02T10:00:00Z)}}",
    "www.evil.example https://evil.example/d",
    "שלום עולם (2026) مرحبا",
    "👩‍👩‍👧‍👦 Ünïcödé 日本語 ʕ•ᴥ•ʔ",
)
"""Topics as strangers may write them; they must be seen exactly so."""


@dataclass(frozen=True)
class Example:
    """A face, the function that drew it, and text from Webex that must be seen on it as it is."""

    name: str
    of: Callable[..., Face]
    face: Face
    sees: tuple[str, ...] = ()


def hexadecimal(number: int) -> str:
    return f"{number:032x}"


def recording(number: int = 1, **changes: object) -> Recording:
    whole = Recording(
        id=hexadecimal(0x4F910000 + number),
        topic="Weekly sync",
        created_at=datetime(2026, 3, 2, 9, 52, 40, tzinfo=UTC),
        recorded_at=datetime(2026, 3, 2, 9, 1, 5, tzinfo=UTC),
        length=timedelta(seconds=2637),
        size=148_022_310,
        format="MP4",
        service="MeetingCenter",
        site="acme.webex.com",
        playback_url="https://acme.webex.com/acme/ldr.php?RCID=SECRET-PLAYBACK",
        download_url="https://acme.webex.com/acme/lsr.php?RCID=SECRET-DOWNLOAD",
        password=PASSWORD,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]  # the changes are fields of a recording


TOPICS = ("Weekly sync", "Design review: new onboarding", "1:1 Ana and Bo", "All hands, March", "Customer call, Acme")
USUAL_ROWS = tuple(
    recording(
        number,
        topic=TOPICS[number % 5],
        recorded_at=datetime(2026, 3, 2, 9, 1, tzinfo=UTC) - timedelta(days=3 * number, minutes=37 * number),
        length=timedelta(minutes=11 * number + 12),
        is_shared_with_me=number % 3 == 2,
    )
    for number in range(10)
)
MINIMAL = Recording(id=hexadecimal(7), topic="", created_at=NOW)


def nasty_topic(seen: str) -> str:
    """The text among characters that must not reach a screen, 500 characters in all."""
    return ("\x07\u202e" + seen.replace(" ", "\r\n\t", 1) + "\x1b[31m \ud800" + "🎉" * 500)[:500]


def extreme(number: int) -> Recording:
    return recording(
        number,
        topic=nasty_topic(NASTY[number % len(NASTY)]),
        length=timedelta(hours=123, minutes=59),
        site="s" * 500,
        format="F" * 500,
        status="x" * 500,
        password="p" * 500,
        is_shared_with_me=True,
        recorded_at=datetime(1999, 12, 31, 23, 59, tzinfo=UTC),
        size=10**15,
    )


EXTREME_ROWS = tuple(extreme(number) for number in range(10))
ALL_EMOJI = recording(
    topic="🎉" * 500, site="🎉" * 500, format="🎉" * 500, status="🎉" * 500, password="🎉" * 500, playback_url=VIDEO
)
MANY_EMOJI = tuple(replace(extreme(number), topic="🎉" * 500) for number in range(200))


TOKEN = "g" * 6800
"""As long as the seal of as many recordings as can be named at once."""
HUNDRED = tuple(recording(number, topic=TOPICS[number % 5], status="deleted") for number in range(100))
HUNDRED_EMOJI = tuple(replace(each, topic="🎉" * 500) for each in HUNDRED)


def call(number: int = 1, **changes: object) -> Call:
    whole = Call(
        id=f"7c0d1e2f-3a4b-4c5d-8e6f-{number:012}",
        topic="Call with +34911223344",
        created_at=datetime(2026, 3, 2, 9, 6, tzinfo=UTC),
        recorded_at=datetime(2026, 3, 2, 9, 1, 5, tzinfo=UTC),
        length=timedelta(seconds=245),
        size=980_112,
        format="MP3",
        service="calling",
        owner_type="user",
        region="DE",
    )
    return replace(whole, **changes)  # type: ignore[arg-type]  # the changes are fields of a call


HUNDRED_CALLS = tuple(call(number, status="deleted") for number in range(100))
