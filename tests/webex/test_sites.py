"""The sites of a person."""

import pytest

from core.errors import Unavailable
from core.sites import Site
from tests.webex.wild import Wild
from webex.client import Client
from webex.sites import sites


def test_sites_are_read_in_order_with_the_default_one_marked(wild: Wild, client: Client) -> None:
    wild.says(
        {"sites": [{"siteUrl": "eu.webex.com", "default": False}, {"siteUrl": "acme.webex.com", "default": True}]}
    )
    assert sites(client) == [Site("eu.webex.com"), Site("acme.webex.com", is_default=True)]
    assert wild.seen[0].path == "/v1/meetingPreferences/sites"


def test_a_site_without_an_address_is_left_out(wild: Wild, client: Client) -> None:
    wild.says({"sites": [{"default": True}, None, {"siteUrl": "acme.webex.com", "default": "yes"}]})
    assert sites(client) == [Site("acme.webex.com")]


def test_an_answer_without_sites_is_no_answer(wild: Wild, client: Client) -> None:
    wild.says({"items": []})
    with pytest.raises(Unavailable):
        sites(client)
