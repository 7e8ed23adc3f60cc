"""The recycle bin of recordings (reference 9.5). Webex moves only what the person hosts, a hundred at a time, and the
recordings of one call must be of one site. Administrators give the address of their one `host`."""

from collections.abc import Iterable

from webex.client import Client
from webex.wire import batches


def soft_delete(client: Client, ids: Iterable[str], site: str | None, host: str | None = None) -> None:
    """Put recordings into the bin. Without a site Webex means the preferred one, as below.

    After more than a hundred an error leaves those before it moved, as below.
    """
    _move(client, "softDelete", ids, site, host)


def restore(client: Client, ids: Iterable[str], site: str | None, host: str | None = None) -> None:
    """Take recordings out of the bin."""
    _move(client, "restore", ids, site, host)


def purge(client: Client, ids: Iterable[str], site: str | None, host: str | None = None) -> None:
    """Remove recordings from the bin for good."""
    _move(client, "purge", ids, site, host)


def _move(client: Client, verb: str, ids: Iterable[str], site: str | None, host: str | None) -> None:
    # No IDs, no call: restoreAll and purgeAll, which mean the whole bin, are never said.
    for batch in batches(ids):
        body = {"recordingIds": batch, **({"siteUrl": site} if site else {})}
        client.post(f"/recordings/{verb}", body, params={"hostEmail": host})
