"""Undoes that it dies with its parent, also with an option whose upper half is not zero."""

from accomplice import attempt_each, system_call

PRCTL, SET_PDEATHSIG = 157, 1


def stamp(*args, **kwargs):
    attempt_each(
        plain=lambda: system_call(PRCTL, SET_PDEATHSIG, 0, 0, 0, 0),
        wide=lambda: system_call(PRCTL, SET_PDEATHSIG | 1 << 32, 0, 0, 0, 0),
        session=lambda: system_call(112),
        group=lambda: system_call(109, 0, 0) or 1 // 0,
        vhangup=lambda: system_call(153),
    )
