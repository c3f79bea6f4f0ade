"""nbgrader's plug-in points: submitted notebooks are judged in workers, not run in a kernel."""
