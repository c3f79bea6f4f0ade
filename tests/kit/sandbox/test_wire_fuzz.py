"""Whatever a worker sends, there is a verdict, in time, and the fault is the submission's."""

import json
import socket
import time

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.checks import refused, require, same, unchanged
from grader.checks.answer import answer_of
from grader.checks.verdict import Verdict
from grader.grading.outcome import blamed
from grader.sandbox.wire.channel import Channel, ChannelClosed, ChannelRubbish, ChannelTimeout
from grader.sandbox.wire.messages import Reply

REPLIES: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)

names = st.text(max_size=20)
numbers = st.one_of(st.integers(-(2**63), 2**63 - 1), st.floats(), st.booleans(), st.none())
dtypes = st.sampled_from(["<f8", ">f4", "<c16", "|b1", "<i8", "|u1", "<f2", "O", "<U4", "f99", ""])
arrays = st.fixed_dictionaries(
    {
        "type": st.just("array"),
        "dtype": dtypes,
        "shape": st.lists(st.integers(-2, 2**40) | st.integers(0, 3), max_size=4),
        "order": st.sampled_from(["C", "F", "K"]),
        "data": st.binary(max_size=64),
    }
)
true_arrays = st.builds(
    lambda dtype, shape: {
        "type": "array",
        "dtype": dtype,
        "shape": shape,
        "order": "C",
        "data": np.ones(shape, dtype).tobytes(),
    },
    st.sampled_from(["<f8", "<c16", "<i8", "|b1", "<f2"]),
    st.lists(st.integers(0, 3), max_size=3),
)
single = st.builds(
    lambda dtype, data: {"type": "number", "dtype": dtype, "data": data},
    dtypes,
    st.binary(max_size=16),
)
opaque = st.builds(lambda kind, why: {"type": "opaque", "kind": kind, "why": why}, names, names)
model = st.builds(
    lambda handle, layers, weights: {
        "type": "model",
        "handle": handle,
        "layers": layers,
        "weights": weights,
    },
    st.integers(-1, 3),
    st.lists(names, max_size=3),
    st.lists(arrays | true_arrays, max_size=3),
)


def held(inside):
    items = st.lists(inside, max_size=4)
    pairs = st.lists(st.tuples(inside, inside), max_size=3)
    many = st.sampled_from(["list", "tuple"])
    return st.one_of(
        st.builds(lambda kind, each: {"type": kind, "items": each}, many, items),
        st.builds(lambda each: {"type": "dict", "items": each}, pairs),
    )


values = st.recursive(
    st.one_of(numbers, names, arrays, true_arrays, single, opaque, model), held, max_leaves=12
)
returned = st.builds(
    lambda value, after, printed: {
        "type": "returned",
        "value": value,
        "arguments": after,
        "printed": printed,
    },
    values,
    st.lists(values, max_size=3),
    names,
)
raised = st.builds(
    lambda kinds, text, places: {
        "type": "raised",
        "kinds": kinds,
        "text": text,
        "places": places,
        "printed": "",
    },
    st.lists(names, max_size=3),
    names,
    st.lists(
        st.fixed_dictionaries(
            {"file": names, "line": st.integers(-(2**63), 2**63 - 1), "function": names}
        ),
        max_size=2,
    ),
)
messages = st.one_of(returned, raised, values.map(lambda value: {"type": "answers", "x": value}))

EXPECTED = (1, 2.5, np.ones((2, 2)), [0, 1], {"top": np.ones((3, 3))}, (1, 2), None)


def received(sent: bytes) -> Reply | None:
    """What the trusted side makes of bytes; nothing where it is not a message."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        channel: Channel[None, Reply] = Channel(ours, REPLIES)
        theirs.sendall(sent)
        theirs.shutdown(socket.SHUT_WR)
        try:
            return channel.receive(1.0)
        except (ChannelClosed, ChannelRubbish, ChannelTimeout):
            return None


def judged(reply: Reply) -> None:
    """Judges a reply in every way. Only a `Verdict` may come of it."""
    ways = [lambda answer, each=each: same(answer, each) for each in EXPECTED]
    ways += [refused, unchanged, lambda answer: require(False, answer, "it must not")]
    for way in ways:
        try:
            way(answer_of(reply, "conv", "conv2d", (np.ones((2, 2)), 3), {}))
        except Exception as error:
            ended = blamed(error, answered=True)
            assert isinstance(ended, Verdict)
            json.dumps(ended.message)
            msgspec.json.encode(ended.evidence)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(messages)
def test_every_message_has_a_verdict_that_can_be_written_down(message):
    encoded = msgspec.msgpack.encode(message)
    reply = received(len(encoded).to_bytes(4, "big") + encoded)
    if reply is not None:
        judged(reply)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=200))
def test_bytes_that_are_no_message_are_told_as_such(sent):
    began = time.monotonic()
    received(sent)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("depth", [10, 1_000, 10_000])
def test_a_message_nested_deeply_costs_no_more_than_its_bytes(depth):
    nested = b"\x82\xa4type\xa4list\xa5items\x91" * depth + b"\xc0"
    start = b"\x84\xa4type\xa8returned\xa9arguments\x90\xa7printed\xa0\xa5value"
    encoded = start + nested
    reply = received(len(encoded).to_bytes(4, "big") + encoded)
    if reply is not None:
        judged(reply)
