"""People who talk to the bot: who they are, whether they may, and what they chose."""

from dataclasses import replace
from datetime import timedelta

from core.clock import Clock
from core.errors import Forbidden, NotFound, Retryable
from core.ids import is_same
from core.people import Person, Preferences
from core.settings import Settings
from services.identity import Identity
from store.database import Database, Transaction
from store.people import People
from store.transcripts import Transcripts
from webex import people
from webex.client import Client

ANY = "*"
GOOD_FOR = timedelta(days=1)
"""How long a profile is taken for what Webex would say: people move, marry, and change their employer."""


class Directory:
    """One for the process."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        store: People,
        transcripts: Transcripts,
        bot_client: Client,
        identity: Identity,
        clock: Clock,
    ) -> None:
        self._settings = settings
        self._database = database
        self._store = store
        self._transcripts = transcripts
        self._client = bot_client
        self._identity = identity
        self._clock = clock

    def who(self, person_id: str) -> tuple[Person, Preferences]:
        """The person and their choices; asks Webex for somebody new, and once a day for the others. Raises `Retryable`.

        Somebody whom Webex doesn't show belongs to no organisation, so they are let in only where anybody is.
        """
        known = self._store.read(person_id)
        if known is None:
            return self._met(person_id), Preferences()
        person, preferences = known
        return self._up_to_date(person), preferences

    def _met(self, person_id: str) -> Person:
        """Somebody new, remembered where anything could come of it."""
        shown = self._shown(person_id) or self._shown(person_id)
        person = replace(shown or Person(person_id, email="", name="", org_id=""), id=person_id)
        if shown is None and not self.is_allowed(person):
            return person
        with self._database.begin() as tx:
            self.keep(tx, person_id, person)
        return person

    def _shown(self, person_id: str) -> Person | None:
        """What Webex shows of somebody; None where it shows nobody, which by mistake it may say once."""
        try:
            return people.person(self._client, person_id)
        except (NotFound, Forbidden):
            return None

    def _up_to_date(self, person: Person) -> Person:
        """The profile, read again when it is a day old; as it was where Webex can't tell or leaves something out."""
        read_at = self._store.read_at(person.id)
        if read_at is None or self._clock.now() - read_at < GOOD_FOR:
            return person
        try:
            now = people.person(self._client, person.id)
        except Retryable:  # the question is worth an answer all the same, and the next one looks again
            return person
        except (NotFound, Forbidden):
            now = person
        # The consent may have told more than the bot gets to see, a time zone above all (reference 6).
        fresh = replace(
            person,
            email=now.email or person.email,
            name=now.name or person.name,
            org_id=now.org_id or person.org_id,
            timezone=now.timezone or person.timezone,
        )
        with self._database.begin() as tx:
            self.keep(tx, person.id, fresh)
        return fresh

    def known(self, person_id: str) -> tuple[Person, Preferences] | None:
        """The same without asking Webex; None for a stranger."""
        return self._store.read(person_id)

    def keep(self, tx: Transaction, person_id: str, person: Person) -> None:
        """Remember a profile under the ID that chat uses for the person (reference 17, trap 41)."""
        self._store.keep(tx, replace(person, id=person_id), self._clock.now())

    def is_allowed(self, person: Person) -> bool:
        """Whether the operator lets this person use the bot: by the domain of the address, and by organisation."""
        domains = self._settings.allowed_domains
        if domains and person.email.lower().rpartition("@")[2] not in domains:
            return False
        allowed = self._settings.allowed_orgs or (self._identity.get().org_id,)
        return ANY in allowed or any(is_same(org, person.org_id) for org in allowed)

    def choose(self, person_id: str, preferences: Preferences) -> None:
        """Remember the choices; who wants no transcripts kept has none from then on."""
        with self._database.begin() as tx:
            self._store.choose(tx, person_id, preferences)
            if not preferences.keeps_transcripts:
                self._transcripts.forget(tx, person_id)

    def forget(self, tx: Transaction, person_id: str) -> None:
        """Remove the profile, the choices, the list that numbers meant, and the transcripts that were kept."""
        self._store.forget(tx, person_id)
        self._transcripts.forget(tx, person_id)
