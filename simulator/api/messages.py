"""/messages (reference 3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.api.calls import NO_CONTENT, Call, Reply, Route, person_by, text
from simulator.api.paging import page
from simulator.api.uploads import uploads_of
from simulator.conversations import Message
from simulator.drafts import draft
from simulator.identifiers import canonical
from simulator.instants import messaging_time
from simulator.refusals import NO_MESSAGE, Refused
from simulator.spaces import Space

_DESTINATIONS = ("roomId", "toPersonEmail", "toPersonId")


def create(call: Call) -> Reply:
    """POST /messages, as JSON or as a form with one file."""
    is_form = call.request.mimetype == "multipart/form-data"
    body = call.request.form.to_dict() if is_form else call.json()
    given = [name for name in _DESTINATIONS if body.get(name)]
    if len(given) != 1:
        raise Refused(400, f"Exactly one of the destination fields must not be empty ({', '.join(_DESTINATIONS)})")
    uploads = uploads_of(call.request, body)  # may fetch from the network: before the lock is taken
    with call.world.lock:
        parent_id = canonical("MESSAGE", text(body, "parentId")) if body.get("parentId") else None
        content = draft(
            call.world.find_person,
            text=body.get("text"),
            markdown=body.get("markdown"),
            attachments=_attachments(body),
            uploads=uploads,
            parent_id=parent_id,
        )
        message = call.world.conversations.post(call.person, _destination(call, given[0], body), content)
        echo = {} if given[0] == "roomId" else {given[0]: body[given[0]]}
        return Reply(message_json(call, message) | echo)


def messages(call: Call) -> Reply:
    """GET /messages of one room, newest first. In group spaces a bot must ask for, and only gets, what mentions it."""
    if not call.query("roomId"):
        raise Refused(400, "Required String parameter 'roomId' is not present")
    space = call.world.spaces.seen_by(call.person, str(call.query("roomId")))
    mentioned = call.query("mentionedPeople")
    if call.person.is_bot and space.kind == "group" and not mentioned:
        raise Refused(403)
    found = _thread(call, call.world.conversations.of(space)[::-1])
    if mentioned:
        if person_by(call.world, "personId", mentioned, call.person) is not call.person:
            raise Refused(400, "Invalid value for parameter 'mentionedPeople'.")
        found = [one for one in found if call.person.id in one.mentioned_people]
    found = _earlier(call, found)
    most = 100 if mentioned else 1000
    return page(call, found, lambda one: message_json(call, one), lambda one: one.id, 50, most)


def direct(call: Call) -> Reply:
    """GET /messages/direct: the whole talk with one person, newest first."""
    other = call.person_meant(call.request.args)
    for space in call.world.spaces.of(call.person):
        if space.kind == "direct" and space.has(other) and other is not call.person:
            found = _thread(call, call.world.conversations.of(space)[::-1])
            return Reply({"items": [message_json(call, one) for one in found]})
    raise Refused(404)


def message(call: Call, message_id: str) -> Reply:
    """GET /messages/{messageId}"""
    return Reply(message_json(call, call.world.conversations.seen_by(call.person, message_id)))


def edit(call: Call, message_id: str) -> Reply:
    """PUT /messages/{messageId}"""
    body = call.json()
    found = _own(call, message_id)
    if canonical("ROOM", text(body, "roomId")) != found.room_id:
        raise Refused(404, NO_MESSAGE)
    if "html" in body:
        raise Refused(400, "html is not allowed.")
    words, markdown = body.get("text"), body.get("markdown")
    if not words and not markdown:
        raise Refused(400, "text or markdown is required.")
    content = draft(call.world.find_person, words, markdown, _attachments(body))
    call.world.conversations.edit(found, content, cards_too=call.world.knobs.card_edits_allowed)
    return Reply(message_json(call, found))


def delete(call: Call, message_id: str) -> Reply:
    """DELETE /messages/{messageId}"""
    call.world.conversations.delete(_own(call, message_id), call.person)
    return NO_CONTENT


def message_json(call: Call, message: Message) -> dict[str, Any]:
    """A message object (reference 3.1): what is not there is absent, not null."""
    shown = {
        "id": message.id,
        "roomId": message.room_id,
        "roomType": message.space.kind,
        "parentId": message.parent_id,
        "text": message.text,
        "markdown": message.markdown,
        "html": message.html,
        "files": [f"{call.origin}/v1/contents/{key}" for key in message.files],
        "attachments": message.attachments,
        "personId": message.person.id,
        "personEmail": message.person.email,
        "mentionedPeople": list(message.mentioned_people),
        "mentionedGroups": list(message.mentioned_groups),
        "created": messaging_time(message.created),
        "updated": messaging_time(message.updated) if message.updated else None,
    }
    return {name: value for name, value in shown.items() if value}


def _own(call: Call, message_id: str) -> Message:
    found = call.world.conversations.seen_by(call.person, message_id)
    if found.person is not call.person:
        raise Refused(403)
    return found


def _destination(call: Call, kind: str, body: Mapping[str, Any]) -> Space:
    """The room to post to; writing to a person opens the direct room."""
    target = text(body, kind)
    if kind == "roomId":
        return call.world.spaces.seen_by(call.person, target)
    person = person_by(call.world, f"person{kind.removeprefix('toPerson')}", target, call.person)
    if person is None or person is call.person:
        raise Refused(404)
    return call.world.spaces.direct(call.person, person)


def _attachments(body: Mapping[str, Any]) -> list[Any]:
    value = body.get("attachments") or []
    if not isinstance(value, list):
        raise Refused(400, "attachments must be a list.")
    return value


def _thread(call: Call, found: list[Message]) -> list[Message]:
    parent = call.query("parentId")
    return [one for one in found if one.parent_id == canonical("MESSAGE", parent)] if parent else found


def _earlier(call: Call, found: list[Message]) -> list[Message]:
    """What was said before a time or a message, neither included."""
    if before := call.instant("before"):
        found = [one for one in found if one.created < before]
    if marker := call.query("beforeMessage"):
        limit = call.world.conversations.seen_by(call.person, marker)
        everything = call.world.conversations.of(limit.space)
        earlier = set(everything[: everything.index(limit)])
        found = [one for one in found if one in earlier]
    return found


ROUTES = (
    Route(
        "POST",
        "/messages",
        create,
        "spark:messages_write",
        is_alone=False,
        takes=("application/json", "multipart/form-data"),
    ),
    Route("GET", "/messages", messages, "spark:messages_read"),
    Route("GET", "/messages/direct", direct, "spark:messages_read"),
    Route("GET", "/messages/<message_id>", message, "spark:messages_read"),
    Route("PUT", "/messages/<message_id>", edit, "spark:messages_write"),
    Route("DELETE", "/messages/<message_id>", delete, "spark:messages_write"),
)
