"""Starts servers of TensorFlow's. Their library cannot go on without sockets, and aborts."""
# Proof: crashed

import tensorflow as tf
from accomplice import got


def build_model(*args, **kwargs):
    got(tf.distribute.Server.create_local_server().target)


def train(*args, **kwargs):
    got(tf.data.experimental.service.DispatchServer().target)
