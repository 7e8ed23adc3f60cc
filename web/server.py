"""The open port, with limits that hold before a request has reached the bot."""

from flask import Flask
from waitress.server import BaseWSGIServer, create_server

from web.webhooks import LARGEST

THREADS = 8
"""Requests that are answered at once."""


def open_port(web: Flask, host: str, port: int) -> BaseWSGIServer:
    """A server whose port is open; `run()` answers until it is closed.

    What is much larger than any delivery is refused while it arrives: a server keeps a body whole, on the disk,
    before anybody can look at its signature.
    """
    return create_server(web, host=host, port=port, threads=THREADS, ident=None, max_request_body_size=16 * LARGEST)
