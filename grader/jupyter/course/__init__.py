"""Writes the exercises as an nbgrader course, from the same source as the stubs."""
