"""What was said: the beginning of a transcript, and places where something was said."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from adaptive_cards.card import ActionT, ElementT
from adaptive_cards.types import Spacing

from cards.elements import (
    LONGEST_HEADING,
    button,
    card,
    choice,
    choices,
    heading,
    hint,
    how_many_fit,
    line,
    message,
    paragraph,
    parted,
    run,
    spoken,
    subtitle,
    weight,
)
from cards.lists import Again, wider
from cards.phrases import INCOMPLETE, joined, spoken_topic, topic_of
from cards.words import counted, excerpt, isolated, moment, period_words, plain, shortened, timecode
from core.calls import Call, Item
from core.periods import Period
from core.recordings import Recording
from core.replies import Face
from core.transcripts import Findings, Hit, Snippet, TranscriptText

FIRST_LINES = 6
MOST_HITS = 8
MOST_TOPICS = 4

_LINE = 160
_LIMITS = ((240, 120), (160, 80), (90, 40), (50, 20))
"""Characters of a sentence and of its neighbours. Ordinary ones get the most; many that are all emoji get fewer."""
_ALL_HITS = 8000
"""Bytes of all hits together."""
_NOT_MADE = (
    "Webex makes one only where Webex Assistant, AI Assistant or the transcription of recordings was switched on "
    "during the meeting. It can appear some time after the recording."
)
_NO_MEETING = "Webex does not tell which meeting this recording is of, and a transcript belongs to a meeting."
_NO_CALL = (
    "Webex makes one only where transcripts of calls are switched on. It can appear some time after the recording."
)
_UNREAD = "Webex offers one, and then did not give it to me. Please try again later."
_ONE_SITE = "Webex did not name your sites, so I looked only at your default one."


def transcript(recording: Recording, text: TranscriptText, *, zone: ZoneInfo, now: datetime) -> Face:
    """The first lines, of what goes as a file beside this card: for the direct room only."""
    is_text = text.format == "txt"
    other, label = ("vtt", "As subtitles") if is_text else ("txt", "As text")
    other_form = button(label, f"transcript {recording.id} {other}")
    return _beginning(recording, _lines(text.content, text.format), [other_form], zone, now)


def call_transcript(call: Call, content: str, format: str, *, asked: str, zone: ZoneInfo, now: datetime) -> Face:
    """The same of a call, in the one form that Webex has it in; `asked` is the form that was asked for."""
    forms = {"txt": "plain text", "vtt": "subtitles"}
    only = f"Webex has this one as {forms[format]} only." if format != asked else ""
    return _beginning(call, _lines(content, format), [], zone, now, only)


def no_call_transcript(call: Call, *, is_unread: bool = False) -> Face:
    """There is none, or none that could be read."""
    head = "I could not read the transcript." if is_unread else "There is no transcript."
    why = _UNREAD if is_unread else _NO_CALL
    face = message(topic_of(call, LONGEST_HEADING), head, why, actions=[button("Details", f"show {call.id}")])
    return Face(spoken(spoken_topic(call), head, why), face.card)


def no_transcript(recording: Recording) -> Face:
    """There is none, and why."""
    why = _NOT_MADE if recording.meeting_id else _NO_MEETING
    actions = [button("Details", f"show {recording.id}")]
    return message(topic_of(recording, LONGEST_HEADING), "There is no transcript.", why, actions=actions)


def said(
    findings: Findings,
    *,
    phrase: str,
    speaker: str | None,
    period: Period,
    zone: ZoneInfo,
    now: datetime,
    again: Again,
) -> Face:
    """Places where it was said. The text says how many and in which meetings, and nothing of what was said."""
    about = _about(findings, speaker, period, zone, now)
    head = heading(f"Said: “{shortened(plain(phrase), 80)}”")
    hints = _hints(findings)
    notes: list[ElementT] = [hint(*hints)] if hints else []
    if not findings.hits:
        searched = "It was not said, as far as I can see." if findings.searched else "There was nothing to search."
        body = [head, subtitle(about), paragraph(searched), *notes]
        return Face(spoken(searched, about, *_plain_hints(findings)), card(body, wider(period, now, again)))
    shown, limits = _fitting(findings.hits[:MOST_HITS])
    body = [head, subtitle(about), *_places(shown, limits, zone, now), *_choices(shown, zone, now), *notes]
    topics = dict.fromkeys(_topic(hit, 80) for hit in shown)
    return Face(spoken(_count(findings), about, *topics, *_plain_hints(findings)), card(body, _actions(shown)))


def recordings_of(findings: Findings) -> tuple[str, ...]:
    """The recordings that the numbers on the card of these findings mean."""
    shown, _ = _fitting(findings.hits[:MOST_HITS])
    return tuple(_numbered(shown))


def _beginning(
    item: Item, lines: Sequence[str], actions: Sequence[ActionT], zone: ZoneInfo, now: datetime, extra: str = ""
) -> Face:
    body: list[ElementT] = [
        heading(topic_of(item, LONGEST_HEADING)),
        subtitle(joined("Transcript", moment(item.when, zone, now), counted(len(lines), "line"))),
        paragraph("The whole text is in the file above. It begins like this:"),
        *(line(run(shortened(plain(each), _LINE)), spacing=Spacing.SMALL) for each in lines[:FIRST_LINES]),
        *([hint(extra)] if extra else []),
    ]
    others = [button("Summary", f"summary {item.id}"), button("Details", f"show {item.id}")]
    head = f"Transcript of “{spoken_topic(item)}”, {counted(len(lines), 'line')}"
    return Face(spoken(head), card(body, [*actions, *others]))


def _lines(content: str, format: str) -> list[str]:
    """What was said, line by line; of subtitles without the numbers and times around it."""
    found = [each.strip() for each in content.splitlines()]
    if format == "txt":
        return [each for each in found if each]
    cues = re.split(r"\n\s*\n", "\n".join(found))
    return [" ".join(said) for cue in cues if (said := cue.partition("-->")[2].split("\n")[1:]) and any(said)]


def _about(findings: Findings, speaker: str | None, period: Period, zone: ZoneInfo, now: datetime) -> str:
    by = shortened(plain(speaker or ""), 40)
    searched = f"{counted(findings.searched, 'meeting')} searched"
    return joined(_count(findings), f"by {by}" if by else "", period_words(period, zone, now), searched)


def _count(findings: Findings) -> str:
    if not findings.hits:
        return ""
    where = counted(findings.found_in, "meeting")
    best = f", the best {len(findings.hits)} of them here" if findings.total > len(findings.hits) else ""
    return f"Found {counted(findings.total, 'time')} in {where}{best}"


def _plain_hints(findings: Findings) -> list[str]:
    silent = counted(len(findings.silent), "recording has", "recordings have")
    return [f"{silent} no transcript."] if findings.silent else []


def _hints(findings: Findings) -> list[str]:
    unread = counted(findings.unread, "transcript")
    return [
        *([_silent(findings.silent)] if findings.silent else []),
        *([f"{unread} could not be read. Please ask again in a few minutes."] if findings.unread else []),
        *([] if findings.is_complete else [INCOMPLETE]),
        *([] if findings.knows_sites else [_ONE_SITE]),
    ]


def _silent(topics: Sequence[str]) -> str:
    named = [f"“{isolated(shortened(plain(topic), 30) or '(no topic)')}”" for topic in topics[:MOST_TOPICS]]
    left = len(topics) - len(named)
    more = f" and {left} more" if left else ""
    return f"{counted(len(topics), 'recording has', 'recordings have')} no transcript: {', '.join(named)}{more}."


def _fitting(hits: Sequence[Hit]) -> tuple[Sequence[Hit], tuple[int, int]]:
    """As many as fit on a card, and how long their sentences may be."""
    for limits in _LIMITS:
        texts = ["".join(_texts(hit, limits)) for hit in hits]
        if weight(texts) <= _ALL_HITS:
            return hits, limits
    return hits[: max(1, how_many_fit(texts, _ALL_HITS))], limits


def _texts(hit: Hit, limits: tuple[int, int]) -> list[str]:
    """Topic, the sentence before, the name, the sentence itself, the sentence after."""
    longest, beside = limits
    sentence = excerpt(plain(hit.said.text), hit.near, longest)
    before = _neighbour(hit.before, beside, is_end=True)
    return [_topic(hit, beside), before, _name(hit.said), sentence, _neighbour(hit.after, beside, is_end=False)]


def _neighbour(snippet: Snippet | None, limit: int, *, is_end: bool) -> str:
    if snippet is None:
        return ""
    text = plain(snippet.text)
    return f"{_name(snippet)}: {excerpt(text, len(text) if is_end else 0, limit)}"


def _name(snippet: Snippet) -> str:
    return shortened(plain(snippet.speaker or snippet.speaker_email), 40) or "Somebody"


def _topic(hit: Hit, limit: int) -> str:
    return shortened(plain(hit.transcript.topic), limit) or "(no topic)"


def _places(hits: Sequence[Hit], limits: tuple[int, int], zone: ZoneInfo, now: datetime) -> list[ElementT]:
    numbers = _numbered(hits)
    drawn: list[ElementT] = []
    last = ""
    for hit in _merged(hits):
        topic, before, name, sentence, after = _texts(hit, limits)
        if hit.transcript.id != last:
            drawn.append(line(run(_where(hit, topic, numbers, zone, now), subtle=True), spacing=Spacing.LARGE))
        last = hit.transcript.id
        when = run(timecode(hit.said.at), mono=True)
        drawn += [line(run(before, subtle=True), spacing=Spacing.SMALL)] if before else []
        drawn.append(parted(when, run(f"{name}:", bold=True), run(sentence), spacing=Spacing.SMALL))
        drawn += [line(run(after, subtle=True), spacing=Spacing.SMALL)] if after else []
    return drawn


def _merged(hits: Sequence[Hit]) -> list[Hit]:
    """The hits, those of one meeting that stand together in the order in which they were said, and without what one of
    them says beside the other: each sentence stands there once."""
    merged: list[Hit] = []
    for _, together in groupby(hits, key=lambda hit: hit.transcript.id):
        said = sorted(together, key=lambda hit: hit.said.at)
        for earlier, hit, later in zip([None, *said], said, [*said[1:], None], strict=False):
            before, after = hit.before, hit.after
            if earlier and before and (earlier.after is None or before.at <= earlier.after.at):
                before = None
            if later and after and after.at >= later.said.at:
                after = None
            merged.append(replace(hit, before=before, after=after))
    return merged


def _where(hit: Hit, topic: str, numbers: dict[str, int], zone: ZoneInfo, now: datetime) -> str:
    number = f"{numbers[hit.recording_id]}. " if hit.recording_id else ""
    started = moment(hit.transcript.started_at, zone, now) if hit.transcript.started_at else ""
    return joined(number + isolated(topic), started, "" if hit.recording_id else "no recording that you can see")


def _numbered(hits: Sequence[Hit]) -> dict[str, int]:
    """The recordings in the order in which they come up, each with its number."""
    ids = dict.fromkeys(hit.recording_id for hit in hits if hit.recording_id)
    return {recording_id: number for number, recording_id in enumerate(ids, 1)}


def _choices(hits: Sequence[Hit], zone: ZoneInfo, now: datetime) -> list[ElementT]:
    numbers = _numbered(hits)
    first = {hit.recording_id: hit for hit in reversed(hits)}
    options = [choice(_where(first[each], _topic(first[each], 40), numbers, zone, now), each) for each in numbers]
    if not options:
        return []
    return [choices("recording", "Choose one", options, options[0].value, is_open=len(options) > 1)]


def _actions(hits: Sequence[Hit]) -> list[ActionT]:
    if not _numbered(hits):
        return []
    says = {"Details": "show {recording}", "Get links": "links {recording}", "Transcript": "transcript {recording}"}
    return [button(label, say) for label, say in says.items()]
