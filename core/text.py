"""Limits that Webex sets on text (reference 3.2)."""

MESSAGE_BYTES = 7439


def clipped(text: str, limit: int = MESSAGE_BYTES) -> str:
    """The text, or as many whole characters of it as fit into `limit` bytes of UTF-8, with an ellipsis."""
    raw = text.encode("utf-8", "replace")
    if len(raw) <= limit:
        return raw.decode("utf-8")
    return raw[: limit - len("…".encode())].decode("utf-8", "ignore") + "…"
