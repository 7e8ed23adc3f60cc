"""How near the pace comes to a limit that nobody tells it: `python -m bench.pace [people]`.

Time is simulated and nothing but calls happens in it, so that these are figures of the pace alone, on any machine. The
floor is as in `bench.digests`: as many calls as the limit allows at once, as many again a minute later, and so on.
"""

import sys

from core.logs import configure
from tests.counting import NOON, Webex

PEOPLE = 10_000


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    for most in (250, 600, 1_200, 2_400):
        for processes in (1, 2):
            webex = Webex(most, processes)
            while webex.taken < people:
                webex.tick()
            took, floor = (webex.clock.now() - NOON).total_seconds(), max(60 * ((people - 1) // most), 60)
            said = f"{people} calls, {most} a minute, processes: {processes}"
            print(f"{said}: {took:.0f} s, floor {floor} s, ratio {took / floor:.2f}, refused {webex.refused}")


if __name__ == "__main__":
    configure("ERROR")
    main()
