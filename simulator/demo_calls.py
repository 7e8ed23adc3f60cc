"""The demo's telephone: the calls of its people and of its reception, what was said in them, and what the AI noted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from simulator.calls import Notes, Telephone
from simulator.directory import Person
from simulator.world import World

_MADRID, _STOCKHOLM = "Madrid", "Stockholm"
_LENA = "Lena Müller"


class _Talk(NamedTuple):
    """One call: how long ago, at which hour of UTC, and with which number."""

    days: int
    hour: int
    number: str
    details: dict[str, Any]


def ring(world: World, ana: Person, bo: Person) -> None:
    """Have everybody called; the reception's calls are for administrators alone."""
    reception = world.telephone("Reception Madrid", "place", ana.org)
    queue = world.telephone("Support queue", "callQueue", ana.org)
    owners: list[tuple[Person | Telephone, list[_Talk]]] = [(ana, _ANA), (bo, _BO)]
    owners += [(reception, _RECEPTION), (queue, _QUEUE)]
    for owner, talks in owners:
        for talk in talks:
            day = world.clock.now().astimezone(UTC) - timedelta(days=talk.days)
            at = day.replace(hour=talk.hour, minute=12, second=40, microsecond=0)
            world.call(owner, _past(world, at), number=talk.number, **talk.details)


def _past(world: World, at: datetime) -> datetime:
    """A day earlier, if that hour is still to come."""
    return at if at <= world.clock.now() else at - timedelta(days=1)


_ANA = [
    _Talk(
        1,
        10,
        "+4940555010",
        {
            "name": _LENA,
            "location": _MADRID,
            "length": timedelta(minutes=6, seconds=21),
            "size": 1_524_000,
            "transcript": [
                ("Ana Ruiz", 1.2, "Ruiz, good morning."),
                (_LENA, 3.4, "Müller from Hamburg, good morning. It's about the credit notes again."),
                ("Ana Ruiz", 9.0, "I was going to ring you. They went out last night, all forty-one of them."),
                (_LENA, 15.8, "Forty-two. One of them came twice."),
                ("Ana Ruiz", 19.9, "Oh no. I'll have the second one taken back today."),
                (_LENA, 25.1, "Then we sign on Friday, as we said."),
                ("Ana Ruiz", 28.7, "Friday at ten. Thank you for your patience."),
            ],
            "notes": Notes(
                short="<p>Credit notes arrived; one came twice. Contract to be signed on <b>Friday at ten</b>.</p>",
                suggested=(
                    "<p>Ms M&uuml;ller confirmed that the credit notes of last night arrived, and that one of "
                    "them came twice.</p><ul><li>Ana has the second one taken back today</li>"
                    "<li>The contract is signed on Friday at ten</li></ul>"
                ),
                action_items="Ana: have the doubled credit note taken back today\nAna: sign on Friday at ten",
            ),
        },
    ),
    _Talk(
        3,
        15,
        "+34915550142",
        {
            "name": "Taxi Centro",
            "incoming": False,
            "location": _MADRID,
            "length": timedelta(seconds=48),
            "size": 192_000,
            "transcript": [
                ("Ana Ruiz", 0.9, "A taxi to the airport for four thirty, please."),
                ("Somebody", 4.1, "For four thirty, from the usual door?"),
                ("Ana Ruiz", 6.8, "The usual door, thank you."),
            ],
        },
    ),
    _Talk(
        6,
        9,
        "+4687001122",
        {"topic": "Call with Bo <Stockholm>", "name": "Bo Lindqvist", "location": _MADRID, "prevent_download": True},
    ),
    _Talk(11, 11, "+34600111222", {"topic": "Call with +34600111222", "location": _MADRID, "metadata": False}),
    _Talk(
        19,
        13,
        "+442079460000",
        {
            "topic": "Call with *Fabrikam* support",
            "incoming": False,
            "location": _MADRID,
            "service_type": "customerAssist",
            "length": timedelta(minutes=31),
            "size": 7_440_000,
            "notes": Notes(short="<p>Ticket 4711 is with their second level &amp; due next week.</p>"),
        },
    ),
    _Talk(41, 8, "+34911223344", {"location": _MADRID, "length": timedelta(minutes=2)}),
]
_BO = [
    _Talk(
        2,
        12,
        "+46855500017",
        {
            "name": "Landlord",
            "location": _STOCKHOLM,
            "length": timedelta(minutes=3),
            "notes": Notes(short="<p>The lift is repaired on Tuesday.</p>"),
        },
    ),
    _Talk(24, 7, "+4940555010", {"name": _LENA, "location": _STOCKHOLM}),
]
_RECEPTION = [
    _Talk(4, 8, "+34915550199", {"topic": "Parcel at the door", "name": "Porter", "location": _MADRID}),
    _Talk(13, 16, "+33155500123", {"location": _MADRID, "region": "GB"}),
]
_CARE = {"service_type": "customerAssist", "location": _MADRID}
_QUEUE = [
    _Talk(5, 10, "+34915550171", {"topic": "Invoice missing", **_CARE}),
    _Talk(9, 14, "+34915550172", {"topic": "Printer on fire again", **_CARE}),
]
