"""Small real files that stand in for hours of video."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from typing import NamedTuple

from simulator import captions
from simulator.archive import Recording
from simulator.calls import CallRecording
from simulator.transcripts import Snippet, Transcript


class MediaFile(NamedTuple):
    """A file as a download delivers it."""

    name: str
    media_type: str
    data: bytes


MakesCallFile = Callable[[CallRecording], MediaFile]


def video(recording: Recording) -> MediaFile:
    """The recording itself: an MP4 without any track, or the old ARF format."""
    if recording.format == "ARF":
        return MediaFile(f"{_stem(recording)}.arf", "application/octet-stream", b"ARF\x00simulated recording\n")
    return MediaFile(f"{_stem(recording)}.mp4", "video/mp4", _mp4(recording))


def audio(recording: Recording | CallRecording) -> MediaFile:
    """One silent frame of MPEG-1 layer III: 128 kbit/s, 44.1 kHz, stereo."""
    return MediaFile(f"{_stem(recording)}.mp3", "audio/mpeg", b"\xff\xfb\x90\x00" + bytes(413))


def transcript(recording: Recording, said: Transcript | None) -> MediaFile:
    """What was said, as WebVTT; two polite sentences where the world doesn't know."""
    cues = captions.vtt(said.snippets if said else _small_talk(recording))
    return MediaFile(f"{_stem(recording)}.vtt", "text/vtt", cues.encode())


def call_transcript(call: CallRecording) -> MediaFile:
    """What was said on the telephone, as WebVTT."""
    return MediaFile(f"{_stem(call)}.vtt", "text/vtt", captions.vtt(call.snippets).encode())


def _small_talk(recording: Recording) -> list[Snippet]:
    host = recording.host
    return [
        Snippet("1", host.name, host.email, 1500, 2700, "Good morning, shall we start?"),
        Snippet("2", host.name, host.email, 4900, 4100, f"Today is about {recording.topic}."),
    ]


def _stem(recording: Recording | CallRecording) -> str:
    """A file name made of the topic; what file systems dislike is left out."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", recording.topic).strip() or "recording"


def _mp4(recording: Recording) -> bytes:
    """The smallest file that MP4 readers accept: brand, movie header with the length, empty media data."""
    timescale, length = 1000, int(recording.length.total_seconds() * 1000)
    matrix = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    header = struct.pack(">5I", 0, 0, 0, timescale, length)  # version, created, modified, timescale, length
    playback = struct.pack(">ihxx8x", 0x10000, 0x100)  # normal rate, full volume
    movie = _box(b"mvhd", header + playback + matrix + bytes(24) + struct.pack(">I", 1))
    return _box(b"ftyp", b"isom" + bytes(4) + b"isommp41") + _box(b"moov", movie) + _box(b"mdat", b"")


def _box(kind: bytes, payload: bytes) -> bytes:
    return struct.pack(">I", 8 + len(payload)) + kind + payload
