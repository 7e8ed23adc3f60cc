"""How Webex says no: one exception, the texts of reference 1.2, and the error body."""

from __future__ import annotations

from typing import Any

NOT_AUTHENTICATED = "The request requires a valid access token set in the Authorization request header."
FORBIDDEN = (
    "The server understood the request, but refused to fulfill it because the access token is missing required "
    "scopes or the user is missing required roles or licenses."
)
NOT_FOUND = "The requested resource could not be found."
MALFORMED = "The request could not be understood by the server due to malformed syntax. See 'errors' for more details."
NO_ROOM = "Could not find a room with provided ID."
NO_MESSAGE = "Unable to get message."

_MESSAGES = {
    400: MALFORMED,
    401: NOT_AUTHENTICATED,
    403: FORBIDDEN,
    404: NOT_FOUND,
    405: "Method Not Allowed",
    409: "The request could not be processed because it conflicts with an established rule of the system.",
    410: "The requested resource is no longer available.",
    415: "The request was made to a resource without specifying a media type or used a media type not supported.",
    423: "The requested resource is temporarily unavailable. A Retry-After header may be present.",
    428: "File(s) cannot be scanned for malware and need to be force downloaded.",
    429: "Too many requests have been sent in a given amount of time and the request has been rate limited.",
    500: "Something went wrong on the server.",
    502: "The server received an invalid response from an upstream server while processing the request.",
    503: "Server is overloaded with requests. Try again later.",
    504: "An upstream server failed to respond on time. Use the max parameter to reduce the number of results.",
}


class Refused(Exception):
    """A request that Webex answers with an error status; `description` is the one text of `errors`.

    `retry_after` is a number of seconds, told in a header.
    """

    def __init__(self, status: int, description: str | None = None, retry_after: int | None = None) -> None:
        self.status = status
        self.retry_after = retry_after
        self.message = _message(status, description)
        self.description = description or self.message
        super().__init__(f"{status}: {self.description}")


def error_body(
    status: int, tracking: str, message: str | None = None, description: str | None = None
) -> dict[str, Any]:
    """The standard error body of reference 1.2."""
    text = message or _MESSAGES.get(status, "The request failed.")
    return {"message": text, "errors": [{"description": description or text}], "trackingId": tracking}


def _message(status: int, description: str | None) -> str:
    # 400 and 403 have one outer text each and tell the particulars in `errors`; the others say it twice.
    general = _MESSAGES.get(status, "The request failed.")
    return general if status in (400, 403) else description or general
