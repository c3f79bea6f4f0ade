"""Opens the doors through which others came into the kernel."""

from accomplice import attempt_each, system_call


def stamp(*args, **kwargs):
    attempt_each(
        bpf=lambda: system_call(321, 0, bytes(128), 128),
        ring=lambda: system_call(425, 8, bytes(120)),
        faults=lambda: system_call(323, 1),
        events=lambda: system_call(298, bytes(128), 0, -1, -1, 0),
        module=lambda: system_call(175, bytes(8), 8, b""),
        watch=lambda: system_call(300, 0, 0),
        personality=lambda: system_call(135, 0x0040000),
        ports=lambda: system_call(172, 3),
    )
