"""Replaces the worker's own functions, so that it sends other answers."""

import gc
import sys

from accomplice import attempt

server = sys.modules["grader.sandbox.worker.server"]
server.pack = lambda *args, **kwargs: 1.0
server.Server._printed = lambda self: "ATTEMPTED the server is patched"
for thing in gc.get_objects():
    if isinstance(thing, server.Server):
        thing._call = lambda request: server.Returned(float("nan"), [], "ATTEMPTED")


def stamp(*args, **kwargs):
    attempt("never reached")
