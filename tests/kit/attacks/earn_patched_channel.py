"""Looks for the channel's decoder and encoder and lets them read and write other messages."""

import gc
import sys

from accomplice import attempt


def stamp(*args, **kwargs):
    attempt("a channel of its own")
    messages = sys.modules["grader.sandbox.wire.messages"]
    for thing in gc.get_objects():
        if type(thing).__name__ == "Channel":
            real = thing.send
            thing.send = lambda reply, *more, real=real: real(
                messages.Returned(1.5, [], "ATTEMPTED to send something else")
            )
    return 0.0
