"""What can be turned while the simulator runs: everything Webex leaves open, and its bad days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal


@dataclass
class Knobs:
    """What the reference calls UNCONFIRMED, and what a test may want to be unkind. Defaults are the SIM choices."""

    duplicate_webhooks: bool = False  # each delivery is made twice
    reorder: bool = False  # neighbouring deliveries swap places; a release of held ones goes newest first
    hold_webhooks: bool = False  # deliveries wait for World.release_webhooks()
    delivery_timeout: float = 10.0  # real seconds that a webhook's target has for its answer
    card_edits_allowed: bool = False  # PUT of a message that carries a card (reference 3.6)
    refresh_rotates: bool = False  # a refresh ends the old refresh token (reference 2.3)
    access_token_life: timedelta = timedelta(days=14)
    refresh_token_life: timedelta = timedelta(days=90)
    max_over_100: Literal["reject", "clamp"] = "reject"  # of the recordings lists (reference 1.4)
    topic_match: Literal["substring", "exact"] = "substring"  # reference 9.2
    rest_lag: timedelta = timedelta(0)  # how long lists and details trail behind the webhook (reference 8.3)
    empty_first_page: bool = False  # lists begin with an empty page that has a next link (trap 39)
