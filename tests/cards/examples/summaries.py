"""Faces of notes and action items."""

from cards import summaries
from core.recordings import Recording
from core.replies import Face
from core.summaries import Summary
from tests.cards.examples.values import ALL_EMOJI, BERLIN, MINIMAL, NASTY, NOW, Example, recording


def examples() -> list[Example]:
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
