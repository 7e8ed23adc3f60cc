"""What a harness in another process asks beside the Webex API: bad weather, bursts, and what was asked of the API.

The clock is moved where the playground moves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from simulator.api.calls import NO_CONTENT, Open, Reply, Visit
from simulator.refusals import Refused
from simulator.weather import KINDS, POST_KINDS, PostRule, Rule

_MOST = 10_000


def weather(visit: Visit) -> Reply:
    """GET /control/weather: how often what happened so far."""
    return Reply({"counts": visit.world.weather_counts})


def change(visit: Visit) -> Reply:
    """PUT /control/weather: `seed`, `rules` for requests and one for deliveries (`post`); without rules, calm."""
    body = visit.json()
    try:
        rules = [_rule(each) for each in body.get("rules", [])]
        post = _post_rule(body["post"]) if body.get("post") else None
        seed = int(body.get("seed", 0))
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError):
        raise Refused(400, "That is no weather.") from None
    visit.world.weather(seed, *rules)
    visit.world.post_weather(seed, post)
    return weather(visit)


def burst(visit: Visit) -> Reply:
    """POST /control/burst: the newest deliveries again and again, `count` in all."""
    count = visit.json().get("count")
    if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= _MOST:
        raise Refused(400, f"count must be a number up to {_MOST}.")
    visit.world.burst(count)
    return NO_CONTENT


def traffic(visit: Visit) -> Reply:
    """GET /control/traffic: the newest requests, oldest first, with what went wrong with them."""
    return Reply(
        {
            "items": [
                {
                    "method": one.method,
                    "path": one.path,
                    "person": one.person,
                    "status": one.status,
                    "fault": one.fault,
                }
                for one in visit.world.requests
            ]
        }
    )


def _rule(given: Mapping[str, Any]) -> Rule:
    return Rule(
        share=float(given["share"]),
        kinds=tuple(given.get("kinds", KINDS)),
        method=str(given.get("method", "*")),
        path=str(given.get("path", "*")),
        person=given.get("person"),
        in_a_row=given.get("inARow"),
    )


def _post_rule(given: Mapping[str, Any]) -> PostRule:
    kinds = tuple(given.get("kinds", POST_KINDS))
    return PostRule(float(given["share"]), kinds, timedelta(seconds=float(given.get("latestSeconds", 300))))


OPEN = (
    Open("GET", "/control/weather", weather),
    Open("PUT", "/control/weather", change),
    Open("POST", "/control/burst", burst),
    Open("GET", "/control/traffic", traffic),
)
