"""Faces about the link to a Webex account."""

from collections.abc import Iterator

from cards import grants
from core.grants import GrantKind
from core.settings import ADMIN_WRITE_SCOPES, COMPLIANCE_WRITE_SCOPES, READ_SCOPES
from tests.cards.examples.values import CONNECT_URL, NASTY, Example


def examples() -> list[Example]:
    connect, scopes = grants.connect, frozenset(READ_SCOPES)
    more = frozenset({"meeting:recordings_write", "meeting:summaries_read"})
    many = frozenset(f"spark:{'x' * 80}{number}" for number in range(50))
    first = connect(CONNECT_URL, has_ended=False, question=None)
    return [
        Example("connect", connect, first),
        Example("connect-question", connect, connect(CONNECT_URL, has_ended=False, question="list last week")),
        Example("connect-also", connect, connect(CONNECT_URL, has_ended=False, question="delete 4f91", also=more)),
        Example("connect-ended", connect, connect(CONNECT_URL, has_ended=True, question="latest")),
        Example("connect-more", connect, connect(CONNECT_URL, has_ended=False, question="summary 4f91", more=more)),
        Example(
            "connect-extreme",
            connect,
            connect(CONNECT_URL, has_ended=True, question=NASTY[0] + "🎉" * 900, more=many),
        ),
        Example("connected", grants.connected, grants.connected("Ana Example", scopes), ("Ana Example",)),
        Example("allowed", grants.allowed, grants.allowed()),
        Example("connected-minimal", grants.connected, grants.connected("", frozenset())),
        Example("connected-extreme", grants.connected, grants.connected(NASTY[3] + "🎉" * 900, many), (NASTY[3][:50],)),
        Example("already-connected", grants.already_connected, grants.already_connected("Ana Example", scopes)),
        Example("already-minimal", grants.already_connected, grants.already_connected("", frozenset())),
        Example("not-given", grants.not_given, grants.not_given(more, "delete 4f91")),
        Example("not-given-extreme", grants.not_given, grants.not_given(many, "🎉" * 900)),
        Example("disconnected", grants.disconnected, grants.disconnected(True)),
        Example("disconnected-never", grants.disconnected, grants.disconnected(False)),
        *role_examples(many),
    ]


def role_examples(many: frozenset[str]) -> Iterator[Example]:
    for kind, write in ((GrantKind.ADMIN, ADMIN_WRITE_SCOPES), (GrantKind.COMPLIANCE, COMPLIANCE_WRITE_SCOPES)):
        writing = frozenset(write)
        first = grants.connect(CONNECT_URL, has_ended=False, question=f"{kind} list", also=writing, kind=kind)
        more = grants.connect(CONNECT_URL, has_ended=True, question=None, more=writing, kind=kind)
        yield Example(f"connect-{kind}", grants.connect, first)
        yield Example(f"connect-{kind}-more", grants.connect, more)
        yield Example(f"connected-{kind}", grants.connected, grants.connected("Ana Example", many, kind))
        yield Example(f"no-role-{kind}", grants.no_role, grants.no_role(kind))
        yield Example(f"only-in-direct-{kind}", grants.only_in_direct, grants.only_in_direct(kind))
        yield Example(f"dropped-{kind}", grants.dropped, grants.dropped(kind, was_there=kind is GrantKind.ADMIN))
    told_all = grants.disconnected(True, had_role=True, told_spaces=True)
    yield Example("disconnected-role", grants.disconnected, told_all, ("hear of them no more",))
