"""Opens NumPy, the standard library and the start-up files of Python to change them."""

import os
import sysconfig

import numpy as np
from accomplice import attempt_each

NEW = os.O_TMPFILE | os.O_WRONLY  # a new file in a folder, which nobody has to remove


def stamp(*args, **kwargs):
    library, packages = sysconfig.get_path("stdlib"), os.path.dirname(np.__path__[0])
    attempt_each(
        numpy=lambda: os.open(np.__file__, os.O_WRONLY),
        cached=lambda: os.open(np.__cached__, os.O_RDWR),
        module=lambda: os.open(f"{library}/os.py", os.O_WRONLY | os.O_APPEND),
        packages=lambda: os.open(packages, NEW),
        library=lambda: os.open(f"{library}/json", NEW),
        program=lambda: os.open(os.path.realpath(os.sys.executable), os.O_RDWR),
        profile=lambda: os.open("/etc", NEW),
    )
