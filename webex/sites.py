"""The Webex sites of a person (reference 15)."""

from core.sites import Site
from webex.client import Client
from webex.wire import objects_of, text


def sites(client: Client) -> list[Site]:
    """The person's sites, in Webex's order. Needs `meeting:preferences_read`."""
    found = objects_of(client.get("/meetingPreferences/sites"), "sites")
    return [Site(url, item.get("default") is True) for item in found if (url := text(item, "siteUrl"))]
