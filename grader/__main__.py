"""`python -m grader`."""

import sys

if __name__ == "__main__":
    # `-m` puts the current folder first, where a student's numpy.py would pass for NumPy.
    # The grader needs it no more: its own modules are found beside this one.
    del sys.path[0]

    from grader.cli.main import main

    sys.exit(main(sys.argv[1:]))
