"""Forges exceptions and values whose names are megabytes long."""
# Proof: crashed

from accomplice import attempt, send

LONG = "N" * 10_000_000


def stamp(*args, **kwargs):
    attempt("a long type name")
    send({"type": "returned", "value": {"type": "opaque", "kind": LONG, "why": LONG[:99]},
          "arguments": [], "printed": "ATTEMPTED"})  # fmt: skip


def relu(x):
    send({"type": "raised", "kinds": [LONG], "text": "", "places": [], "printed": ""})


def conv2d(*args, **kwargs):
    place = {"file": LONG[:5_000_000], "line": 2**63, "function": LONG[:5_000_000]}
    send({"type": "raised", "kinds": ["E"], "text": "", "places": [place], "printed": ""})
