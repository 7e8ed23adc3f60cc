"""/attachment/actions: card submissions (reference 4)."""

from __future__ import annotations

from simulator.api.calls import Call, Reply, Route, text
from simulator.conversations import action_data
from simulator.refusals import Refused


def submit(call: Call) -> Reply:
    """POST /attachment/actions: a person (never a bot) presses a button."""
    body = call.json()
    if call.person.is_bot:
        raise Refused(403)
    if text(body, "type") != "submit":
        raise Refused(400, "Invalid value for type.")
    inputs = body.get("inputs")
    if not isinstance(inputs, dict):
        raise Refused(400, "inputs must be an object.")
    message = call.world.conversations.seen_by(call.person, text(body, "messageId"))
    made = call.world.conversations.submit(call.person, message, inputs)
    return Reply(action_data(made) | {"inputs": inputs}, status=202)


def action(call: Call, action_id: str) -> Reply:
    """GET /attachment/actions/{id}"""
    found = call.world.conversations.action(call.person, action_id)
    return Reply(action_data(found) | {"inputs": found.inputs})


ROUTES = (
    Route("POST", "/attachment/actions", submit, "spark:messages_write"),
    Route("GET", "/attachment/actions/<action_id>", action, "spark:messages_read"),
)
