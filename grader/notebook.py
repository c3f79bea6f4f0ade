"""What notebooks import that were handed out: `from grader.notebook import checker`."""

from grader.jupyter.kernel import checker

__all__ = ["checker"]
