"""Messages and presses of buttons, as the bot (reference 3, 4). The only file that knows the Webex SDK."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any

import requests
from webexteamssdk import WebexTeamsAPI
from webexteamssdk.exceptions import AccessTokenError, ApiError, webexteamssdkException

from core.errors import Unauthorized
from core.messages import Message, Press
from core.replies import CardJson
from core.text import clipped
from webex.client import Client, FixedBearer
from webex.errors import error_of, foreign_errors, retry_after, unavailable
from webex.pace import Pace
from webex.transport import BearerAuth, Transport, guarded
from webex.wire import Json, instant, object_of, objects_of, required, segment, text

CARD = "application/vnd.microsoft.card.adaptive"
PAGE = 50
MOST_MESSAGES = 500
"""Of one room, looked up at once: nobody says more to a bot that doesn't answer."""
TIMEOUT = 30
"""Seconds to connect, and between two pieces of an answer; the SDK takes whole ones."""


class Messaging:
    """Reads and writes messages with the bot's token. Thread-safe; close it at the end.

    Every method raises `Refused` and `Retryable`.
    """

    def __init__(self, token: str, base_url: str, pool_size: int, pace: Pace | None = None) -> None:
        """Raises `Unauthorized` for a token that can't be one. `pace` hears what Webex takes and refuses."""
        auth = BearerAuth(token)
        with sdk_errors():
            self._api: Any = WebexTeamsAPI(
                access_token=token,
                base_url=base_url.rstrip("/") + "/",  # Without the slash the SDK drops the last part of the path.
                single_request_timeout=TIMEOUT,
                wait_on_rate_limit=False,  # It would sleep in the worker.
                object_factory=_as_it_is,
            )
        # The SDK offers no other way to its pool; pinned below 2 in pyproject.toml.
        self._session = guarded(self._api._session._req_session, pool_size)
        self._session.auth = auth
        if pace is not None:  # before the hook that raises
            self._session.hooks["response"].insert(0, partial(_heard, pace))
        self._session.hooks["response"].append(_any_success)
        # The SDK's own lists follow a next link to any host, token and all; ours don't.
        self._base_url = base_url.rstrip("/")
        self._client = Client(Transport(self._session, base_url), FixedBearer(token))

    def message(self, message_id: str) -> Message:
        """A message, as far as the bot may see it. Raises `NotFound` when it is gone or hidden."""
        with sdk_errors():
            item = self._api.messages.get(segment(message_id))
        return _message(object_of(item))

    def press(self, action_id: str) -> Press:
        """Who pressed which button of a card of the bot, with what in the inputs."""
        with sdk_errors():
            item = self._api.attachment_actions.get(segment(action_id))
        return _press(object_of(item))

    def post(
        self,
        text: str,
        *,
        room_id: str | None = None,
        to_person_id: str | None = None,
        thread_id: str | None = None,
        card: CardJson | None = None,
        markdown: str | None = None,
    ) -> Message:
        """Post to a room or to a person (to one of them), perhaps under a message.

        `text` shows as it stands, so what comes from Webex is safe in it. With a card it is the fallback; without one
        `markdown` is shown in its place, if given. Both are cut to what Webex takes.
        """
        formatted = clipped(markdown) if markdown and not card else None
        with sdk_errors():
            item = self._api.messages.create(
                roomId=room_id,
                toPersonId=to_person_id,
                parentId=thread_id,
                text=clipped(text),
                markdown=formatted,
                attachments=[{"contentType": CARD, "content": card}] if card else None,
            )
        return _message(object_of(item))

    def post_file(self, text: str, name: str, content: bytes, *, to_person_id: str) -> Message:
        """Post a text file to a person, with a few words (reference 3.2: multipart, one file)."""
        # The SDK wants a file on the disk; what is somebody's own never goes there.
        with foreign_errors():
            response = self._session.post(
                f"{self._base_url}/messages",
                data={"toPersonId": to_person_id, "text": clipped(text)},
                files={"files": (name, content, "text/plain; charset=utf-8")},
                headers={"Content-Type": None},  # The SDK's session says JSON otherwise, and nobody finds the parts.
                timeout=TIMEOUT,
            )
            return _message(object_of(response.json()))

    def edit(self, message_id: str, room_id: str, text: str) -> None:
        """Put other words into a message of the bot without card and file; ten times at most (reference 3.6)."""
        self._client.put(f"/messages/{segment(message_id)}", {"roomId": room_id, "text": clipped(text)})

    def delete(self, message_id: str) -> None:
        """Delete a message of the bot. Raises `NotFound` when it is gone already."""
        # To the SDK any success will do, also a page of a proxy in between.
        self._client.delete(f"/messages/{segment(message_id)}")

    def direct_messages(self, person_id: str) -> list[Message]:
        """What was said in the direct room with a person, newest first (reference 3.4)."""
        pages = self._client.pages("/messages/direct", {"personId": person_id})
        return [_message(item) for page in pages for item in page]

    def heard_since(self, room_id: str, since: datetime, *, is_direct: bool) -> list[Message]:
        """What was said in a room since then as far as the bot may read it, newest first (reference 3.3).

        That is all of a direct room, and of a space what mentions the bot; up to `MOST_MESSAGES`, by anybody, also by
        the bot itself. What doesn't tell when it was said is left out.
        """
        # Webex has been seen to leave `mentionedPeople` out of its next links, and then refuses them to a bot.
        mine = {"roomId": room_id, "mentionedPeople": None if is_direct else "me", "max": PAGE}
        found: list[Message] = []
        last: str | None = None
        for _ in range(MOST_MESSAGES // PAGE):
            page = objects_of(self._client.get("/messages", {**mine, "beforeMessage": last}))
            read = [_message(item) for item in page]
            found += [one for one in read if one.created_at is not None and one.created_at >= since]
            is_over = not read or any(one.created_at is not None and one.created_at < since for one in read)
            if is_over or read[-1].id == last:
                break
            last = read[-1].id
        return found

    def close(self) -> None:
        """Let the connections go."""
        self._session.close()


@contextmanager
def sdk_errors() -> Iterator[None]:
    """Refusals are ours already, by the hook on the session; what is left is the SDK's reading of a success."""
    try:
        with foreign_errors():
            yield
    except ApiError as error:
        raise error_of(error.response) from None
    except AccessTokenError:
        raise Unauthorized(401) from None
    except webexteamssdkException as error:
        raise unavailable(error) from None


def _heard(pace: Pace, response: requests.Response, *_args: Any, **_kwargs: Any) -> None:
    if response.status_code == 429:
        pace.refused(retry_after(response))
    else:
        pace.taken()


def _any_success(response: requests.Response, *_args: Any, **_kwargs: Any) -> None:
    """To the SDK a 201 is a failure, and what counts as failed would be posted again: show it the one it expects."""
    response.status_code = 204 if response.request.method == "DELETE" else 200


def _as_it_is(_kind: str, data: Any) -> Any:
    """In place of the SDK's objects, which quote the whole body when it isn't what they expect."""
    return data


def _message(item: Json) -> Message:
    attachments = item.get("attachments")
    return Message(
        id=required(item, "id"),
        room_id=required(item, "roomId"),
        person_id=text(item, "personId") or "",
        person_email=text(item, "personEmail") or "",
        created_at=instant(item, "created"),
        is_direct=item.get("roomType") == "direct",
        text=text(item, "text") or "",
        html=text(item, "html") or "",
        parent_id=text(item, "parentId"),
        has_files=bool(item.get("files")),
        cards=tuple(_cards(attachments)) if isinstance(attachments, list) else (),
    )


def _cards(attachments: list[Any]) -> Iterator[CardJson]:
    for attachment in attachments:
        if isinstance(attachment, dict) and isinstance(attachment.get("content"), dict):
            yield attachment["content"]


def _press(item: Json) -> Press:
    inputs = item.get("inputs")
    given = inputs.items() if isinstance(inputs, dict) else ()
    return Press(
        id=required(item, "id"),
        message_id=required(item, "messageId"),
        room_id=required(item, "roomId"),
        person_id=required(item, "personId"),
        inputs={name: _as_text(value) for name, value in given if value is not None},
    )


def _as_text(value: Any) -> str:
    """An input as the text that it usually is; true and numbers as JSON writes them (reference 4)."""
    return value if isinstance(value, str) else json.dumps(value)
