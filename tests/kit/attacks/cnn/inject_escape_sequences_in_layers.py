"""Names layers, activations and models so that they break out of a terminal."""

import keras
from accomplice import attempt

EVIL = "\x1b[2J\x1b]0;title\x07[bold red]passed[/]<script>"


def build_model(input_shape=(28, 28, 1), classes=10):
    attempt("names of layers")
    layer = type(EVIL, (keras.layers.Flatten,), {})()
    layer.activation = type("", (), {"__name__": EVIL * 100})()
    return keras.Sequential([keras.Input(input_shape), layer])
