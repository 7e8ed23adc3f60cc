"""Faces of who was in a meeting."""

from dataclasses import replace
from datetime import UTC, datetime

from cards import participants
from core.participants import Presence
from core.recordings import Recording
from core.replies import Face
from tests.cards.examples.values import ALL_EMOJI, BERLIN, EXTREME_ROWS, MINIMAL, NASTY, NOW, Example, recording


def presence(name: str = "Ana Ruiz", **changes: object) -> Presence:
    came, left = datetime(2026, 3, 2, 9, 0, tzinfo=UTC), datetime(2026, 3, 2, 9, 44, tzinfo=UTC)
    whole = Presence(name, "ana@example.com", is_host=False, joined_at=came, left_at=left, stayed=left - came)
    return replace(whole, **changes)  # type: ignore[arg-type]  # the changes are fields of a presence


def examples() -> list[Example]:
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
