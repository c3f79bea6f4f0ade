"""Answers the request to load with functions that do not exist, then with points."""
# Proof: crashed

from accomplice import send

send({"type": "loaded", "functions": {"stamp": False, "relu": False}})
send({"type": "passed", "score": 25.0})
