"""Webex sites (reference 15)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """A Webex site of a person; the default one is where Webex acts when no site is named."""

    url: str
    is_default: bool = False
