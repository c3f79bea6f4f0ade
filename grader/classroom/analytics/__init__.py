"""Computes a survey of a whole class from its stored results."""
