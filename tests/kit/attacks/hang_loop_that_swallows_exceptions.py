"""Loops for ever and swallows whatever exception might end it."""
# Proof: timeout


def stamp(*args, **kwargs):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
