"""What a process does before it is shut in: it leaves the namespaces of the system."""

import os
import sys

# In the home that the zygote was given; the folder between holds nothing else.
SCRATCH = os.path.join(os.getcwd(), "workers", "scratch")


def try_namespaces() -> bool:
    """Enters namespaces, before any library starts a thread; whether that is possible."""
    if sys.platform == "linux":
        from grader.sandbox.confinement.namespaces import enter_namespaces

        try:
            enter_namespaces()
        except OSError:
            return False
        return True
    return False
