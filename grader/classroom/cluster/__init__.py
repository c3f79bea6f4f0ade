"""Grades a batch on a Dask cluster. Only this package imports Dask.

What travels is bytes, in our own messages: neither the scheduler nor a worker ever unpickles more
than the names of the functions in `grader.classroom.cluster.remote` and these bytes.
"""
