"""Who else may see a recording (reference 9.8). Webex has no way to ask who does."""

from collections.abc import Sequence
from itertools import zip_longest

from webex.client import Client
from webex.wire import batches, segment


def change(
    client: Client, recording_id: str, *, add: Sequence[str], remove: Sequence[str], send_email: bool = False
) -> None:
    """Give access to these addresses and take it from those, a hundred of each in a call; with neither, no call.

    Whether Webex mails people is always said, since it does when nothing is (reference 17, trap 14).
    """
    path = f"/recordings/{segment(recording_id)}/accessList"
    nobody: list[str] = []
    for added, removed in zip_longest(batches(add), batches(remove), fillvalue=nobody):
        emails = {name: some for name, some in (("addEmails", added), ("removeEmails", removed)) if some}
        client.post(path, {**emails, "sendEmail": send_email})
