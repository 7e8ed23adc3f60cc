"""Short notes that are no cards. They may stand in a space, so they hold nothing of anybody."""

SENT_TO_YOU = "I sent it to you in our direct space."
STILL_WORKING = "I’m still looking. This takes a moment."
