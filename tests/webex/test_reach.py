"""Whether an address answers."""

import pytest
import requests

from tests.webex.wild import Wild
from webex.reach import is_answered


def test_an_address_that_answers_with_success_is_reached(wild: Wild, session: requests.Session) -> None:
    wild.says("<html>Here I am</html>")
    assert is_answered(session, f"{wild.origin}/healthz")
    assert wild.seen[0].path == "/healthz"


@pytest.mark.parametrize("status", [302, 404, 502])
def test_an_address_that_answers_anything_else_is_not(wild: Wild, session: requests.Session, status: int) -> None:
    wild.says(None, status, Location=wild.base_url)
    assert not is_answered(session, wild.base_url)
    assert len(wild.seen) == 1


def test_an_address_where_nobody_listens_is_not(wild: Wild, session: requests.Session) -> None:
    wild.close()
    assert not is_answered(session, wild.base_url)


def test_an_address_that_is_none_is_not(session: requests.Session) -> None:
    assert not is_answered(session, "not an address")
