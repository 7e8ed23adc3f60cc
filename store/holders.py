"""Who holds a lease or a turn: a name that tells, on the same machine, whether its process still runs.

Without it, a bot that was killed and started again would wait for its own leases to end.
"""

import os
import secrets
import socket
from pathlib import Path


def new_holder() -> str:
    """A name like no other, for one lease of this process."""
    return f"{_machine()}:{os.getpid()}:{secrets.token_hex(8)}"


def is_dead(holder: str) -> bool:
    """Whether the process of that name ran here and runs no more; False for other machines, of which nobody knows."""
    place, _, rest = holder.partition(":")
    if place != _machine():
        return False
    pid = rest.partition(":")[0]
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _machine() -> str:
    """Names the place where process IDs mean what they mean here: two containers or machines may share a host name."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot}/{os.stat('/proc/self/ns/pid').st_ino}"
    except OSError:  # not Linux
        return socket.gethostname()
