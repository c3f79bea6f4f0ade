"""Writes models, logs and checkpoints of Keras outside of its folder."""

import keras
import numpy as np
import tensorflow as tf
from accomplice import HOME, NEIGHBOUR, attempt_each


def build_model(*args, **kwargs):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    attempt_each(
        model=lambda: model.save(f"{NEIGHBOUR}/model.keras") or "saved",
        weights=lambda: model.save_weights(f"{HOME}/a.weights.h5") or "saved",
        file=lambda: tf.io.gfile.GFile(f"{HOME}/file", "w").write("x") or "written",
        log=lambda: tf.summary.create_file_writer(f"{HOME}/logs").flush() or "logged",
        removed=lambda: tf.io.gfile.remove(f"{NEIGHBOUR}/conv.py") or "removed",
        array=lambda: np.save(f"{HOME}/array", np.ones(2)) or "saved",
    )
