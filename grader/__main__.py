"""`python -m grader`."""

import os
import sys

if __name__ == "__main__":
    # `-m` puts the current folder first, where a student's numpy.py would pass for NumPy.
    # The grader needs it no more: its own modules are found beside this one.
    del sys.path[0]

    from grader.cli.main import main

    code = main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # taking NumPy and pytest apart would be a tenth of the whole time
