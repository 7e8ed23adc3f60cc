"""Who the bot itself is. Asked of Webex once, remembered across restarts, so that intake needs no call to know."""

import threading
from dataclasses import asdict

from webex import people
from webex.client import Client

from core.ids import is_same
from core.people import Person
from store.facts import Facts

_FACT = "bot"


class Identity:
    """The bot's own profile; safe to share between threads."""

    def __init__(self, facts: Facts, bot_client: Client) -> None:
        self._facts = facts
        self._client = bot_client
        self._lock = threading.Lock()
        self._bot: Person | None = None

    def known(self) -> Person | None:
        """The profile as far as it is known here, without asking Webex."""
        if self._bot is None:
            kept = self._facts.read(_FACT)
            with self._lock:
                self._bot = self._bot or (Person(**kept) if kept else None)
        return self._bot

    def get(self) -> Person:
        """The profile. Raises what asking Webex raises, when it is not known yet."""
        return self.known() or self.refresh()

    def refresh(self) -> Person:
        """Ask Webex: the token may be another bot's since the last start."""
        bot = people.me(self._client)
        self._facts.keep(_FACT, asdict(bot))
        with self._lock:
            self._bot = bot
        return bot

    def is_bot(self, person_id: str) -> bool | None:
        """Whether that is the bot; None while nobody knows who the bot is."""
        bot = self.known()
        return None if bot is None else is_same(bot.id, person_id)
