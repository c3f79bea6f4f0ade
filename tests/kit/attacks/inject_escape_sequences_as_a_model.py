"""Forges a Keras model whose layers bear escape sequences, where no model is expected."""
# Proof: crashed

from accomplice import attempt, send

LAYERS = ["\x1b[31mred\x1b]0;title\x07", "<b>\n" * 1000] * 5000


def stamp(*args, **kwargs):
    attempt("a model")
    model = {"type": "model", "handle": -1, "layers": LAYERS, "input_shape": [None, 2**62]}
    send({"type": "returned", "value": model, "arguments": [], "printed": "ATTEMPTED"})
