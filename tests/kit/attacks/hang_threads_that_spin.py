"""Leaves threads behind that spin, and a main thread that waits for them."""
# Proof: timeout, error

import threading


def _spin():
    while True:
        sum(range(10**6))


def stamp(*args, **kwargs):
    threads = [threading.Thread(target=_spin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
