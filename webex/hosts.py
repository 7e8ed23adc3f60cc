"""Which hosts a person's token may be shown to: those of Webex itself, and nobody else's.

Webex's answers hold links that open with the token only (reference 10.3). Whoever could put a link of their own there
would be sent the token, so the rule stands here alone, and an address that can be read in two ways names no host.
"""

import re
from urllib.parse import urlsplit

_WEBEX = ("webex.com", "webexapis.com", "wbx2.com", "ciscospark.com", "webexcontent.com")
"""What Webex runs its services on: these names and everything below them, over https and the usual port."""

_PORTS = {"http": 80, "https": 443}
# What another parser might cut an address at, or leave out.
_ODD = re.compile(r"[^!-~]|\\")
_NAME = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*")

Origin = tuple[str, str | None, int | None]


def origin(address: str) -> Origin | None:
    """Scheme, host and port; None when an address is odd enough for two parsers to read two hosts in it."""
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    return None if "@" in parts.netloc else (parts.scheme, parts.hostname, port)


def is_webexs(address: str, api: str) -> bool:
    """Whether the token may go to that address: `api` is the configured one, whose host is always one of Webex's."""
    where = None if _ODD.search(address) else origin(address)
    if where is None or where == origin(api):
        return where is not None
    scheme, host, port = where
    name = host or ""
    return scheme == "https" and port == 443 and _NAME.fullmatch(name) is not None and _is_below_webex(name)


def is_open(address: str, api: str) -> bool:
    """Whether a file may be fetched from there without a token: over https, or from the configured host."""
    where = None if _ODD.search(address) else origin(address)
    return where is not None and bool(where[1]) and (where[0] == "https" or where == origin(api))


def _is_below_webex(name: str) -> bool:
    return any(name == one or name.endswith(f".{one}") for one in _WEBEX)
