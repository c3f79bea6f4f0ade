"""Gives a notebook `checker`, which makes the `check` of its visible check cells.

The kernel only asks and shows. It is asked of another process, which judges as `python -m grader`
does: code of the kernel cannot reach it, and a crash in a worker is no crash of the kernel.
"""

from grader.jupyter.kernel.check import checker

__all__ = ["checker"]
