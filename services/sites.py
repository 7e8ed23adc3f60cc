"""The Webex sites of a person, for `settings`."""

import structlog

from core.errors import BotError
from core.sites import Site
from services.access import Access
from webex import sites
from webex.client import Client

log = structlog.get_logger()

NEEDS = ("meeting:preferences_read",)


class SiteService:
    """One for the process."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def of(self, person_id: str) -> tuple[Site, ...]:
        """The person's sites; none where the person isn't connected or Webex doesn't tell, since a form of
        settings is useful without them."""
        try:
            client: Client = self._access.client(person_id, NEEDS)
            return tuple(sites.sites(client))
        except BotError as error:
            log.info("sites.unknown", error=type(error).__name__)
            return ()
