"""Faces of what went wrong."""

from datetime import timedelta

from cards import errors
from core.errors import (
    BadRequest,
    BotError,
    Conflict,
    Forbidden,
    LeaseLost,
    Locked,
    NeedsConsent,
    NotConnected,
    NotFound,
    RateLimited,
    RoleMissing,
    Unauthorized,
    Unavailable,
)
from core.grants import GrantKind
from tests.cards.examples.values import BERLIN, NASTY, NOW, Example, hexadecimal

ERRORS: dict[str, BotError] = {
    "limited": RateLimited(after=290.0),
    "limited-somehow": RateLimited(),
    "locked": Locked(),
    "unavailable": Unavailable(status=503, after=0.0),
    "not-connected": NotConnected(),
    "connection-ended": NotConnected(has_ended=True),
    "not-connected-admin": NotConnected(kind=GrantKind.ADMIN),
    "role-missing": RoleMissing(kind=GrantKind.COMPLIANCE),
    "needs-consent": NeedsConsent(frozenset({"meeting:summaries_read", "meeting:participants_read"})),
    "bad-request": BadRequest(400, "max must be 1..100", "ROUTERGW_0a1b2c3d-0000-4000-8000-00000000"),
    "unauthorized": Unauthorized(401),
    "forbidden": Forbidden(403, "secret words of Webex", "ROUTERGW_0a1b2c3d-0000-4000-8000-00000000"),
    "not-found": NotFound(404, "", NASTY[3] * 20),
    "conflict": Conflict(409),
    "lease-lost": LeaseLost(),
    "unknown": BotError("a bug with details that are for the log"),
}


def examples() -> list[Example]:
    long = NASTY[0] + "🎉" * 900
    number, understood, old = errors.no_such_number, errors.not_understood, errors.too_old
    asked = NOW - timedelta(hours=5)
    say = f"links {hexadecimal(1)}"
    return [
        *(Example(f"problem-{name}", errors.problem, errors.problem(e, now=NOW)) for name, e in ERRORS.items()),
        Example(
            "invalid",
            errors.invalid,
            errors.invalid("I can’t read `32 march` as a time: try `last 7 days`, or `in march`."),
            ("I can’t read 32 march as a time",),
        ),
        Example("invalid-word", errors.invalid, errors.invalid("Say which one.", "links")),
        Example("invalid-backtick", errors.invalid, errors.invalid("I can’t read ` as a time."), ("read ` as",)),
        Example("invalid-extreme", errors.invalid, errors.invalid(long), NASTY[:1]),
        Example("not-understood", understood, understood("list")),
        Example("not-understood-words", understood, understood(None, ("help", "list", "latest", "show", "links"))),
        Example("not-understood-minimal", understood, understood(None)),
        Example("not-understood-extreme", understood, understood(long, (long,) * 99), NASTY[:1]),
        Example("not-understood-emoji", understood, understood("🎉" * 240, ("🎉" * 90,) * 9)),
        Example("no-such-number", number, number(12, 10)),
        Example("no-list-yet", number, number(2, None)),
        Example("no-such-number-extreme", number, number(10**300, 10)),
        Example("too-old", old, old(asked, BERLIN, NOW, say)),
        Example("too-old-unknown", old, old(asked, BERLIN, NOW, None)),
        Example("given-up", errors.given_up, errors.given_up()),
        Example("unanswered", errors.unanswered, errors.unanswered(asked, BERLIN, NOW)),
        Example("unanswered-begun", errors.unanswered, errors.unanswered(asked, BERLIN, NOW, has_begun=True)),
        Example("not-allowed", errors.not_allowed, errors.not_allowed()),
        Example("cannot-read-link", errors.cannot_read_link, errors.cannot_read_link()),
    ]
