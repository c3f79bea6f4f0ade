"""Reads what was handed in, in a worker: archives, notebooks, source text. Nothing of it runs."""
