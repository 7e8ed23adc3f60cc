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
    ended_lag: timedelta = timedelta(0)  # details of an ended meeting take this long (trap 20)
    report_lag: timedelta = timedelta(0)  # how long views and downloads take to be counted (reference 20)
    not_host: Literal[403, 404] = 403  # the answer to who may see something but not change it (reference 9.4)
    patch_media_type: Literal["both", "json-patch", "json"] = "both"  # what PATCH /meetings takes (reference 11.4)
    snippet_fields: Literal["offsetMillisecond", "offset"] = "offsetMillisecond"  # and so the duration (trap 21)
    nothing_found: Literal["empty", "404"] = "empty"  # a meeting without transcript or summary (references 12 and 14)
    longest_calls_window: timedelta | None = timedelta(days=30)  # of the user's list of calls (reference 10.2)
    notes_without_token: Literal["401", "html"] = "401"  # of a call, asked for without the token (reference 10.3)
    admin_consent: Literal["given", "invalid_scope", "access_denied"] = "given"  # to scopes without their role
    host_email_refused: Literal[400, 403] = 403  # the answer to `hostEmail` without the scope for it (reference 9.2)
    admin_call_links: bool = False  # administrators get the links of calls, too (reference 10.3)
    purged_calls: Literal["gone", "restorable"] = "gone"  # for administrators and officers (reference 10.5)
    reassign_status: Literal[204, 200] = 204  # the answer to calls being reassigned (reference 10.6)
    unknown_left_time: Literal["absent", "1970"] = "absent"  # of those who are still in a meeting (reference 13)
