"""Watches the folders of others for the names of files that are opened there."""

import ctypes
import os

from accomplice import KIT, NEIGHBOUR, attempt_each


def _watch(path):
    libc = ctypes.CDLL(None, use_errno=True)
    number = libc.inotify_add_watch(libc.inotify_init(), path.encode(), 0xFFF)
    if number < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return number


def stamp(*args, **kwargs):
    attempt_each(kit=lambda: _watch(f"{KIT}/solutions"), neighbour=lambda: _watch(NEIGHBOUR))
