"""Who the bot itself is. Asked of Webex once, remembered across restarts, so that intake needs no call to know."""

import threading
from dataclasses import asdict

from core.ids import is_same
from core.people import Person
from store.facts import Facts
from store.vault import hashed
from webex import people
from webex.client import Client


class Identity:
    """The bot's own profile; safe to share between threads."""

    def __init__(self, facts: Facts, bot_client: Client, token: str) -> None:
        self._facts = facts
        # Kept for this token: with another one the bot may be another, and all that is delivered to it would look
        # like somebody else's.
        self._fact = f"bot {hashed(token)[:16]}"
        self._client = bot_client
        self._lock = threading.Lock()
        self._bot: Person | None = None

    def known(self) -> Person | None:
        """The profile as far as it is known here, without asking Webex."""
        if self._bot is None:
            kept = self._facts.read(self._fact)
            with self._lock:
                self._bot = self._bot or (Person(**kept) if kept else None)
        return self._bot

    def get(self) -> Person:
        """The profile. Raises what asking Webex raises, when it is not known yet."""
        return self.known() or self.refresh()

    def ask(self) -> Person:
        """What Webex says, kept nowhere."""
        return people.me(self._client)

    def refresh(self) -> Person:
        """Ask Webex and remember: the bot may have another name since the last start."""
        bot = self.ask()
        self._facts.keep(self._fact, asdict(bot))
        with self._lock:
            self._bot = bot
        return bot

    def is_bot(self, person_id: str) -> bool | None:
        """Whether that is the bot; None while nobody knows who the bot is."""
        bot = self.known()
        return None if bot is None else is_same(bot.id, person_id)
