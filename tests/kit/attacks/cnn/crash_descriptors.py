"""Takes all descriptors, then asks TensorFlow for more memory than there is."""
# Proof: error, memory, crashed

import os

import tensorflow as tf

kept = []


def build_model(*args, **kwargs):
    try:
        while True:
            kept.append(os.open("/dev/null", os.O_RDONLY))
    except OSError:
        return tf.zeros([2**20, 2**20, 2**10])
