"""The tables. `migrations/` makes them; a test keeps the two alike."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from store.database import Instant, Json

metadata = MetaData()

_Key = BigInteger().with_variant(Integer, "sqlite")  # only an INTEGER key counts by itself in SQLite

work = Table(
    "work",
    metadata,
    Column("id", _Key, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("lane", Text),  # rows of one lane run one at a time, oldest first; no lane: whenever due
    Column("person_id", Text),
    Column("payload", Json, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("state", String(8), nullable=False),  # queued behind its lane, ready, done, failed
    Column("run_at", Instant, nullable=False),  # of a leased row: when the lease ends
    Column("lease", Text),
    Column("attempts", Integer, nullable=False),
    Column("losses", Integer, nullable=False, server_default="0"),  # attempts that nobody came back from
    Column("noes", Integer, nullable=False, server_default="0"),  # attempts put back for a clear no of Webex
    Column("no_to", Text),  # what that no was about
    Column("reason", Text),
    Column("finished_at", Instant),
    Column("can_wait", Boolean, nullable=False, server_default=false()),  # behind whatever somebody waits for
    UniqueConstraint("key", name="work_key"),
    Index("work_due", "state", "can_wait", "run_at", "id"),
    Index("work_lane", "lane", "state", "asked_at", "id"),
    Index("work_finished", "state", "finished_at"),
)

effects = Table(
    "effects",
    metadata,
    Column("work_id", _Key, ForeignKey("work.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("plan", Json),
    Column("outcome", Text),
    Column("begun_at", Instant, nullable=False),
    Column("done_at", Instant),
    Index("effects_outcome", "outcome"),
)

people = Table(
    "people",
    metadata,
    Column("person_id", Text, primary_key=True),
    Column("email", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("org_id", Text, nullable=False),
    Column("timezone", Text),
    Column("direct_room_id", Text),
    Column("chosen_timezone", Text),
    Column("chosen_site", Text),
    Column("chosen_period", Text),
    Column("keeps_transcripts", Boolean, nullable=False, server_default=false()),
    Column("chosen_quiet", String(11)),  # hours of the day, 22:00-07:00
    Column("shown", Json),  # what the numbers 1, 2, … mean, by kind of grant
    Column("read_at", Instant, nullable=False),
    Column("posted_at", Instant),  # when they last got something from the bot in the direct room
    Column("unheard_since", Instant),  # of a silence in which presses of theirs may have been lost
    Column("unheard_until", Instant),
)

grants = Table(
    "grants",
    metadata,
    Column("person_id", Text, primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("tokens", Text, nullable=False),  # sealed
    Column("access_expires_at", Instant, nullable=False),
    Column("refresh_expires_at", Instant),
    Column("scopes", Json, nullable=False),
    Column("granted_at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
    Column("has_ended", Boolean, nullable=False),
    Column("refresh_lease", Text),
    Column("refresh_lease_until", Instant),
)

consents = Table(
    "consents",
    metadata,
    Column("state_hash", String(64), primary_key=True),
    Column("person_id", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("scopes", Json, nullable=False),
    Column("secret", Text, nullable=False),  # sealed: the PKCE verifier and the question that led here
    Column("expires_at", Instant, nullable=False),
    Index("consents_person", "person_id"),
)

binned = Table(
    "binned",
    metadata,
    Column("person_id", Text, primary_key=True),
    Column("recording_id", String(64), primary_key=True),
    Column("binned_at", Instant, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("number", _Key, primary_key=True, autoincrement=False),
    Column("key", String(64), nullable=False),  # of the attempt: a second one adds nothing
    Column("body", Text, nullable=False),
    Column("before", String(64), nullable=False),  # the seal of the row before
    Column("seal", String(64), nullable=False),
    UniqueConstraint("key", name="audit_key"),
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("last", BigInteger, nullable=False),  # the number of the last row
    Column("seal", String(64), nullable=False),
    Column("mark", String(64), nullable=False),
)

transcripts = Table(
    "transcripts",
    metadata,
    Column("person_id", Text, primary_key=True),
    Column("transcript_hash", String(64), primary_key=True),
    Column("started_at", Instant, nullable=False),  # the meeting
    Column("good_until", Instant, nullable=False),
    Column("size", Integer, nullable=False),
    Column("said", Text, nullable=False),  # sealed; last, so that the other columns are read without it
    Index("transcripts_old", "good_until"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", _Key, primary_key=True, autoincrement=True),
    Column("person_id", Text, nullable=False),
    Column("room_id", Text),  # of a digest that everybody in a space sees
    Column("topic", Text),
    Column("series", Text),
    Column("rhythm", String(16), nullable=False),
    Column("minute", Integer, nullable=False),  # of the day, on the person's clock
    Column("day", Integer),  # of weekly ones the weekday, of monthly ones the day
    Column("next_at", Instant, nullable=False),
    Column("since", Instant, nullable=False),
    Column("covered_until", Instant, nullable=False),
    Column("shows_empty", Boolean, nullable=False),
    Column("is_waiting", Boolean, nullable=False),
    Index("subscriptions_due", "next_at", "id"),
    Index("subscriptions_person", "person_id"),
    Index("subscriptions_room", "room_id"),
)

told = Table(
    "told",
    metadata,
    Column("audience", Text, primary_key=True),  # a person, or a space
    Column("key", Text, primary_key=True),
    Column("appeared_at", Instant, nullable=False),
    Column("work_id", BigInteger),  # of the row that is about to tell it; none once it has been told
    Index("told_work", "work_id"),
)

noticings = Table(
    "noticings",  # as long as there is a wish of that person
    metadata,
    Column("person_id", Text, primary_key=True),
    Column("person_uuid", Text, nullable=False),  # by which intake knows whose event it is
    Column("since", Instant, nullable=False),
    Column("covered_until", Instant, nullable=False),
    Column("next_sweep_at", Instant, nullable=False),
    Column("refused", Json, nullable=False),
    Column("is_waiting", Boolean, nullable=False),
    Index("noticings_uuid", "person_uuid"),
    Index("noticings_due", "next_sweep_at", "person_id"),
)

wishes = Table(
    "wishes",
    metadata,
    Column("person_id", Text, primary_key=True),
    Column("audience", Text, primary_key=True),  # that person, or a space
    Column("topic", Text, primary_key=True),  # empty for any
    Column("series", Text, primary_key=True),  # empty for any
    Column("since", Instant, nullable=False),
    Index("wishes_audience", "audience"),
)

threads = Table(
    "threads",
    metadata,
    Column("audience", Text, primary_key=True),  # a person, or a space
    Column("key", Text, primary_key=True),  # a meeting, or a recording of which no meeting is told
    Column("message_id", Text, nullable=False),  # the first one
    Column("begun_at", Instant, nullable=False),
    Index("threads_old", "begun_at"),
)

facts = Table(
    "facts",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Json, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("holder", Text, nullable=False),
    Column("until", Instant, nullable=False),
)

silences = Table(
    "silences",
    metadata,
    Column("id", _Key, primary_key=True, autoincrement=True),
    Column("since", Instant, nullable=False),
    Column("until", Instant),  # none: the bot does not hear yet
    Column("why", Json, nullable=False),
    Column("loses_presses", Boolean, nullable=False),
    Column("found", Integer, nullable=False, server_default="0"),
    Column("looked_at", Instant),
)
