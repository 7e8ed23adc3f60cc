"""Whether the bot's own public address answers: Webex has to reach it, so the way out and back is tried."""

from core.errors import BotError
from webex.errors import foreign_errors
from webex.transport import Session


def is_answered(session: Session, url: str) -> bool:
    """Whether a GET of that address is answered with success within five seconds."""
    try:
        with foreign_errors():
            session.get(url, timeout=5.0)
    except BotError:
        return False
    return True
