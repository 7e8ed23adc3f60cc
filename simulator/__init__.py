"""A local, in-memory Webex spoken over real HTTP: the bot's only test double, and the heart of its demo."""

from simulator.server import Simulator

__all__ = ["Simulator"]
