"""A Dask cluster on this machine: a scheduler and workers, each a program of its own.

What they unpickle is noted: each line of `unpickled` names a class or function.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

PATIENCE = 90.0
PROGRAM = """
import sys

noted = open(sys.argv.pop(), "a", buffering=1)


def note(event, names):
    if event == "pickle.find_class":
        noted.write(".".join(names) + "\\n")


sys.addaudithook(note)
{before}
from distributed.cli.dask_{what} import main

main()
"""


class Program:
    """A scheduler or a worker; `ready` is what it logs when it is."""

    def __init__(self, what, ready, folder, arguments, before="", path=""):
        folder.mkdir()
        self.log = folder / "log"
        self.names = folder / "names"
        self.names.touch()
        self._ready = ready
        program = PROGRAM.format(what=what, before=before)
        line = [sys.executable, "-c", program, *arguments, "--no-dashboard", str(self.names)]
        environment = os.environ | ({"PYTHONPATH": str(path)} if path else {})
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                line, cwd=folder, stdout=log, stderr=log, env=environment, start_new_session=True
            )
        self.pid = self.process.pid

    def runs(self):
        """Waits until it is ready."""
        until(lambda: self._ready in self.log.read_text())
        return self

    @property
    def unpickled(self):
        return set(self.names.read_text().split())

    def kill(self):
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.process.wait()


class Cluster:
    """A scheduler, and the workers that are started."""

    def __init__(self, folder, before=""):
        self._folder = folder
        self._number = 0
        file = folder / "scheduler.json"
        self._file = ["--scheduler-file", str(file)]
        arguments = ["--host", "127.0.0.1", "--port", "0", *self._file]
        self.scheduler = Program("scheduler", "Scheduler at", folder / "s", arguments, before)
        self.workers = []

    @property
    def address(self):
        line = next(line for line in self.scheduler.runs().log.open() if "Scheduler at" in line)
        return line.split()[-1]

    def worker(self, path=""):
        """Starts one with one thread, and with the kit in the folder `path`."""
        self._number += 1
        arguments = ["--nworkers", "1", "--nthreads", "1", "--no-nanny", *self._file]
        folder = self._folder / str(self._number)
        worker = Program("worker", "Registered to", folder, arguments, path=path)
        self.workers.append(worker)
        return worker

    def clear(self):
        """Ends the workers; the scheduler stays for others."""
        for worker in self.workers:
            worker.kill()
        self.workers = []

    def close(self):
        self.clear()
        self.scheduler.kill()


def until(holds):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "this did not happen"
        time.sleep(0.02)
