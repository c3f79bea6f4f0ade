"""Puts escape sequences, markup and rubbish into all that a person will read."""

from accomplice import attempt

TEXT = "\x1b[2J\x1b]0;title\x07[bold red]passed[/] \x9b31m <script>alert(1)</script> \u202e,,{}\b\r"


def stamp(*args, **kwargs):
    attempt(TEXT)
    raise type(TEXT, (Exception,), {})(TEXT * 1000)


def relu(x):
    attempt(TEXT)
    return type(TEXT, (), {})()


def edge_kernels():
    return {TEXT: TEXT}
