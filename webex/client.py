"""Calls as somebody: the transport with a token that is renewed once when Webex rejects it (reference 1.4, 2)."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol, TypeVar

from core.errors import BadRequest, Conflict, Forbidden, NotFound, Unauthorized, Unavailable
from webex.transport import Answer, Headers, Params, Transport
from webex.wire import Json, object_of, objects_of

_Result = TypeVar("_Result")

MOST_PAGES = 1000
"""Of one list: a hundred thousand recordings."""


class Bearer(Protocol):
    """Whose token it is."""

    def token(self) -> str:
        """The token to call with. May raise `NotConnected`."""
        ...

    def renew(self, rejected: str) -> str:
        """A token in place of the one that got a 401. Raises `NotConnected` or `Unauthorized` when there is none."""
        ...

    def give_up(self, rejected: str) -> None:
        """Webex doesn't take the renewed token either. Raises `NotConnected` where only a new consent can help."""
        ...


class FixedBearer:
    """A token that nothing renews: the bot's own."""

    def __init__(self, token: str) -> None:
        self._token = token

    def token(self) -> str:
        return self._token

    def renew(self, rejected: str) -> str:  # noqa: ARG002  # the protocol's
        raise Unauthorized(401)

    def give_up(self, rejected: str) -> None:
        pass


class Client:
    """What the modules of this room call with. Gives the parsed JSON, or None where Webex answers nothing.

    Every method raises `Refused`, `Retryable` and whatever the bearer raises.
    """

    def __init__(self, transport: Transport, bearer: Bearer) -> None:
        self._transport = transport
        self._bearer = bearer

    def get(self, path: str, params: Params | None = None, headers: Headers | None = None) -> Any:
        return self._call("GET", path, params=params, headers=headers).data

    def post(self, path: str, json: Any = None, *, params: Params | None = None, headers: Headers | None = None) -> Any:
        return self._call("POST", path, json=json, params=params, headers=headers).data

    def put(self, path: str, json: Any = None, *, params: Params | None = None, headers: Headers | None = None) -> Any:
        return self._call("PUT", path, json=json, params=params, headers=headers).data

    def patch(
        self, path: str, json: Any = None, *, params: Params | None = None, headers: Headers | None = None
    ) -> Any:
        return self._call("PATCH", path, json=json, params=params, headers=headers).data

    def delete(
        self, path: str, json: Any = None, *, params: Params | None = None, headers: Headers | None = None
    ) -> Any:
        return self._call("DELETE", path, json=json, params=params, headers=headers).data

    def pages(self, path: str, params: Params | None = None, headers: Headers | None = None) -> Iterator[list[Json]]:
        """The items, page by page; a page may be empty and not be the last. One call is made for each page taken.

        The headers go with every page, the parameters are in the next link already.
        """
        answer = self._call("GET", path, params=params, headers=headers)
        yield objects_of(answer.data)
        yield from self._further_pages(answer, headers)

    def pages_if_any(self, path: str, params: Params | None = None) -> Iterator[list[Json]]:
        """The same where Webex may have nothing and then says 404, nothing at all or no list (reference 12, 14)."""
        try:
            answer = self._call("GET", path, params=params)
        except NotFound:
            return
        yield objects_of({"items": [], **_without_nulls(answer.data)})
        yield from self._further_pages(answer)

    def text(self, path: str, params: Params | None = None, *, most: int) -> str:
        """A text rather than JSON, of at most that many bytes; a longer one raises `BadRequest`."""
        return self._with_token(lambda token: self._transport.text(path, token, params=params, most=most))

    def trusts(self, url: str) -> bool:
        """Whether the token may be shown there."""
        return self._transport.trusts(url)

    def linked_text(self, url: str, *, most: int) -> str:
        """A text or a page behind a link that opens with the token only, of at most that many bytes.

        A host that doesn't take the token says nothing of the grant, which Webex itself honours: `Forbidden`.
        """
        token = self._bearer.token()
        try:
            return self._transport.linked_text(url, token, most=most, takes_html=True)
        except Unauthorized:
            fresh = self._bearer.renew(token)
        try:
            return self._transport.linked_text(url, fresh, most=most, takes_html=True)
        except Unauthorized as refused:
            raise Forbidden(refused.status, refused.message, refused.tracking_id) from None

    def open_text(self, url: str, *, most: int) -> str:
        """A text behind a link that opens without a token, which is not shown there."""
        try:
            return self._transport.linked_text(url, None, most=most)
        except Unauthorized as refused:  # nobody's token was refused
            raise Forbidden(refused.status, refused.message, refused.tracking_id) from None

    def _further_pages(self, answer: Answer, headers: Headers | None = None) -> Iterator[list[Json]]:
        been: set[str] = set()
        while (url := answer.next_url) is not None:
            if url in been or len(been) == MOST_PAGES:  # Webex leads in a circle, or on and on.
                raise Unavailable
            been.add(url)
            try:
                answer = self._call("GET", url, headers=headers)
            except (BadRequest, Conflict, NotFound) as refused:
                # Webex named that page itself: taken for a fault or the end, the rest of the list would be lost.
                raise Unavailable(refused.status) from None
            yield objects_of(answer.data)

    def _call(self, method: str, where: str, **parts: Any) -> Answer:
        return self._with_token(lambda token: self._transport.call(method, where, token, **parts))

    def _with_token(self, call: Callable[[str], _Result]) -> _Result:
        token = self._bearer.token()
        try:
            return call(token)
        except Unauthorized:
            # A missing, a wrong and an expired token all look the same: one renewal tells (reference 17, trap 36).
            fresh = self._bearer.renew(token)
        try:
            return call(fresh)
        except Unauthorized:
            self._bearer.give_up(fresh)
            raise


def _without_nulls(data: Any) -> Json:
    """The object of an answer, an empty one for none."""
    return {} if data is None else {name: value for name, value in object_of(data).items() if value is not None}
