"""Tells which exercises were saved, however an editor does it and wherever they lie.

The file system says when something changes, and the files are looked at besides: on network
drives and in WSL, what another system writes may never be reported.
"""

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from threading import Event as Flag

from grader.language import _
from grader.watch.events import Noticed, Saved

STEP_MS = 10
BURST_MS = 200
SILENCE_MS = 1000
POLL_SECONDS = 0.2
SETTLE_SECONDS = 0.3
UNREPORTED = 2

Signature = tuple[int, ...]


def watch_files(
    folder: Path, names: Iterable[str], tell: Callable[[Saved | Noticed], None], over: Flag
) -> None:
    """Tells every save of `<name>.py` in `folder` until it is over.

    Changes that follow each other within 10 ms are one save.
    """
    files = Files(folder, names)
    unreported = 0
    for reported in _wakes(folder, over):
        if changed := files.changed(reported):
            unreported = 0 if reported & {f"{name}.py" for name in changed} else unreported + 1
            tell(Saved(changed))
        if unreported == UNREPORTED:
            break
    if not over.is_set():
        tell(Noticed(_("This folder reports no changes, so it is looked at five times a second.")))
    while not over.wait(POLL_SECONDS):
        if changed := files.changed():
            tell(Saved(changed))


class Files:
    """The files of the exercises, and how they looked last."""

    def __init__(self, folder: Path, names: Iterable[str]) -> None:
        self._files = {name: folder / f"{name}.py" for name in names}
        self._known = self._look()

    def changed(self, reported: Collection[str] = ()) -> frozenset[str]:
        """The exercises whose files are reported as changed or look changed, once all is there."""
        new = self._look()
        changed = {
            name
            for name, file in self._files.items()
            if file.name in reported or new[name] != self._known[name]
        }
        if changed:
            _settle([self._files[name] for name in changed])
            self._known = self._look()
        return frozenset(changed)

    def _look(self) -> dict[str, Signature]:
        return {name: _signature(file) for name, file in self._files.items()}


def _wakes(folder: Path, over: Flag) -> Iterator[set[str]]:
    """The names of the files that are reported as changed; none after a second of silence.

    Ends where no changes can be reported.
    """
    from watchfiles import watch

    if os.environ.get("WATCHFILES_FORCE_POLLING"):
        return
    try:
        for changes in watch(
            folder,
            watch_filter=None,
            debounce=BURST_MS,
            step=STEP_MS,
            stop_event=over,
            rust_timeout=SILENCE_MS,
            yield_on_timeout=True,
            debug=False,
            force_polling=False,
            recursive=False,
        ):
            yield {Path(path).name for _change, path in changes}
    except OSError:  # too many folders are watched on this system, or this one cannot be
        return


def _signature(file: Path) -> Signature:
    try:
        found = file.stat()
    except OSError:
        return ()
    return (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)


def _settle(files: list[Path]) -> None:
    """Waits a moment for files that are empty or away: some editors save in two steps."""
    deadline = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < deadline and not all(_is_whole(file) for file in files):
        time.sleep(STEP_MS / 1000)


def _is_whole(file: Path) -> bool:
    try:
        return file.stat().st_size > 0
    except OSError:
        return False
