"""What somebody wants to post, checked against reference 3.2."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulator import markup
from simulator.cards import check_card
from simulator.refusals import Refused

_MOST_BYTES = 7439


@dataclass(frozen=True)
class Upload:
    """A file on its way into a message."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class Draft:
    """The content of a message to be."""

    text: str | None = None
    markdown: str | None = None
    html: str | None = None
    mentioned_people: tuple[str, ...] = ()
    mentioned_groups: tuple[str, ...] = ()
    attachments: tuple[Mapping[str, Any], ...] = ()
    uploads: tuple[Upload, ...] = ()
    parent_id: str | None = None


def draft(
    find: markup.Find,
    text: str | None = None,
    markdown: str | None = None,
    attachments: Sequence[Any] = (),
    uploads: Sequence[Upload] = (),
    parent_id: str | None = None,
) -> Draft:
    """A draft with its markdown rendered. Refuses with 400 what is too long, too much or nothing at all."""
    for name, value in (("text", text), ("markdown", markdown)):
        _check_length(name, value)
    if len(attachments) > 1:
        raise Refused(400, "Only one attachment is allowed.")
    if not (text or markdown or attachments or uploads):
        raise Refused(400, "Message needs text, markdown, files or attachments.")
    for attachment in attachments:
        check_card(attachment)
    rendered = markup.render(markdown, find) if markdown else None
    return Draft(
        # When both are given markdown is shown, and text is what stands in for it.
        text=text or (rendered.text if rendered else None),
        markdown=markdown or None,
        html=rendered.html if rendered else None,
        mentioned_people=rendered.people if rendered else (),
        mentioned_groups=rendered.groups if rendered else (),
        attachments=tuple(attachments),
        uploads=tuple(uploads),
        parent_id=parent_id,
    )


def _check_length(name: str, value: str | None) -> None:
    if value is not None and not isinstance(value, str):
        raise Refused(400, f"{name} must be a string.")
    if value and len(value.encode()) > _MOST_BYTES:
        raise Refused(400, f"{name} is longer than {_MOST_BYTES} bytes.")
