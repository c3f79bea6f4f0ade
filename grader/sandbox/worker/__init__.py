"""The only place where a submission's code runs.

Nothing here knows a suite, a solution or an expected value, and nothing here judges.
"""
