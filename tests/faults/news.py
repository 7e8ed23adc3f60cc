"""What was recorded while somebody had a digest, or notices too, and whether that was told once: by one of the two."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from simulator.archive import Recording
from simulator.directory import Person
from tests.faults.ledger import Ledger, Post, Violation

NAMES = ("digest", "notice", "missed")
"""By which the bot's journal knows such posts."""


@dataclass(eq=False)
class News:
    """One for a run."""

    ledger: Ledger
    made: dict[Person, list[Recording]] = field(default_factory=dict)
    """All since the last audit, of people who are subscribed."""

    def is_told(self) -> bool:
        """Whether all of it has come."""
        return all(self._posts(*of) for of in self._expected())

    def audit(self) -> Iterator[Violation]:
        """All of it has to have come, each once. The ledger has been audited before."""
        for person, each in self._expected():
            posts = self._posts(person, each)
            self.ledger.counts["told by itself"] += len(posts)
            if len(posts) != 1:
                facts = f"{each.topic} of {person.name}, made {each.created:%d %b %H:%M:%S}, {len(posts)} times"
                yield Violation("news was told twice" if posts else "news was lost", facts)
        self.made.clear()

    def _expected(self) -> Iterator[tuple[Person, Recording]]:
        for person, recordings in self.made.items():
            yield from ((person, each) for each in recordings)

    def _posts(self, person: Person, recording: Recording) -> list[Post]:
        posts = [post for post in self.ledger.posts_named(*NAMES) if person.id in post.message.space.members]
        return [post for post in posts if _tells(post, recording)]


def _tells(post: Post, recording: Recording) -> bool:
    return recording.topic.split()[-1] in post.everything
