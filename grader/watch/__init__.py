"""A student's hour: judges what was saved, and shows it in the whole terminal.

Three threads tell one loop what happened, and the loop alone draws:

    keys ─┐
    files ├→ events → loop → state → screen
    judge ┘←─ orders ──┘

The loop has the main thread, for only there do signals arrive (Ctrl-C) and only one thread may
change the terminal and put it back. The pytest session has a thread of its own and keeps it, so
that its checks are collected once per exercise and a key is answered while they run.
"""
