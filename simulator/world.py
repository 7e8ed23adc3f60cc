"""The world behind the API: what tests and the demo say about people, spaces, recordings and bad luck."""

from __future__ import annotations

from simulator.verbs.calls import CallVerbs
from simulator.verbs.people import PeopleVerbs
from simulator.verbs.plays import PlayVerbs
from simulator.verbs.talk import TalkVerbs
from simulator.verbs.trouble import TroubleVerbs


class World(PeopleVerbs, TalkVerbs, PlayVerbs, CallVerbs, TroubleVerbs):
    """All that the simulator knows. Its verbs may be called from any thread."""
