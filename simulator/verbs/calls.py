"""Telephones and their recorded calls."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from simulator.calls import CallRecording, Notes, OwnerType, Telephone
from simulator.directory import Organization, Person
from simulator.state import State, alone
from simulator.transcripts import Line, snippets


class CallVerbs(State):
    """Making and renaming recorded calls."""

    @alone
    def telephone(self, name: str, kind: OwnerType = "virtualLine", org: Organization | None = None) -> Telephone:
        """A telephone that is no person's: a `place`, a `virtualLine` or a `callQueue`."""
        return Telephone(str(uuid.uuid4()), name, kind, org or self.directory.default_organization())

    @alone
    def call(
        self,
        owner: Person | Telephone,
        at: datetime,
        topic: str | None = None,
        number: str = "+34911223344",
        name: str | None = None,
        length: timedelta = timedelta(minutes=4, seconds=5),
        processed_after: timedelta = timedelta(minutes=5),
        incoming: bool = True,
        transcript: Iterable[tuple[str, float, str]] = (),
        notes: Notes | None = None,
        owner_type: OwnerType | None = None,
        region: str = "DE",
        location: str = "loc-1",
        size: int = 980_112,
        format: str = "MP3",
        service_type: str = "calling",
        prevent_download: bool = False,
        metadata: bool = True,
        omit: Iterable[str] = (),
    ) -> CallRecording:
        """A call with `number`, recorded from `at` on; its file is made `processed_after` that, and then announced.

        `transcript` is what was said, as (speaker, seconds after the start, sentence); none of it means no transcript.
        `omit` names JSON fields that are left out; without `metadata` there is none to be had.
        """
        kind: OwnerType = "user" if isinstance(owner, Person) else owner.kind
        key = str(uuid.uuid4())
        emails = {person.name: person.email for person in reversed(self.directory.everybody())}
        said = [Line(speaker, emails.get(speaker, ""), offset, text) for speaker, offset, text in transcript]
        call = CallRecording(
            id=key,
            topic=f"Call with {number}" if topic is None else topic,
            owner=owner,
            owner_type=owner_type or kind,
            number=number,
            name=name,
            is_incoming=incoming,
            created=(at + processed_after).replace(microsecond=0),  # as precise as it can be asked for
            recorded_at=at,
            length=length,
            size=size,
            format=format,
            service_type=service_type,
            region=region,
            location_id=location,
            snippets=tuple(snippets(key, said)),
            notes=notes or Notes(),
            prevent_download=prevent_download,
            has_metadata=metadata,
            omit=frozenset(omit),
        )
        self.calls.add(call)
        return call

    @alone
    def rename_call(self, call: CallRecording, topic: str) -> None:
        """A call gets another topic; `convergedRecordings/updated` tells of it."""
        self.calls.rename(call, topic)
