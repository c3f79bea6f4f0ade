"""Where a submission runs: the worker, what it gives up first, and its trusted other end."""
