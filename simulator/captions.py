"""Transcripts as files: WebVTT and plain text (reference 12)."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.transcripts import Snippet


def vtt(snippets: Iterable[Snippet]) -> str:
    """Cues with the number, name and slot of who speaks above the times."""
    slots: dict[str, int] = {}
    cues = [
        f'{n} "{one.name}" ({slots.setdefault(one.name, len(slots) + 1)})\n'
        f"{_clock(one.offset)} --> {_clock(one.offset + one.length)}\n{one.text}\n"
        for n, one in enumerate(snippets, 1)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def txt(snippets: Iterable[Snippet]) -> str:
    """Who, when, what; an empty line between."""
    return "\n".join(f"{one.name} {_clock(one.offset)[:8]}\n{one.text}\n" for one in snippets)


def _clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}.{rest:03}"
