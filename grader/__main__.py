"""`python -m grader`."""

import os
import sys


def run() -> int:
    """The command line, or a sentence where it cannot even be loaded."""
    try:
        from grader.cli.main import main
    except KeyboardInterrupt:
        return 130
    except ModuleNotFoundError as error:
        text = f"grader: {error.name} is not installed here. In the kit's folder: pip install -e ."
        print(text, file=sys.stderr)
        return 3
    return main(sys.argv[1:])


if __name__ == "__main__":
    # `-m` puts the current folder first, where a student's numpy.py would pass for NumPy.
    # The grader needs it no more: its own modules are found beside this one.
    del sys.path[0]
    # Whatever is opened next takes the number of a stream that was closed.
    while (number := os.open(os.devnull, os.O_RDWR)) < 3:
        continue
    os.close(number)
    sys.stdout = sys.stdout or os.fdopen(1, "w", closefd=False)
    sys.stderr = sys.stderr or os.fdopen(2, "w", closefd=False)
    code = run()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # taking NumPy and pytest apart would be a tenth of the whole time
