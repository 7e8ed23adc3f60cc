"""Whether Webex counts somebody as an administrator or a compliance officer (reference 2.5, 9.6, 10.2)."""

from core.errors import Refused, Retryable, Unauthorized
from webex.client import Client

_FOR_ROLES = ("/admin/recordings", "/admin/convergedRecordings")
"""The lists of everybody's meetings and of everybody's calls; both roles may read them, each by scopes of its own."""


def is_held(client: Client) -> bool:
    """Whether one of these lists opens: who looks after the meetings need not look after the calls, nor the reverse.

    Raises `Unauthorized`, and `Retryable` where Webex leaves it open.
    """
    unsure: Retryable | None = None
    for path in _FOR_ROLES:
        try:
            client.get(path, {"max": 1})
        except Unauthorized:
            raise
        except Refused:
            continue
        except Retryable as error:
            unsure = unsure or error
            continue
        return True
    if unsure is not None:
        raise unsure
    return False
