"""Gives its functions and its file names that break out of a line of a report."""

from accomplice import attempt

EVIL = "conv\x1b[31m.py\n\x1b]8;;http://localhost\x07<img src=x onerror=alert(1)>[/bold]"


def stamp(*args, **kwargs):
    attempt("a name")
    code = compile("def f():\n    raise ValueError('here')", "conv.py", "exec")
    names = {}
    exec(code, names)
    names["f"].__code__ = names["f"].__code__.replace(co_name=EVIL, co_firstlineno=2**31 - 9)
    return names["f"]()
