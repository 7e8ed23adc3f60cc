"""Looks over a set-up and says, in an operator's words, what is right and what to do about the rest."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from core.clock import Clock
from core.errors import BotError, Refused, Unauthorized
from core.hearing import Silence, Why
from core.settings import ROLE_SCOPES, WRITE_SCOPES, Settings
from services.hearing import AWAY_AFTER, Hearing
from services.identity import Identity
from services.webhooks import WebhookService
from store.database import Database, DatabaseAway
from webex.grants import OAuth


@dataclass(frozen=True, slots=True)
class Finding:
    is_right: bool
    text: str
    """What is so, and where it is wrong, what to do."""


@dataclass(frozen=True, slots=True)
class Doctor:
    """Each look is independent: one that fails doesn't hide the others."""

    settings: Settings
    database: Database
    identity: Identity
    webhooks: WebhookService
    hearing: Hearing
    oauth: OAuth
    clock: Clock
    is_answered: Callable[[str], bool]

    def examine(self) -> Iterator[Finding]:
        """The findings, in the order in which they are best mended."""
        yield self._database()
        yield self._token()
        yield self._integration()
        yield self._public_url()
        yield self._webhooks()

    def _database(self) -> Finding:
        if self.database.is_reachable():
            return Finding(True, "The database answers.")
        return Finding(False, "The database does not answer. Check DATABASE_URL, and that it can be written to.")

    def _token(self) -> Finding:
        try:
            bot = self.identity.ask()
        except Unauthorized:
            return Finding(False, "Webex does not accept WEBEX_BOT_TOKEN. Make a new one on the page of your bot.")
        except BotError as error:
            return _no_answer(error)
        if not bot.is_bot:
            return Finding(False, f"WEBEX_BOT_TOKEN belongs to {bot.name}, a person. It has to be a bot's token.")
        return Finding(True, f"The bot is {bot.name} ({bot.email}).")

    def _integration(self) -> Finding:
        # A code that nobody ever got is refused in any case; the words tell whether the client itself is known.
        try:
            self.oauth.exchange("doctor", "doctor" * 8, self.clock.now())
        except Refused as error:
            if "client" in error.message.lower():
                return Finding(False, "Webex does not know WEBEX_CLIENT_ID with WEBEX_CLIENT_SECRET. Check both.")
        except BotError as error:
            return _no_answer(error)
        # Webex tells nobody which scopes an integration has; one that isn't ticked shows only when it is asked for.
        scopes = " ".join(dict.fromkeys((*self.settings.webex_scopes, *WRITE_SCOPES)))
        must = f"Its redirect URI must be exactly {self.settings.redirect_uri} and these scopes ticked: {scopes}"
        roles = " ".join(dict.fromkeys(scope for scope in ROLE_SCOPES if scope not in scopes.split()))
        also = f"For administrators and compliance officers these as well: {roles}"
        return Finding(True, f"The integration is known. {must}. {also}")

    def _public_url(self) -> Finding:
        url = self.settings.public_url
        if self.is_answered(f"{url}/healthz"):
            return Finding(True, f"{url} is answered.")
        return Finding(False, f"{url}/healthz is not answered. Is the bot running, and does PUBLIC_URL lead to it?")

    def _webhooks(self) -> Finding:
        try:
            missing = self.webhooks.missing()
        except BotError as error:
            return _no_answer(error)
        right_at, silences = self._heard()
        if missing:
            names, since = ", ".join(missing), f" They were last right at {_at(right_at)}." if right_at else ""
            wrong = f"Webhooks are missing or switched off: {names}.{since}"
            return Finding(False, f"{wrong} A running bot puts that right, and looks up what was said meanwhile.")
        told = list(map(_told, silences))
        if right_at is not None and self.clock.now() - right_at > AWAY_AFTER:
            told.append(f"No bot has looked after them since {_at(right_at)}. Is one running, with its clock?")
        return Finding(True, " ".join(["The webhooks are registered and switched on.", *told]))

    def _heard(self) -> tuple[datetime | None, list[Silence]]:
        """When the webhooks were last right, and the silences of the last day; the database may be away."""
        try:
            return self.hearing.right_at(), self.hearing.lately(timedelta(days=1))
        except DatabaseAway:
            return None, []


_WHY = {
    Why.WEBHOOKS: "webhooks were missing or switched off",
    Why.AWAY: "the bot was not running",
    Why.REFUSED: "the database could not be written to",
}


def _told(silence: Silence) -> str:
    reasons = "; ".join(_WHY[why] for why in silence.why)
    if silence.until is None:
        return f"Since {_at(silence.since)} something may have been missed ({reasons}); it will be looked up."
    missed = f"{silence.found} of the things said meanwhile were looked up" + ("." if silence.looked_at else " so far.")
    return f"From {_at(silence.since)} to {_at(silence.until)} nothing may have been heard ({reasons}); {missed}"


def _at(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _no_answer(error: BotError) -> Finding:
    return Finding(False, f"Webex does not answer ({type(error).__name__}). Check WEBEX_API_URL and the network.")
