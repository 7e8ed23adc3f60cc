"""What was said in meetings, of people who switched on that it is kept: sealed for them, and for a while only."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select

from core.periods import Period
from core.transcripts import Snippet
from store.database import Database, insert
from store.tables import people, transcripts
from store.vault import Unreadable, Vault, hashed

LARGEST = 2 * 1024 * 1024
"""Characters that one copy may take, sealed; an hour of talk takes about a hundred thousand."""
MOST = 32 * 1024 * 1024
"""Characters that all copies of a person may take. Of more, those of the oldest meetings go."""

_MICROSECOND = timedelta(microseconds=1)
_KEY = (transcripts.c.person_id, transcripts.c.transcript_hash)


class Transcripts:
    """One row a person and transcript, gone with its time, with switching off, and with `disconnect`.

    In the clear are whose it is, a hash of the transcript's ID, when the meeting began, and how long the copy may be
    used; whatever somebody said, and who, is sealed.
    """

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    def read(self, person_id: str, transcript_id: str, now: datetime) -> list[Snippet] | None:
        """What was said; None where there is no copy, its time is over, or its seal can't be opened any more."""
        alive = transcripts.c.good_until > now
        with self._database.read() as tx:
            found = tx.execute(select(transcripts.c.said).where(*_one(person_id, transcript_id), alive))
            sealed = found.scalar_one_or_none()
        if sealed is None:
            return None
        try:
            return _unpacked(self._vault.open(sealed, _owner(person_id, transcript_id)))
        except Unreadable:
            return None

    def keep(
        self,
        person_id: str,
        transcript_id: str,
        said: Sequence[Snippet],
        *,
        started_at: datetime,
        good_until: datetime,
    ) -> None:
        """Put a copy in the place of the one before, where the person wants copies and it is not too large."""
        sealed = self._vault.seal(_packed(said), _owner(person_id, transcript_id))
        if len(sealed) > LARGEST:
            return
        row = {"started_at": started_at, "good_until": good_until, "size": len(sealed), "said": sealed}
        with self._database.begin() as tx:
            # Asked here and held: what somebody switched off while their search was under way must not come back.
            wants = select(people.c.person_id).where(people.c.person_id == person_id, people.c.keeps_transcripts)
            if tx.execute(wants.with_for_update()).one_or_none() is None:
                return
            copy = insert(tx, transcripts).values(person_id=person_id, transcript_hash=hashed(transcript_id), **row)
            tx.execute(copy.on_conflict_do_update(index_elements=["person_id", "transcript_hash"], set_=row))
            _make_room(tx, person_id)

    def keep_only(self, person_id: str, period: Period, transcript_ids: Collection[str]) -> None:
        """Remove the copies of meetings of that period, except of these."""
        stay = {hashed(each) for each in transcript_ids}
        then = (transcripts.c.started_at >= period.start, transcripts.c.started_at < period.end)
        with self._database.read() as tx:
            kept = tx.execute(select(*_KEY).where(transcripts.c.person_id == person_id, *then)).all()
        gone = [row for row in kept if row.transcript_hash not in stay]
        if gone:
            with self._database.begin() as tx:
                _remove(tx, gone)

    def count(self, person_id: str) -> int:
        """How many copies there are."""
        with self._database.read() as tx:
            theirs = select(func.count()).where(transcripts.c.person_id == person_id)
            return int(tx.execute(theirs).scalar_one())

    def forget(self, tx: Connection, person_id: str) -> None:
        """Remove everything of this person."""
        tx.execute(delete(transcripts).where(transcripts.c.person_id == person_id))

    def forget_old(self, now: datetime, at_most: int = 100) -> int:
        """Remove copies whose time is over, of whomever; returns how many went."""
        old = select(*_KEY).where(transcripts.c.good_until <= now).limit(at_most)
        with self._database.begin() as tx:
            # What a search is replacing at this moment is left to it, so that neither waits for the other.
            gone = tx.execute(old.with_for_update(skip_locked=True)).all()
            _remove(tx, gone)
        return len(gone)


def _make_room(tx: Connection, person_id: str) -> None:
    theirs = select(*_KEY, transcripts.c.size).where(transcripts.c.person_id == person_id)
    left, gone = MOST, []
    for row in tx.execute(theirs.order_by(transcripts.c.started_at.desc(), transcripts.c.transcript_hash)):
        left -= row.size
        if left < 0:
            gone.append(row)
    _remove(tx, gone)


def _remove(tx: Connection, rows: Sequence[Any]) -> None:
    one = delete(transcripts).where(
        transcripts.c.person_id == bindparam("whose"), transcripts.c.transcript_hash == bindparam("which")
    )
    if rows:
        tx.execute(one, [{"whose": row.person_id, "which": row.transcript_hash} for row in rows])


def _one(person_id: str, transcript_id: str) -> tuple[Any, ...]:
    return transcripts.c.person_id == person_id, transcripts.c.transcript_hash == hashed(transcript_id)


def _owner(person_id: str, transcript_id: str) -> str:
    """A copy that is moved onto another row, of somebody else or of another meeting, opens nothing."""
    return f"{person_id} {transcript_id}"


def _packed(said: Sequence[Snippet]) -> list[Any]:
    """Each speaker once, and what they said with the microseconds since the meeting began."""
    speakers = list(dict.fromkeys((one.speaker, one.speaker_email) for one in said))
    numbers = {who: number for number, who in enumerate(speakers)}
    return [speakers, [(numbers[one.speaker, one.speaker_email], one.at // _MICROSECOND, one.text) for one in said]]


def _unpacked(value: Any) -> list[Snippet]:
    speakers, said = value
    return [_snippet(text, speakers[who], at) for who, at, text in said]


def _snippet(text: str, speaker: tuple[str, str], at: int) -> Snippet:
    name, email = speaker
    return Snippet(text, name, email, at * _MICROSECOND)
