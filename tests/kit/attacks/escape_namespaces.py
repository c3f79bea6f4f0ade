"""Makes and enters namespaces, mounts file systems and changes its root."""

import os

from accomplice import attempt_each, system_call

NEW_USER, NEW_MOUNT = 0x10000000, 0x00020000


def stamp(*args, **kwargs):
    attempt_each(
        user=lambda: system_call(272, NEW_USER),
        files=lambda: system_call(272, NEW_MOUNT),
        entered=lambda: system_call(308, os.open("/dev/null", os.O_RDONLY), 0) or "entered",
        mount=lambda: system_call(165, b"none", os.getcwd().encode(), b"tmpfs", 0, b""),
        unmount=lambda: system_call(166, os.getcwd().encode(), 2),
        fsopen=lambda: system_call(430, b"tmpfs", 0),
        tree=lambda: system_call(428, -100, b"/", 1),
        chroot=lambda: os.chroot("."),
        pivot=lambda: system_call(155, b".", b"."),
    )
