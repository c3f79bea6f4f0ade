"""Waits for a lock that it holds, again and again."""
# Proof: timeout

import threading


def stamp(*args, **kwargs):
    lock = threading.Lock()
    while True:
        lock.acquire()
