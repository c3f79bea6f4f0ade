"""Trials: small changes of a student's function, made and tried where it runs."""
