"""What Webex accepts as a card (reference 5)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from simulator.refusals import Refused

CARD_TYPE = "application/vnd.microsoft.card.adaptive"
_NEWEST = (1, 3)
_MOST_BYTES = 80 * 1024
_MOST_ACTIONS = 5


def check_card(attachment: Any) -> None:
    """Refuse with 400 what is not one Adaptive Card of version 1.3 or lower, small enough and with few buttons."""
    if not isinstance(attachment, dict) or attachment.get("contentType") != CARD_TYPE:
        raise Refused(400, "Unsupported attachment contentType.")
    card = attachment.get("content")
    if not isinstance(card, dict) or card.get("type") != "AdaptiveCard":
        raise Refused(400, "Attachment content must be an AdaptiveCard.")
    version = re.fullmatch(r"(\d+)\.(\d+)", str(card.get("version")))
    if version is None or (int(version[1]), int(version[2])) > _NEWEST:
        raise Refused(400, "Unsupported AdaptiveCard version.")
    if len(json.dumps(card, ensure_ascii=False).encode()) > _MOST_BYTES:
        raise Refused(400, "AdaptiveCard is too large.")
    if any(len(actions) > _MOST_ACTIONS for actions in _action_lists(card)):
        raise Refused(400, "AdaptiveCard has too many actions.")


def _action_lists(node: Any) -> Iterator[list[Any]]:
    """Every `actions` list, at any depth."""
    if isinstance(node, list):
        for item in node:
            yield from _action_lists(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "actions" and isinstance(value, list):
                yield value
            yield from _action_lists(value)
