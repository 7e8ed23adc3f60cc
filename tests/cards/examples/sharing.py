"""Faces of who else may see a recording."""

from dataclasses import replace

from cards import sharing
from core.people import Membership
from tests.cards.examples.values import LONG_URL, NASTY, TOKEN, Example, nasty_topic, recording


def examples() -> list[Example]:
    nasty, outsider = recording(topic=nasty_topic(NASTY[0])), Membership("m", "r", "p", "cy@globex.com", name="Cy")
    crowd = [replace(outsider, name=nasty_topic(seen), person_email="🎉" * 300) for seen in NASTY * 20]
    many, shared, ask = ["🎉" * 300] * 100, sharing.shared, sharing.ask_outsiders
    return [
        Example("shared", shared, shared(recording(), ["bo@example.com"], sends_mail=False), ("bo@example.com",)),
        Example("shared-unsure", shared, shared(recording(), ["bo@example.com"], sends_mail=None), ("can’t tell",)),
        Example("shared-extreme", shared, shared(nasty, many, sends_mail=True), (NASTY[0],)),
        Example("shared-here", sharing.shared_here, sharing.shared_here(recording(), 1)),
        Example("shared-here-extreme", sharing.shared_here, sharing.shared_here(nasty, 10**6), (NASTY[0],)),
        Example("shared-unposted", sharing.shared_unposted, sharing.shared_unposted(nasty, 3)),
        Example("page", sharing.page, sharing.page(recording()), ("Weekly sync",)),
        Example("page-extreme", sharing.page, sharing.page(replace(nasty, playback_url=LONG_URL)), (NASTY[0],)),
        Example("ask-whom", sharing.ask_whom, sharing.ask_whom(nasty), (NASTY[0],)),
        Example("ask-outsiders", ask, ask(recording(), [outsider], 4, token=TOKEN), ("Cy (cy@globex.com)",)),
        Example("ask-nameless", ask, ask(recording(), [replace(outsider, name="")], 4, token=TOKEN)),
        Example("ask-outsiders-extreme", ask, ask(nasty, crowd, 400, token=TOKEN), NASTY),
        Example("too-many-outsiders", sharing.too_many_outsiders, sharing.too_many_outsiders(nasty, 300)),
        Example("unshared", sharing.unshared, sharing.unshared(nasty, many), (NASTY[0],)),
        Example("not-mine", sharing.only_host, sharing.only_host(nasty), (NASTY[0],)),
        Example("share-binned", sharing.not_available, sharing.not_available(nasty), (NASTY[0],)),
        Example("share-refused", sharing.refused, sharing.refused(nasty), (NASTY[0],)),
        Example("bad-addresses", sharing.bad_addresses, sharing.bad_addresses([*NASTY[:1], *many]), (NASTY[0],)),
        Example("addresses-refused", sharing.addresses_refused, sharing.addresses_refused(nasty), (NASTY[0],)),
        Example("here-is-a-space", sharing.here_is_a_space, sharing.here_is_a_space()),
        Example("space-unseen", sharing.space_unseen, sharing.space_unseen()),
        Example("nobody-there", sharing.nobody_there, sharing.nobody_there(nasty), (NASTY[0],)),
    ]
