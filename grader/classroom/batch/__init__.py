"""Grades a class: what there is to be graded, the grading processes, and who grades what."""
