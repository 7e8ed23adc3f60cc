"""Every face that cards/ can draw, with usual, extreme and minimal values. What a test asks of one, it asks of all.

A new public function of cards/ belongs in here; `test_faces.py` fails until it is.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cards import (
    bin,
    confirmations,
    errors,
    grants,
    help,
    meetings,
    participants,
    people,
    recordings,
    sharing,
    summaries,
    transcripts,
    views,
    why,
)
from core.bin import Moved
from core.errors import (
    BadRequest,
    BotError,
    Conflict,
    Forbidden,
    LeaseLost,
    Locked,
    NeedsConsent,
    NotConnected,
    NotFound,
    RateLimited,
    Unauthorized,
    Unavailable,
)
from core.grants import GrantKind, GrantSummary
from core.help import HelpEntry
from core.meetings import Meeting
from core.participants import Presence
from core.people import Membership, Person, Preferences
from core.periods import Period
from core.recordings import Links, Recording, RecordingPage, Status
from core.replies import Face
from core.settings import READ_SCOPES
from core.sites import Site
from core.summaries import Summary
from core.transcripts import Findings, Hit, Snippet, Transcript, TranscriptText
from core.views import Viewer
from core.why import Explained, HeldMeeting, Missing, Reason

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


def listed(page: RecordingPage, more: str | None = None, searched: str | None = None, title: str = "") -> Face:
    return recordings.recording_list(
        page, title=title or "Your recordings", more=more, zone=BERLIN, now=NOW, searched=searched
    )


def nothing(period: Period, searched: str | None = None, title: str = "Your recordings") -> Face:
    return recordings.nothing_found(period, title=title, zone=BERLIN, now=NOW, searched=searched)


def detailed(of: Recording, links_known: bool = True, has_transcript: bool | None = None) -> Face:
    return recordings.recording_details(
        of, zone=BERLIN, now=NOW, links_known=links_known, has_transcript=has_transcript
    )


def linked(of: Recording, links: Links) -> Face:
    return recordings.recording_links(of, links, zone=BERLIN, now=NOW)


def recording_examples() -> list[Example]:
    of = recordings.recording_list
    more = f"list {MONTH} after:{hexadecimal(9)}"
    page = RecordingPage(USUAL_ROWS, MONTH, total=23, has_more=True)
    binned = recordings.recording_list(
        RecordingPage((), MONTH),
        title="Recycle bin",
        more=None,
        zone=BERLIN,
        now=NOW,
        again=lambda period: f"list {period} status:deleted",
    )
    year = Period(datetime(2025, 3, 1, 23, tzinfo=UTC), datetime(2026, 3, 1, 23, tzinfo=UTC))
    return [
        Example("list-usual", of, listed(page, more), ("Weekly sync", "shared with me")),
        Example("list-last-page", of, listed(RecordingPage(USUAL_ROWS[:3], year, first=21, offset=20, total=23), None)),
        Example("list-search", of, listed(page, f'search "sync" {MONTH}', searched="sync")),
        Example("list-one", of, listed(RecordingPage(USUAL_ROWS[:1], MONTH, total=1))),
        Example("list-incomplete", of, listed(RecordingPage(USUAL_ROWS[:4], MONTH, total=4, is_complete=False))),
        Example("list-empty", of, listed(RecordingPage((), MONTH))),
        Example("list-empty-incomplete", of, listed(RecordingPage((), MONTH, is_complete=False))),
        Example("list-empty-bin", of, binned),
        Example("list-minimal", of, listed(RecordingPage((MINIMAL,), MONTH)), ("(no topic)",)),
        Example("list-extreme", of, listed(RecordingPage(EXTREME_ROWS, MONTH, total=10), more, "s" * 500), NASTY),
        Example("list-emoji", of, listed(RecordingPage(MANY_EMOJI, MONTH, total=9999), more, "🎉" * 500, "🎉" * 500)),
        *nothing_examples(),
        *details_examples(),
        *link_examples(),
    ]


def nothing_examples() -> list[Example]:
    of = recordings.nothing_found
    ages = Period(NOW - timedelta(days=4000), NOW)
    return [
        Example("nothing", of, nothing(MONTH)),
        Example("nothing-search", of, nothing(MONTH, 'qu"arter')),
        Example("nothing-anywhere", of, nothing(ages)),
        Example("nothing-extreme", of, nothing(MONTH, NASTY[0] + "🎉" * 500, NASTY[3]), (NASTY[0], NASTY[3])),
    ]


def details_examples() -> list[Example]:
    of = recordings.recording_details
    prevented = recording(download_url=None, password="********", is_shared_with_me=True)
    return [
        Example("details", of, detailed(recording(), has_transcript=True), ("Weekly sync", "acme.webex.com", PASSWORD)),
        Example("details-prevented", of, detailed(prevented, links_known=False, has_transcript=False)),
        Example("details-arf", of, detailed(recording(format="ARF"))),
        Example("details-deleted", of, detailed(recording(status="deleted"))),
        Example("details-purged", of, detailed(recording(status="purged", playback_url="javascript:alert(1)"))),
        Example("details-minimal", of, detailed(MINIMAL, links_known=False)),
        Example("details-emoji", of, detailed(ALL_EMOJI)),
        *(Example(f"details-nasty-{n}", of, detailed(extreme(n)), (seen,)) for n, seen in enumerate(NASTY)),
    ]


def link_examples() -> list[Example]:
    soon = NOW + timedelta(hours=2, minutes=59, seconds=30)
    links = Links(VIDEO, AUDIO, TRANSCRIPT, soon)
    of, none = recordings.recording_links, recordings.no_links
    return [
        Example("links", of, linked(recording(), links)),
        Example("links-video", of, linked(recording(format="ARF"), Links(VIDEO, None, None, soon))),
        Example("links-expired", of, linked(MINIMAL, Links(None, None, None, NOW))),
        Example("links-extreme", of, linked(EXTREME_ROWS[0], Links(LONG_URL, "ftp://x", VIDEO, soon)), NASTY[:1]),
        Example("links-emoji", of, linked(ALL_EMOJI, Links(*(f"https://x/{'🎉' * 200}",) * 3, soon))),
        Example("no-links", none, recordings.no_links(recording(download_url=None))),
        Example("no-links-deleted", none, recordings.no_links(recording(status="deleted"))),
        Example("no-links-unknown", none, recordings.no_links(recording(playback_url=LONG_URL))),
        Example("no-links-extreme", none, recordings.no_links(EXTREME_ROWS[3]), NASTY[3:4]),
    ]


def grant_examples() -> list[Example]:
    connect, scopes = grants.connect, frozenset(READ_SCOPES)
    more = frozenset({"meeting:recordings_write", "meeting:summaries_read"})
    many = frozenset(f"spark:{'x' * 80}{number}" for number in range(50))
    first = connect(CONNECT_URL, has_ended=False, question=None)
    return [
        Example("connect", connect, first),
        Example("connect-question", connect, connect(CONNECT_URL, has_ended=False, question="list last week")),
        Example("connect-also", connect, connect(CONNECT_URL, has_ended=False, question="delete 4f91", also=more)),
        Example("connect-ended", connect, connect(CONNECT_URL, has_ended=True, question="latest")),
        Example("connect-more", connect, connect(CONNECT_URL, has_ended=False, question="summary 4f91", more=more)),
        Example(
            "connect-extreme",
            connect,
            connect(CONNECT_URL, has_ended=True, question=NASTY[0] + "🎉" * 900, more=many),
        ),
        Example("connected", grants.connected, grants.connected("Ana Example", scopes), ("Ana Example",)),
        Example("connected-minimal", grants.connected, grants.connected("", frozenset())),
        Example("connected-extreme", grants.connected, grants.connected(NASTY[3] + "🎉" * 900, many), (NASTY[3][:50],)),
        Example("already-connected", grants.already_connected, grants.already_connected("Ana Example", scopes)),
        Example("already-minimal", grants.already_connected, grants.already_connected("", frozenset())),
        Example("not-given", grants.not_given, grants.not_given(more, "delete 4f91")),
        Example("not-given-extreme", grants.not_given, grants.not_given(many, "🎉" * 900)),
        Example("disconnected", grants.disconnected, grants.disconnected(True)),
        Example("disconnected-never", grants.disconnected, grants.disconnected(False)),
    ]


ANA = Person(id="P1", email="ana@example.com", name="Ana Example", org_id="O1", timezone="Europe/Berlin")
GIVEN = GrantSummary(GrantKind.PERSON, frozenset(READ_SCOPES), NOW - timedelta(days=40))


def stated(person: Person, grant: GrantSummary | None, preferences: Preferences, source: str) -> Face:
    return people.status(
        person,
        zone=BERLIN,
        zone_source=source,
        grant=grant,
        preferences=preferences,
        bot_version="0.1.0",
        now=NOW,
    )


def people_examples() -> list[Example]:
    status, form = people.status, people.settings_form
    nasty = replace(ANA, name=NASTY[0] + "🎉" * 500, email=NASTY[3], timezone=None)
    chosen = Preferences("Europe/Paris", "acme.webex.com", "since monday")
    all_emoji = Person(id="P2", email="🎉" * 500, name="🎉" * 500, org_id="O1", timezone="🎉" * 500)
    emoji_sites = [Site("🎉" * 24 + f"{number}") for number in range(99)]
    emoji = Preferences("🎉" * 60, "🎉" * 24, "🎉" * 500)
    sites = [Site("acme.webex.com", is_default=True), Site("acme-emea.webex.com")]
    many = [Site(f"{'🎉' * 100}{number}.webex.com") for number in range(200)]
    ended = replace(GIVEN, has_ended=True)
    saved = ("Time zone: Europe/Paris, where it is 10:20.", "Lists show the last 7 days.")
    odd = Preferences(None, "[gone](https://evil.example)", NASTY[4])
    return [
        Example("status", status, stated(ANA, GIVEN, Preferences(), "Webex profile"), ("ana@example.com",)),
        Example("status-new", status, stated(replace(ANA, timezone=None), None, Preferences(), "none")),
        Example("status-ended", status, stated(ANA, ended, chosen, "settings")),
        Example("status-extreme", status, stated(nasty, GIVEN, odd, "elsewhere"), (NASTY[0], NASTY[3], NASTY[4])),
        Example("status-emoji", status, stated(all_emoji, GIVEN, replace(emoji, site="🎉" * 500), "🎉" * 500)),
        Example(
            "settings-emoji", form, form(all_emoji, emoji, zone=BERLIN, sites=emoji_sites, saved=("🎉" * 999,) * 9)
        ),
        Example("settings", form, form(ANA, Preferences(), zone=BERLIN, sites=sites)),
        Example("settings-saved", form, form(ANA, chosen, zone=BERLIN, sites=sites, saved=saved)),
        Example("settings-no-sites", form, form(replace(ANA, timezone=None), Preferences(), zone=BERLIN, sites=[])),
        Example("settings-extreme", form, form(nasty, odd, zone=BERLIN, sites=many, saved=(NASTY[3] * 9,) * 99)),
    ]


LIST_ENTRY = HelpEntry(
    "list",
    "list [when] [filters]",
    "your meeting recordings, newest first",
    ("list", "list last 7 days", "list in march host:me", "list 2026-03-01..2026-03-31 topic:sync"),
)
ENTRIES = (
    HelpEntry("help", "help [word]", "what I can do, or how one word is used"),
    HelpEntry("connect", "connect", "link your Webex account, so that I can look things up as you"),
    HelpEntry("disconnect", "disconnect", "forget you"),
    LIST_ENTRY,
    HelpEntry("search", "search WORDS [when]", "recordings whose topic has these words"),
    HelpEntry("latest", "latest", "your newest recording"),
    HelpEntry("show", "show N", "the details of one recording"),
    HelpEntry("links", "links N", "fresh download links, which work for about three hours"),
    HelpEntry("status", "status", "your account, what you allowed, your time zone"),
    HelpEntry("settings", "settings", "time zone, Webex site and default period, as a form"),
)


def help_examples() -> list[Example]:
    long = HelpEntry("w", "w" * 60, "x" * 120, ("🎉" * 500,) * 50)
    overview, about, greeting = help.overview, help.about, help.greeting
    return [
        Example("help", overview, overview(ENTRIES, is_connected=True)),
        Example("help-new", overview, overview(ENTRIES, is_connected=False)),
        Example("help-space", overview, overview(ENTRIES, is_connected=None)),
        Example("help-extreme", overview, overview((long,) * 60, is_connected=False)),
        Example("help-minimal", overview, overview((), is_connected=False)),
        Example("about", about, about(LIST_ENTRY), (LIST_ENTRY.usage, *LIST_ENTRY.examples)),
        Example("about-minimal", about, about(ENTRIES[1])),
        Example("about-extreme", about, about(long)),
        Example("greeting", greeting, greeting("Ana", True), ("Ana",)),
        Example("greeting-nobody", greeting, greeting(None, True)),
        Example("greeting-space", greeting, greeting(None, False)),
        Example("greeting-extreme", greeting, greeting(NASTY[0] + "🎉" * 999, True), NASTY[:1]),
    ]


ERRORS: dict[str, BotError] = {
    "limited": RateLimited(after=290.0),
    "limited-somehow": RateLimited(),
    "locked": Locked(),
    "unavailable": Unavailable(status=503, after=0.0),
    "not-connected": NotConnected(),
    "connection-ended": NotConnected(has_ended=True),
    "needs-consent": NeedsConsent(frozenset({"meeting:summaries_read", "meeting:participants_read"})),
    "bad-request": BadRequest(400, "max must be 1..100", "ROUTERGW_0a1b2c3d-0000-4000-8000-00000000"),
    "unauthorized": Unauthorized(401),
    "forbidden": Forbidden(403, "secret words of Webex", "ROUTERGW_0a1b2c3d-0000-4000-8000-00000000"),
    "not-found": NotFound(404, "", NASTY[3] * 20),
    "conflict": Conflict(409),
    "lease-lost": LeaseLost(),
    "unknown": BotError("a bug with details that are for the log"),
}


def error_examples() -> list[Example]:
    long = NASTY[0] + "🎉" * 900
    number, understood, old = errors.no_such_number, errors.not_understood, errors.too_old
    asked = NOW - timedelta(hours=5)
    say = f"links {hexadecimal(1)}"
    return [
        *(Example(f"problem-{name}", errors.problem, errors.problem(e, now=NOW)) for name, e in ERRORS.items()),
        Example(
            "invalid",
            errors.invalid,
            errors.invalid("I can’t read `32 march` as a time: try `last 7 days`, or `in march`."),
            ("I can’t read 32 march as a time",),
        ),
        Example("invalid-backtick", errors.invalid, errors.invalid("I can’t read ` as a time."), ("read ` as",)),
        Example("invalid-extreme", errors.invalid, errors.invalid(long), NASTY[:1]),
        Example("not-understood", understood, understood("list")),
        Example("not-understood-words", understood, understood(None, ("help", "list", "latest", "show", "links"))),
        Example("not-understood-minimal", understood, understood(None)),
        Example("not-understood-extreme", understood, understood(long, (long,) * 99), NASTY[:1]),
        Example("not-understood-emoji", understood, understood("🎉" * 240, ("🎉" * 90,) * 9)),
        Example("no-such-number", number, number(12, 10)),
        Example("no-list-yet", number, number(2, None)),
        Example("no-such-number-extreme", number, number(10**300, 10)),
        Example("too-old", old, old(asked, BERLIN, NOW, say)),
        Example("too-old-unknown", old, old(asked, BERLIN, NOW, None)),
        Example("not-allowed", errors.not_allowed, errors.not_allowed()),
        Example("cannot-read-link", errors.cannot_read_link, errors.cannot_read_link()),
    ]


SAID = Transcript("t1", "9f8e_I_48", "Weekly sync", datetime(2026, 3, 2, 9, 0, 11, tzinfo=UTC), "acme.webex.com")


def snippet(text: str, speaker: str = "Ana Ruiz", at: int = 754) -> Snippet:
    return Snippet(text, speaker, "ana@example.com", timedelta(seconds=at))


def hit(text: str, number: int | None = 1, **changes: object) -> Hit:
    before, after = snippet("What about the money?", "Bo"), snippet("Fine.", "Bo")
    whole = Hit(SAID, snippet(text), before, after, is_exact=True, recording_id=hexadecimal(number) if number else None)
    return replace(whole, **changes)  # type: ignore[arg-type]  # the changes are fields of a hit


def found(*hits: Hit, **changes: object) -> Findings:
    whole = Findings(hits, total=len(hits), searched=50, found_in=len({one.transcript.id for one in hits}))
    return replace(whole, **changes)  # type: ignore[arg-type]  # the changes are fields of findings


def said(findings: Findings, phrase: str = "budget", speaker: str | None = None) -> Face:
    return transcripts.said(
        findings,
        phrase=phrase,
        speaker=speaker,
        period=MONTH,
        zone=BERLIN,
        now=NOW,
        again=lambda period: f'find "{phrase}" {period}',
    )


def transcript_examples() -> list[Example]:
    of, none = transcripts.transcript, transcripts.no_transcript
    txt = "".join(f"Ana Ruiz 00:00:{at:02}\nWe are over budget, part {at}.\n\n" for at in range(20))
    vtt = 'WEBVTT\n\n1 "Ana Ruiz" (1)\n00:00:01.500 --> 00:00:04.200\nGood morning.\n\n'
    meeting = recording(meeting_id="9f8e_I_48")

    def shown(content: str, of_recording: Recording = meeting, format: str = "txt") -> Face:
        text = TranscriptText(SAID, "vtt" if format == "vtt" else "txt", content)
        return of(of_recording, text, zone=BERLIN, now=NOW)

    return [
        Example("transcript", of, shown(txt), ("Weekly sync", "We are over budget, part 2.")),
        Example("transcript-vtt", of, shown(vtt, format="vtt"), ("Good morning.",)),
        Example("transcript-extreme", of, shown(NASTY[0] + "\n" + NASTY[3] + "\n" + "🎉" * 9999, ALL_EMOJI), NASTY[:1]),
        Example("no-transcript", none, none(meeting)),
        Example("no-transcript-no-meeting", none, none(MINIMAL)),
        *said_examples(),
    ]


def said_examples() -> list[Example]:
    of = transcripts.said
    long = "🎉 " * 400
    other = replace(SAID, id="t2", topic=NASTY[0], started_at=None)
    emoji = tuple(
        hit(
            long,
            number,
            transcript=replace(SAID, id=f"t{number}", topic=long),
            before=snippet(long, long),
            after=snippet(long, long),
            said=snippet(long, long, at=400_000),
        )
        for number in range(1, 20)
    )
    nasty = [hit(text, None, transcript=other, before=None, after=snippet(NASTY[5], "")) for text in NASTY[1:4]]
    partly = found(hit("Over budget."), total=40, silent=TOPICS, unread=3, is_complete=False, knows_sites=False)
    nothing = found(searched=0, silent=(NASTY[0], ""), is_complete=False)
    return [
        Example(
            "said",
            of,
            said(found(hit("We are over budget."), hit("The budget is frozen.", 2))),
            ("Weekly sync", "We are over budget.", "Ana Ruiz:", "00:12:34"),
        ),
        Example("said-partly", of, said(partly, speaker="ana"), ("by ana",)),
        Example("said-nothing", of, said(found(), 'bud"get')),
        Example("said-nothing-to-search", of, said(nothing), (NASTY[0][:25],)),
        Example("said-nasty", of, said(found(*nasty), NASTY[3], NASTY[4]), (*NASTY[:2], NASTY[3])),
        Example("said-extreme", of, said(found(*emoji, silent=(long,) * 99), long, long)),
    ]


def summary_examples() -> list[Example]:
    of, none = summaries.summary, summaries.no_summary
    html = (
        "<h2>Topics</h2><p>The <b>budget</b> &amp; the plan.</p>"
        "<ul><li>Ana asks</li><li><p>Bo answers</p><ol><li>first</li></ol></li></ul>"
    )
    nasty = "".join(f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>" for text in NASTY[:4])
    unsafe = "<script>alert(1)</script><a href='https://evil.example'>minutes</a><img src=x onerror=alert(2)>"
    meeting = recording(meeting_id="9f8e_I_48")

    def shown(notes: str, *items: str, of_recording: Recording = meeting) -> Face:
        return of(of_recording, Summary("s1", notes, items), zone=BERLIN, now=NOW)

    return [
        Example("summary", of, shown(html, "Ana sends the figures"), ("The budget & the plan.", "•  Bo answers")),
        Example("summary-nasty", of, shown(nasty + unsafe, *NASTY[4:6]), (*NASTY[:6], "minutes")),
        Example("summary-empty", of, shown("<p> </p>", " ")),
        Example("summary-extreme", of, shown(f"<p>{'🎉' * 300}</p>" * 99, *("🎉" * 300,) * 99, of_recording=ALL_EMOJI)),
        Example("no-summary", none, none(meeting)),
        Example("no-summary-no-meeting", none, none(MINIMAL)),
    ]


def presence(name: str = "Ana Ruiz", **changes: object) -> Presence:
    came, left = datetime(2026, 3, 2, 9, 0, tzinfo=UTC), datetime(2026, 3, 2, 9, 44, tzinfo=UTC)
    whole = Presence(name, "ana@example.com", is_host=False, joined_at=came, left_at=left, stayed=left - came)
    return replace(whole, **changes)  # type: ignore[arg-type]  # the changes are fields of a presence


def participant_examples() -> list[Example]:
    of, none, refused = participants.participants, participants.no_participants, participants.only_for_host
    meeting = recording(meeting_id="9f8e_I_48")
    some = (
        presence(is_host=True),
        presence("Bo", times=3),
        presence("", left_at=None, stayed=None),
        presence("", email="", joined_at=None, stayed=None),
        presence(NASTY[0]),
        presence(NASTY[8], joined_at=None, left_at=None, stayed=None),
    )
    many = tuple(presence("🎉" * 500, is_host=True, times=99) for _ in range(500))

    def shown(there: tuple[Presence, ...], of_recording: Recording = meeting) -> Face:
        return of(of_recording, there, zone=BERLIN, now=NOW)

    return [
        Example("participants", of, shown(some), ("Ana Ruiz (host)", "10:00 to 10:44 · 44 min", NASTY[0])),
        Example("participants-one", of, shown(some[:1])),
        Example("participants-extreme", of, shown(many, ALL_EMOJI), ("more: all of them",)),
        Example("no-participants", none, none(meeting)),
        Example("no-participants-no-meeting", none, none(MINIMAL)),
        Example("participants-refused", refused, refused(EXTREME_ROWS[0]), NASTY[:1]),
    ]


def view_examples() -> list[Example]:
    of, none = views.viewers, views.no_viewers
    some = (
        Viewer("Bo Lindqvist", "bo@example.com", 3, 1, NOW - timedelta(days=1)),
        Viewer("", "eve@example.com", 0, 2, None),
        Viewer(NASTY[2], "", 0, 0, None),
    )
    many = tuple(Viewer("🎉" * 500, "", 99, 99, NOW) for _ in range(500))
    return [
        Example(
            "viewers", of, of(recording(), some, zone=BERLIN, now=NOW), ("Bo Lindqvist", "watched 3 times", NASTY[2])
        ),
        Example("viewers-extreme", of, of(ALL_EMOJI, many, zone=BERLIN, now=NOW), ("more",)),
        Example("no-viewers", none, none(recording())),
    ]


def why_examples() -> list[Example]:
    one, all_of, gone = why.explanation, why.missing, why.not_there
    every = tuple(Reason)[1:]
    held = (
        HeldMeeting(Meeting("m1", "Weekly sync", "meeting", start=NOW - timedelta(hours=3)), Reason.PROCESSING),
        HeldMeeting(Meeting("m2", NASTY[0], "meeting", end=NOW - timedelta(days=9)), Reason.GONE),
        HeldMeeting(Meeting("m3", "", "meeting"), Reason.NOT_RECORDED),
        HeldMeeting(Meeting("m4", "Standup", "meeting"), Reason.RECENT),
    )
    elsewhere = Explained(recording(), (Reason.OTHER_SITE, Reason.OUTSIDE_PERIOD))
    emoji = Missing(
        "🎉" * 500,
        tuple(
            Explained(replace(ALL_EMOJI, id=hexadecimal(n)), (Reason.IN_BIN, Reason.OTHER_SITE, Reason.OUTSIDE_PERIOD))
            for n in range(9)
        ),
        tuple(HeldMeeting(Meeting("m", "🎉" * 500, "meeting"), Reason.GONE) for _ in range(9)),
        is_complete=False,
    )

    def explained(of: Recording, *reasons: Reason, site: str | None = None) -> Face:
        return one(Explained(of, reasons), MONTH, site, zone=BERLIN, now=NOW)

    def missing(of: Missing, site: str | None = "acme-eu.webex.com") -> Face:
        return all_of(of, MONTH, site, zone=BERLIN, now=NOW)

    return [
        Example("why", one, explained(recording(), Reason.IN_LIST), ("Nothing stands in its way.",)),
        Example(
            "why-everything", one, explained(recording(), *every, site="acme-eu.webex.com"), ("acme-eu.webex.com",)
        ),
        Example("why-extreme", one, explained(ALL_EMOJI, *every, site="🎉" * 500)),
        Example("why-shared-bin", one, explained(recording(is_shared_with_me=True), Reason.IN_BIN)),
        Example("why-not-there", gone, gone()),
        Example("missing", all_of, missing(Missing("sync", (elsewhere,), held)), ("Weekly sync", NASTY[0])),
        Example("missing-held", all_of, missing(Missing("sync", (), held[:1], is_complete=False))),
        Example("missing-nothing", all_of, missing(Missing(NASTY[0])), NASTY[:1]),
        Example("missing-nothing-partly", all_of, missing(Missing("sync", is_complete=False))),
        Example("missing-extreme", all_of, missing(emoji, "🎉" * 500)),
    ]


def meeting_examples() -> list[Example]:
    of = meetings.no_such_meeting
    return [
        Example("no-such-meeting", of, of("25501234567"), ("25501234567",)),
        Example("no-meeting-extreme", of, of("🎉" * 999)),
    ]


TOKEN = "g" * 6800
"""As long as the seal of as many recordings as can be named at once."""
HUNDRED = tuple(recording(number, topic=TOPICS[number % 5], status="deleted") for number in range(100))
HUNDRED_EMOJI = tuple(replace(each, topic="🎉" * 500) for each in HUNDRED)


def bin_examples() -> list[Example]:
    ask, purge, moved = bin.ask_delete, bin.ask_purge, bin.moved
    nasty = tuple(recording(number, topic=nasty_topic(seen)) for number, seen in enumerate(NASTY))
    some = Moved(HUNDRED[:2], HUNDRED[2:5], Forbidden(403, "secret words of Webex"))
    deleted, restored, purged = Status.DELETED, Status.AVAILABLE, Status.PURGED
    return [
        Example("delete", ask, ask([recording()], token=TOKEN), ("Weekly sync",)),
        Example("delete-several", ask, ask(HUNDRED, token=TOKEN, shared=2, unknown=1), ("Weekly sync",)),
        Example("delete-emoji", ask, ask(HUNDRED_EMOJI, token=TOKEN, shared=1, unknown=2)),
        Example("delete-nasty", ask, ask(nasty[:8], token=TOKEN), NASTY[:8]),
        Example("purge", purge, purge([recording()], words="Weekly sync", was_wrong=False), ("purge",)),
        Example("purge-wrong", purge, purge(HUNDRED[:3], words="3 recordings", was_wrong=True), ("3 recordings",)),
        Example("purge-many", purge, purge(HUNDRED_EMOJI, words="🎉" * 60, was_wrong=True, shared=9, unknown=9)),
        Example("deleted", moved, moved(Moved(HUNDRED[:1]), deleted)),
        Example("deleted-some", moved, moved(some, deleted, unknown=1), ("3 recordings stayed as before",)),
        Example("deleted-hundred", moved, moved(Moved(HUNDRED_EMOJI), deleted)),
        Example("restored", moved, moved(Moved(HUNDRED[:1]), restored)),
        Example("restored-several", moved, moved(Moved(HUNDRED), restored)),
        Example("purged", moved, moved(Moved(HUNDRED[:1]), purged)),
        Example("purged-nasty", moved, moved(Moved(nasty[:8]), purged), NASTY[:8]),
        Example("only-host", bin.only_hosts, bin.only_hosts([recording()])),
        Example("only-hosts", bin.only_hosts, bin.only_hosts(HUNDRED_EMOJI)),
        Example("in-bin", bin.in_bin_already, bin.in_bin_already([recording()])),
        Example("in-bin-several", bin.in_bin_already, bin.in_bin_already(HUNDRED_EMOJI)),
        Example("not-in-bin", bin.not_in_bin, bin.not_in_bin([recording()])),
        Example("not-in-bin-several", bin.not_in_bin, bin.not_in_bin(HUNDRED_EMOJI)),
        Example("none-known", bin.none_known, bin.none_known(1)),
        Example("none-known-several", bin.none_known, bin.none_known(100)),
        Example("not-confirmed", confirmations.not_confirmed, confirmations.not_confirmed()),
        *trash_examples(),
    ]


def trash_examples() -> list[Example]:
    of = recordings.recording_list
    rows = tuple(replace(each, status="deleted") for each in USUAL_ROWS)
    binned = {each.id: NOW - timedelta(days=1) for each in HUNDRED + rows[:4]}
    more = f"list {MONTH} status:deleted after:{hexadecimal(9)}"

    def trash(page: RecordingPage) -> Face:
        return of(page, title="Recycle bin", more=more, zone=BERLIN, now=NOW, binned=binned)

    return [
        Example("trash", of, trash(RecordingPage(rows, MONTH, total=23, has_more=True)), ("in the bin since",)),
        Example("trash-empty", of, trash(RecordingPage((), MONTH)), ("recycle bin",)),
        Example("trash-emoji", of, trash(RecordingPage(HUNDRED_EMOJI, MONTH, total=100))),
    ]


def sharing_examples() -> list[Example]:
    nasty, outsider = recording(topic=nasty_topic(NASTY[0])), Membership("m", "r", "p", "cy@globex.com", name="Cy")
    crowd = [replace(outsider, name=nasty_topic(seen), person_email="🎉" * 300) for seen in NASTY * 20]
    many, shared, ask = ["🎉" * 300] * 100, sharing.shared, sharing.ask_outsiders
    return [
        Example("shared", shared, shared(recording(), ["bo@example.com"], sends_mail=False), ("bo@example.com",)),
        Example("shared-extreme", shared, shared(nasty, many, sends_mail=True), (NASTY[0],)),
        Example("shared-here", sharing.shared_here, sharing.shared_here(recording(), 1)),
        Example("shared-here-extreme", sharing.shared_here, sharing.shared_here(nasty, 10**6), (NASTY[0],)),
        Example("shared-unposted", sharing.shared_unposted, sharing.shared_unposted(nasty, 3)),
        Example("page", sharing.page, sharing.page(recording()), ("Weekly sync",)),
        Example("page-extreme", sharing.page, sharing.page(replace(nasty, playback_url=LONG_URL)), (NASTY[0],)),
        Example("ask-outsiders", ask, ask(recording(), [outsider], 4, token=TOKEN), ("Cy (cy@globex.com)",)),
        Example("ask-nameless", ask, ask(recording(), [replace(outsider, name="")], 4, token=TOKEN)),
        Example("ask-outsiders-extreme", ask, ask(nasty, crowd, 400, token=TOKEN), NASTY),
        Example("too-many-outsiders", sharing.too_many_outsiders, sharing.too_many_outsiders(nasty, 300)),
        Example("unshared", sharing.unshared, sharing.unshared(nasty, many), (NASTY[0],)),
        Example("not-mine", sharing.only_host, sharing.only_host(nasty), (NASTY[0],)),
        Example("share-binned", sharing.not_available, sharing.not_available(nasty), (NASTY[0],)),
        Example("share-refused", sharing.refused, sharing.refused(nasty), (NASTY[0],)),
        Example("bad-addresses", sharing.bad_addresses, sharing.bad_addresses([*NASTY[:1], *many]), (NASTY[0],)),
        Example("addresses-refused", sharing.addresses_refused, sharing.addresses_refused(nasty), (NASTY[0],)),
        Example("here-is-a-space", sharing.here_is_a_space, sharing.here_is_a_space()),
        Example("space-unseen", sharing.space_unseen, sharing.space_unseen()),
        Example("nobody-there", sharing.nobody_there, sharing.nobody_there(nasty), (NASTY[0],)),
    ]


def series_examples() -> list[Example]:
    of, done = meetings.series_list, meetings.recording_set
    plain = Meeting(hexadecimal(1), "Weekly sync", "meetingSeries", start=NOW + timedelta(days=1))
    nasty = [replace(plain, id=hexadecimal(n), title=nasty_topic(seen)) for n, seen in enumerate(NASTY)]
    many = [replace(plain, id=hexadecimal(number), title="🎉" * 500) for number in range(200)]
    switched = [replace(plain, id=hexadecimal(n), is_recorded_by_itself=on) for n, on in enumerate((True, False, None))]
    return [
        Example("series", of, of(switched, zone=BERLIN, now=NOW), ("Weekly sync", "Wed 4 Mar, 10:20")),
        Example("series-none", of, of([], zone=BERLIN, now=NOW)),
        Example("series-untitled", of, of([Meeting("s", "", "meetingSeries")], zone=BERLIN, now=NOW), ("(no title)",)),
        Example("series-emoji", of, of(many, zone=BERLIN, now=NOW)),
        Example("series-nasty", of, of(nasty, zone=BERLIN, now=NOW), tuple(seen[:50] for seen in NASTY)),
        Example("record-on", done, done(plain, is_on=True), ("Weekly sync",)),
        Example("record-off", done, done(nasty[0], is_on=False), (NASTY[0],)),
        Example("record-not-host", meetings.not_host, meetings.not_host()),
        Example("record-in-progress", meetings.in_progress, meetings.in_progress()),
        Example("record-not-changeable", meetings.not_changeable, meetings.not_changeable()),
        Example("record-no-series", meetings.no_series, meetings.no_series()),
    ]


EXAMPLES: tuple[Example, ...] = (
    *recording_examples(),
    *grant_examples(),
    *people_examples(),
    *help_examples(),
    *error_examples(),
    *transcript_examples(),
    *summary_examples(),
    *participant_examples(),
    *view_examples(),
    *why_examples(),
    *meeting_examples(),
    *bin_examples(),
    *sharing_examples(),
    *series_examples(),
)
