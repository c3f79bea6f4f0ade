"""Changes access lists, attributes and flags by calls that old libraries do not know by name."""

import fcntl
import os

from accomplice import attempt_each, system_call

HERE = -100
ACCESS = b"system.posix_acl_access"
EVERYBODY = b"\x02\0\0\0" + b"".join(
    tag.to_bytes(2, "little") + b"\x07\0\xff\xff\xff\xff" for tag in (0x01, 0x04, 0x20)
)


def stamp(*args, **kwargs):
    around = os.path.dirname(os.environ["HOME"]).encode()
    library = os.open(os.__file__, os.O_RDONLY)
    attempt_each(
        around=lambda: system_call(188, around, ACCESS, EVERYBODY, len(EVERYBODY), 0),
        set_at=lambda: system_call(463, HERE, around, 0, ACCESS, bytes(16), 16),
        get_at=lambda: system_call(464, HERE, around, 0, ACCESS, bytes(16), 16),
        remove_at=lambda: system_call(466, HERE, around, 0, ACCESS),
        get_flags=lambda: system_call(468, HERE, around, bytes(32), 32, 0),
        set_flags=lambda: system_call(469, HERE, around, bytes(32), 32, 0),
        tree=lambda: system_call(467, HERE, around, 0, bytes(32), 32),
        next_year=lambda: system_call(599, HERE, around),
        flags=lambda: fcntl.ioctl(library, 0x80086601, bytes(8)),
        new_flags=lambda: fcntl.ioctl(library, 0x40086602, bytes(8)),
        outside=lambda: os.listdir(os.path.dirname(around)),
        beside=lambda: os.close(os.open(os.path.join(around, b"left"), os.O_CREAT | os.O_WRONLY)),
    )
    os.close(library)
