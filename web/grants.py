"""The two pages of a consent: one that leads to Webex, and one that Webex leads back to."""

import structlog
from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from services.grants import GrantService, Outcome
from store.database import DatabaseAway

log = structlog.get_logger()

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
_AGAIN = "ask the bot once more"

_PAGES = {
    Outcome.CONNECTED: (200, "You are connected", "You can close this page. The answer is in Webex."),
    Outcome.TOO_LATE: (
        410,
        "This link no longer works",
        f"It was used already, or it is too old. For a new one, {_AGAIN}.",
    ),
    Outcome.SOMEBODY_ELSE: (
        403,
        "That was somebody else",
        f"You are signed in to Webex as another person than the one who asked. Sign in as that person, then {_AGAIN}.",
    ),
    Outcome.NOT_ALLOWED: (
        403,
        "Sorry",
        "This bot works only for certain organisations, and yours is not one of them.",
    ),
    Outcome.DENIED: (
        200,
        "Nothing was allowed",
        f"The bot may do no more than before. If you change your mind, {_AGAIN}.",
    ),
    Outcome.REFUSED: (
        400,
        "Webex did not accept that",
        f"To try again, {_AGAIN}. If it happens again, whoever runs the bot should let its doctor look.",
    ),
    Outcome.NOT_SET_UP: (
        400,
        "The bot is not set up for that",
        "Its integration in Webex may not ask for what administrators or compliance officers allow. Whoever runs the "
        "bot can tick those scopes there; its README lists them.",
    ),
    Outcome.NO_ROLE: (
        403,
        "That is for others",
        "Webex does not count you as one who may do this for the whole organisation, so the bot kept nothing of it. "
        "What you can do as yourself goes on as before.",
    ),
    Outcome.UNAVAILABLE: (503, "Webex is not answering", "Please press the button in Webex again in a minute."),
}
_FORGETFUL = (503, "The bot is not well", f"It can remember nothing at the moment. To try again in a minute, {_AGAIN}.")


def blueprint(grants: GrantService) -> Blueprint:
    """`GET /oauth/start` and `GET /oauth/callback`."""
    routes = Blueprint("grants", __name__, template_folder="templates")

    @routes.get("/oauth/start")
    def start() -> BaseResponse:
        url = grants.consent_url(request.args.get("state", ""))
        return _page(*_PAGES[Outcome.TOO_LATE]) if url is None else _private(redirect(url))

    @routes.get("/oauth/callback")
    def callback() -> BaseResponse:
        state, code = request.args.get("state", ""), request.args.get("code")
        error = request.args.get("error")
        if code:
            return _page(*_PAGES[grants.complete(state, code)])
        return _page(*_PAGES[grants.give_up(state, error) if error else Outcome.TOO_LATE])

    @routes.errorhandler(DatabaseAway)
    def forgetful(error: DatabaseAway) -> BaseResponse:
        log.error("consent.not_kept", error=str(error))
        return _page(*_FORGETFUL)

    return routes


def _page(status: int, title: str, text: str) -> BaseResponse:
    return _private(Response(render_template("page.html", title=title, text=text), status=status))


def _private(response: BaseResponse) -> BaseResponse:
    """The address of these pages holds a state: it must not be kept, nor told to the next page."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Content-Security-Policy"] = _POLICY
    return response
