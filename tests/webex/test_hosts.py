"""A token may go to the configured host and to Webex's own, and nowhere that only looks like it."""

import pytest

from webex.hosts import is_open, is_webexs

API = "https://webexapis.com/v1"
LOCAL = "http://127.0.0.1:5000/v1"


@pytest.mark.parametrize(
    "address",
    [
        "https://webexapis.com/notes/1?ticket=a",
        "https://acme.webex.com/notes",
        "https://NBR1.Webex.com:443/notes",
        "https://files-api-a.wbx2.com/notes",
    ],
)
def test_webexs_own_hosts_may_see_it(address: str) -> None:
    assert is_webexs(address, API)
    assert is_webexs(address, LOCAL)


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/notes",
        "https://webex.com.evil.example/notes",
        "https://notwebex.com/notes",
        "http://acme.webex.com/notes",
        "https://acme.webex.com:8443/notes",
        "https://acme.webex.com@evil.example/notes",
        "https://evil.example\\.webex.com/notes",
        "https://evil.example\\@acme.webex.com/notes",
        "https://evil.example/.webex.com",
        "https://evil.example#.webex.com",
        "https://evil.example?.webex.com",
        "https://evil\n.example/.webex.com",
        "https://evil.example\t.webex.com/",
        "https://wébex.com/notes",
        "https://webex.com\u3002evil.example/",
        "https://[::1].webex.com/",
        "https://acme..webex.com/",
        "https://acme.webex.com:99999/",
        "https://.webex.com/",
        "https:///notes",
        "//acme.webex.com/notes",
        "ftp://acme.webex.com/",
        "notes",
        "",
    ],
)
def test_nobody_else_may(address: str) -> None:
    assert not is_webexs(address, API)
    assert not is_webexs(address, LOCAL)


def test_the_configured_host_may_whatever_it_is() -> None:
    assert is_webexs("http://127.0.0.1:5000/converged/notes", LOCAL)
    assert not is_webexs("http://127.0.0.1:5001/converged/notes", LOCAL)
    assert not is_webexs("http://127.0.0.1:5000/converged/notes", API)


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("https://nbr1.example/file", True),
        ("http://127.0.0.1:5000/file", True),
        ("http://nbr1.example/file", False),
        ("file:///etc/passwd", False),
        ("https:///file", False),
        ("https://a@nbr1.example/", False),
    ],
)
def test_files_for_everybody_are_fetched_over_https_or_from_the_configured_host(address: str, may: bool) -> None:
    assert is_open(address, LOCAL) is may
