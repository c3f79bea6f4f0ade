"""Is a file that no parser and no compiler gets to the end of."""

from accomplice import attempt


def stamp(*args, **kwargs):
    attempt("deep sources")
    for deep in ("(" * 10**6, "-" * 10**6 + "1", "x" + "[0]" * 10**5, "[" * 180 + "]" * 180):
        try:
            compile(deep, "deep.py", "exec")
        except (SyntaxError, RecursionError, MemoryError) as error:
            print(type(error).__name__)
