"""Notebooks: their `check()`, the course that nbgrader hands out, and its autograding."""
