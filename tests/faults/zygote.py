"""A process that has imported the bot and forks: each line on its standard input starts one more `bot.py COMMAND`.

Starting Python and importing everything costs two seconds of a processor; forked from here, a killed process is back
in a fraction of one. From its command on it is the bot as it is. A line is JSON, `{"command", "env", "log"}`; the
answer is the number of the new process. `python -m tests.faults.zygote TIME-FILE`.
"""

import gc
import json
import os
import signal
import sys
import traceback
from pathlib import Path

import bot
from handlers.when.periods import warm_up
from tests.faults.hurried import BotClock, TimeFile, hurry


def main() -> None:
    """Fork whatever is asked for, until the input ends."""
    warm_up()
    hurry(BotClock(TimeFile(Path(sys.argv[1]))))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who was killed is gone at once, as below any process manager
    gc.collect()
    gc.freeze()  # what is here already is shared by all of them
    print("ready", flush=True)  # noqa: T201  # this is what it has to say
    for line in sys.stdin:
        asked = json.loads(line)
        pid = os.fork()
        if not pid:
            _become(asked["command"], asked["env"], asked["log"])
        print(pid, flush=True)  # noqa: T201  # the same


def _become(command: str, env: dict[str, str], log: str) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.environ.update(env)
    written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream, file in ((0, os.open(os.devnull, os.O_RDONLY)), (1, written), (2, written)):
        os.dup2(file, stream)
    try:
        bot.main([command])
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)  # not back to where it was forked


if __name__ == "__main__":
    main()
