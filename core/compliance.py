"""What compliance officers ask for, besides the lists of `core/admin.py`."""

from dataclasses import dataclass

from core.admin import ListOthersCalls, ListOthersMeetings, Named, ShowOthers

LONGEST_COMMENT = 255
"""Characters that Webex takes (reference 9.4, 10.7)."""
LONGEST_REASON = 255
"""Webex names no limit; this is what its comments have."""


@dataclass(frozen=True, slots=True)
class ShowCompliance:
    """`compliance`: what there is, and whether the bot may."""


@dataclass(frozen=True, slots=True)
class ConnectCompliance:
    pass


@dataclass(frozen=True, slots=True)
class DisconnectCompliance:
    """Forget what was allowed as an officer, and nothing else."""


@dataclass(frozen=True, slots=True)
class Erase:
    """Delete a recording of somebody else for everybody and for good."""

    of: Named
    reason: str | None = None
    """Without one nothing is done: Webex wants it, and so does the audit."""
    comment: str | None = None
    typed: str | None = None
    """What was typed to confirm."""


OfficerWord = (
    ShowCompliance
    | ConnectCompliance
    | DisconnectCompliance
    | ListOthersCalls
    | ListOthersMeetings
    | ShowOthers
    | Erase
)


@dataclass(frozen=True, slots=True)
class Oversee:
    """`compliance …`: what only a compliance officer may ask."""

    word: OfficerWord
