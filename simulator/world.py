"""The world behind the API: what tests and the demo say about people, spaces, recordings and bad luck."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar

from simulator import drafts, identifiers, markup
from simulator.archive import Archive, Meeting, Recording, Site, around
from simulator.changes import Changes
from simulator.clock import SimClock
from simulator.conversations import Action, Conversations, Message
from simulator.delivery import Delivery, Postman
from simulator.directory import Directory, Organization, Person
from simulator.downloads import Downloads
from simulator.events import Event
from simulator.faults import Body, Callback, Fault, FaultBook
from simulator.grants import Grants, Integration, new_integration
from simulator.knobs import Knobs
from simulator.refusals import Refused
from simulator.spaces import Space, Spaces
from simulator.traffic import RequestInfo, Traffic
from simulator.webhooks import Webhook, Webhooks

_P = ParamSpec("_P")
_R = TypeVar("_R")


def _alone(verb: Callable[Concatenate[World, _P], _R]) -> Callable[Concatenate[World, _P], _R]:
    """Run a verb with the world's one lock held."""

    @wraps(verb)
    def locked(self: World, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        with self.lock:
            return verb(self, *args, **kwargs)

    return locked


class World:
    """All that the simulator knows. Its verbs may be called from any thread; `lock` is never held while calling out."""

    def __init__(self, clock: SimClock) -> None:
        self.clock = clock
        self.lock = threading.RLock()
        self.knobs = Knobs()
        self.changes = Changes()
        self.traffic = Traffic()
        self.fault_book = FaultBook()
        self.postman = Postman(self.knobs, self._note_delivery)
        self.hooks = Webhooks(clock, self.postman.send)
        self.directory = Directory(clock)
        self.grants = Grants(clock, self.knobs)
        self.spaces = Spaces(clock, self._announce)
        self.conversations = Conversations(clock, self._announce, self.changes.bump)
        self.archive = Archive(clock, self.knobs, self._announce)
        self.downloads = Downloads(clock)
        clock.on_change(self._time_jumped)

    # People and applications

    @_alone
    def organization(self, name: str) -> Organization:
        """A new organization; the first is the default of all that need one."""
        return self.directory.organization(name)

    @_alone
    def person(
        self,
        name: str,
        email: str,
        timezone: str | None = None,
        org: Organization | None = None,
        has_meetings: bool = True,
    ) -> Person:
        """A new person, whose `token` may do all that a user may. Without `has_meetings` there is no Webex site."""
        person = self.directory.enrol(name, email, "person", org, timezone, has_meetings)
        self.grants.admit(person)
        return person

    @_alone
    def bot(self, name: str, email: str, org: Organization | None = None) -> Person:
        """A new bot with its `token`."""
        bot = self.directory.enrol(name, email, "bot", org)
        self.grants.admit(bot)
        return bot

    @_alone
    def integration(
        self,
        client_id: str,
        client_secret: str,
        redirect_uris: Iterable[str],
        scopes: Iterable[str],
        name: str = "Recordings bot",
    ) -> Integration:
        """Register an integration, in place of an older one with the same client id."""
        return self.grants.register(new_integration(client_id, client_secret, redirect_uris, scopes, name))

    @_alone
    def consent(
        self,
        client_id: str,
        person: Person,
        scopes: Iterable[str],
        redirect_uri: str | None = None,
        challenge: str | None = None,
    ) -> str:
        """The code that a client gets once this person has pressed Allow."""
        integration = self.grants.integration(client_id)
        return self.grants.consent(client_id, person, scopes, redirect_uri or integration.redirect_uris[0], challenge)

    @_alone
    def revoke(self, person: Person) -> None:
        """End all grants of a person, refresh tokens included."""
        self.grants.revoke(person)

    @_alone
    def expire_access(self, person: Person) -> None:
        """Let a person's access tokens expire now; refresh tokens stay good."""
        self.grants.expire_access(person)

    # Spaces and messages

    @_alone
    def space(self, title: str, members: Sequence[Person]) -> Space:
        """A group space, made by its first member."""
        return self.spaces.create(title, members)

    @_alone
    def direct(self, one: Person, other: Person) -> Space:
        """The direct room of two people, opened by the first if there was none."""
        return self.spaces.direct(one, other)

    @_alone
    def join(self, space: Space, person: Person) -> None:
        """Add somebody to a space, by its maker."""
        self.spaces.add(space, person, by=space.creator)

    @_alone
    def leave(self, space: Space, person: Person) -> None:
        """Somebody leaves a space."""
        self.spaces.remove(space, space.members[person.id], by=person)

    @_alone
    def post(
        self,
        person: Person,
        space: Space,
        text: str | None = None,
        mention: Sequence[Person] = (),
        parent: Message | str | None = None,
        files: int = 0,
        markdown: str | None = None,
    ) -> Message:
        """Say something as that person.

        Who is mentioned is marked where the text names them, or else at its start. `files` adds that many small files.
        """
        typed_markdown = markdown
        if mention and markdown is None:
            text, markdown = None, markup.mentioning(text or "", mention)
        uploads = [drafts.Upload(f"file-{n}.txt", "text/plain", b"a file\n") for n in range(1, files + 1)]
        parent_id = parent.id if isinstance(parent, Message) else parent
        draft = drafts.draft(self.find_person, text, markdown, uploads=uploads, parent_id=parent_id)
        # Clients send mentions as html: such a message has no markdown unless its author wrote some.
        return self.conversations.post(person, space, replace(draft, markdown=typed_markdown))

    @_alone
    def delete(self, person: Person, message: Message) -> None:
        """Somebody deletes a message."""
        self.conversations.delete(message, person)

    @_alone
    def press(self, person: Person, message: Message | str, inputs: Mapping[str, Any]) -> Action:
        """Submit a card as that person."""
        message_id = message if isinstance(message, str) else message.id
        return self.conversations.submit(person, self.conversations.seen_by(person, message_id), inputs)

    @_alone
    def messages(self, room: Space | str, viewer: Person | None = None) -> list[Message]:
        """What stands in a room, oldest first; for a viewer only what he or she sees."""
        space = self.spaces.by_id(room) if isinstance(room, str) else room
        return [one for one in self.conversations.of(space) if viewer is None or one.reaches(viewer)]

    @property
    def deleted_messages(self) -> list[Message]:
        """What was said and taken back, in the order it went."""
        with self.lock:
            return list(self.conversations.deleted)

    # Recordings

    @_alone
    def site(self, url: str, default: bool | None = None, org: Organization | None = None) -> Site:
        """A Webex site; the first of an organization is its default unless told otherwise."""
        return self.archive.add_site(url, org or self.directory.default_organization(), default)

    @_alone
    def meeting(
        self,
        host: Person,
        title: str,
        start: datetime,
        length: timedelta = timedelta(minutes=45),
        invitees: Iterable[Person] = (),
        site: Site | None = None,
        series_id: str | None = None,
    ) -> Meeting:
        """A meeting that was held; give the `series_id` of another one to make it recurring."""
        site_url = (site or self.archive.default_site(host.org)).url
        return self.archive.hold(host, title, site_url, start, start + length, invitees, series_id)

    @_alone
    def record(
        self,
        host: Person,
        topic: str,
        recorded_at: datetime,
        processed_after: timedelta = timedelta(minutes=50),
        length: timedelta = timedelta(minutes=44),
        size: int = 148_022_310,
        site: Site | None = None,
        format: Literal["MP4", "ARF", "UPLOADED"] = "MP4",
        service_type: str = "MeetingCenter",
        shared_with: Iterable[Person] = (),
        prevent_download: bool = False,
        transcript: bool = True,
        password: str = "********",  # noqa: S107 - the mask that Webex shows in place of a password
        tags: Iterable[str] = (),
        omit: Iterable[str] = (),
        meeting: Meeting | None = None,
    ) -> Recording:
        """A recording whose file is made `processed_after` its start: there, and announced, when the clock says so.

        `omit` names JSON fields that are left out. Without a `meeting` one is held around it.
        """
        guests = list(shared_with)
        if meeting is None:
            chosen = site or self.archive.default_site(host.org)
            meeting = self.archive.hold(host, topic, chosen.url, *around(recorded_at, length), guests)
        recording = Recording(
            id=identifiers.new_hex(),
            topic=topic,
            host=host,
            meeting=meeting,
            created=(recorded_at + processed_after).replace(microsecond=0),  # as precise as it can be asked for
            recorded_at=recorded_at,
            length=length,
            size=size,
            site_url=site.url if site else meeting.site_url,
            format=format,
            service_type=service_type,
            shared_with=frozenset(person.id for person in guests),
            prevent_download=prevent_download,
            transcript=transcript,
            password=password,
            tags=tuple(tags),
            omit=frozenset(omit),
        )
        self.archive.add(recording)
        return recording

    # Trouble and traffic

    def fault(
        self,
        method: str,
        path: str,
        status: int | None = None,
        retry_after: int | str | None = None,
        body: Body = None,
        times: int | None = 1,
        person: Person | str | None = None,
        before: Callback | None = None,
        after: Callback | None = None,
        delay: float | None = None,
        drop: bool = False,
        land: bool | None = None,
    ) -> Fault:
        """Let the next `times` fitting requests go wrong; the result counts them and can be cleared.

        `land` says whether a request is carried out although its answer is lost: with `drop` it is unless told
        otherwise, with a `status` or `body` it is not.
        """
        named = person if person is None or isinstance(person, str) else "bot" if person.is_bot else person.name
        wait = None if retry_after is None else str(retry_after)
        lands = drop if land is None else land
        fault = Fault(method, path, status, wait, body, times, named, before, after, delay, drop, lands)
        return self.fault_book.add(fault)

    def clear_faults(self) -> None:
        """All is well again."""
        self.fault_book.clear()

    @property
    def requests(self) -> list[RequestInfo]:
        """What was asked of the API and the file host, oldest first."""
        return self.traffic.seen()

    def forget_requests(self) -> None:
        """Empty the list of requests."""
        self.traffic.forget()

    @property
    def webhooks(self) -> list[Webhook]:
        """The webhooks of everybody."""
        with self.lock:
            return self.hooks.all()

    @property
    def deliveries(self) -> list[Delivery]:
        """The attempts to deliver webhooks, in the order they ended."""
        return self.postman.deliveries()

    def release_webhooks(self) -> None:
        """Deliver what `knobs.hold_webhooks` held back."""
        self.postman.release()

    # What the parts ask of each other

    def find_person(self, key: str, value: str) -> Person | None:
        """Whom a mention by `personId` or `personEmail` means; nobody, if it can't be read."""
        if key == "personEmail":
            return self.directory.by_email(value)
        try:
            return self.directory.by_id(identifiers.canonical("PEOPLE", value))
        except Refused:
            return None

    def announce_due(self) -> None:
        """Tell of recordings that became ready as time went by."""
        with self.lock:
            self.archive.announce_due()

    def _announce(self, event: Event) -> None:
        self.hooks.announce(event)
        self.changes.bump()

    def _note_delivery(self, webhook: Webhook, delivery: Delivery) -> None:
        if not delivery.succeeded:
            with self.lock:
                self.hooks.note_failure(webhook)

    def _time_jumped(self) -> None:
        self.announce_due()
        self.changes.bump()
