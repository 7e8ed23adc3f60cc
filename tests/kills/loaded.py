"""What each process of these tests has in its memory when it is forked, so that it starts at once."""

import gc

import app
import bot
from handlers.when.periods import warm_up

__all__ = ["app", "bot"]

warm_up()
gc.collect()
gc.freeze()  # shared by all that are forked
