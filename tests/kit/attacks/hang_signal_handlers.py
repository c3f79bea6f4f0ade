"""Blocks and handles every signal it can, then waits for one."""
# Proof: timeout

import signal


def stamp(*args, **kwargs):
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, lambda *ignored: None)
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    while True:
        signal.pause()
