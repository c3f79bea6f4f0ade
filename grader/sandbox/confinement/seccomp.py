"""seccomp: the system calls that a worker has no business with, through libseccomp.

libseccomp knows the numbers of the calls on every architecture, and refuses those made in the
manner of another one. See seccomp(2), seccomp_rule_add(3).
"""

import ctypes
import errno
import os
import sys
import tempfile

from grader.sandbox.confinement.system import PR_SET_PDEATHSIG, PR_SET_SECCOMP, call

LIBRARY = "libseccomp.so.2"

# Answered with EPERM.
REFUSED = (
    "execve", "execveat", "fork", "vfork",
    "socket", "socketpair", "bind", "connect", "listen", "accept", "accept4",
    "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "kcmp",
    "pidfd_open", "pidfd_getfd", "pidfd_send_signal", "rt_sigqueueinfo", "rt_tgsigqueueinfo",
    "tkill",
    "mount", "umount2", "move_mount", "open_tree", "open_tree_attr", "mount_setattr", "fsopen",
    "fsconfig", "fsmount", "fspick",
    "pivot_root", "chroot", "unshare", "setns",
    "bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "io_uring_enter",
    "io_uring_register",
    "keyctl", "add_key", "request_key",
    "memfd_create", "memfd_secret", "shmget", "shmat", "shmctl", "msgget", "semget", "mq_open",
    "io_setup", "sync", "syncfs", "inotify_init", "inotify_init1", "inotify_add_watch",
    "name_to_handle_at", "open_by_handle_at", "fanotify_init", "quotactl", "quotactl_fd",
    "init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot",
    "swapon", "swapoff", "acct", "syslog", "personality", "sethostname", "setdomainname",
    "settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "iopl", "ioperm", "vhangup",
    "lookup_dcookie",
    "setpriority", "ioprio_set", "sched_setscheduler", "sched_setattr", "sched_setparam",
    "setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid", "setgroups",
    "setfsuid", "setfsgid", "capset",
    "chown", "fchown", "lchown", "fchownat", "chmod", "fchmod", "fchmodat", "fchmodat2",
    "utime", "utimes", "utimensat", "futimesat",
    "setxattr", "lsetxattr", "fsetxattr", "setxattrat",
    "removexattr", "lremovexattr", "fremovexattr", "removexattrat", "file_setattr",
)  # fmt: skip
# Answered with ENOSYS: the C library then takes the older call, whose flags can be looked at.
UNKNOWN = ("clone3",)

_ALLOW = 0x7FFF0000
_MODE_FILTER = 2
_INSTRUCTION = 8  # bytes of a struct sock_filter
_ERRNO = 0x00050000
_NOT_EQUAL, _MASKED_EQUAL = 1, 7
_INT = 0xFFFFFFFF  # the kernel looks at these bits alone where it takes an int
_CLONE_THREAD = 0x00010000
# Stands in the compiled filter for the process that loads it. No process has such a number.
_SELF = 0x5EC0FFEE
# Requests that reach other processes: typing into a terminal, signals when a file changes.
_IOCTLS = (0x5412, 0x541C, 0x8901, 0x8902)  # TIOCSTI, TIOCLINUX, FIOSETOWN, SIOCSPGRP
_FCNTLS = (8, 10, 15, 1024, 1026)  # F_SETOWN, F_SETSIG, F_SETOWN_EX, F_SETLEASE, F_NOTIFY


class _Comparison(ctypes.Structure):
    _fields_ = (
        ("argument", ctypes.c_uint),
        ("operator", ctypes.c_int),
        ("first", ctypes.c_uint64),
        ("second", ctypes.c_uint64),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def compile_filter() -> bytes:
    """The filter that refuses the calls above, and signals to others than the process `_SELF`.

    It is ready to be loaded after a fork. Threads stay possible. Raises `OSError` where there is
    no libseccomp.
    """
    library, context = _open()
    for name in REFUSED:
        _refuse(library, context, name, errno.EPERM)
    for name in UNKNOWN:
        _refuse(library, context, name, errno.ENOSYS)
    _refuse(library, context, "clone", errno.EPERM, (0, _MASKED_EQUAL, _CLONE_THREAD, 0))
    _refuse(library, context, "prctl", errno.EPERM, (0, _MASKED_EQUAL, _INT, PR_SET_PDEATHSIG))
    _refuse(library, context, "prlimit64", errno.EPERM, (0, _NOT_EQUAL, 0, 0))
    for name in ("kill", "tgkill"):
        _refuse(library, context, name, errno.EPERM, (0, _NOT_EQUAL, _SELF, 0))
    for name, requests in (("ioctl", _IOCTLS), ("fcntl", _FCNTLS)):
        for request in requests:
            _refuse(library, context, name, errno.EPERM, (1, _MASKED_EQUAL, _INT, request))
    with tempfile.TemporaryFile() as file:
        _checked(library.seccomp_export_bpf(context, file.fileno()), "seccomp_export_bpf")
        file.seek(0)
        compiled = file.read()
    library.seccomp_release(context)
    return compiled


def restrict_calls(compiled: bytes) -> None:
    """Loads the compiled filter into this process, which may then send signals to itself alone.

    The process must have given up new privileges. Raises `OSError` where the kernel cannot.
    """
    if not compiled:
        raise OSError(errno.ENOSYS, LIBRARY)
    own = compiled.replace(_operand(_SELF), _operand(os.getpid()))
    code = ctypes.create_string_buffer(own, len(own))
    program = _Program(len(own) // _INSTRUCTION, ctypes.addressof(code))
    call("prctl", PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0)


def _operand(number: int) -> bytes:
    """A number as it stands in an instruction."""
    return number.to_bytes(4, sys.byteorder)


def _open() -> tuple[ctypes.CDLL, ctypes.c_void_p]:
    library = ctypes.CDLL(LIBRARY, use_errno=True)
    library.seccomp_init.restype = ctypes.c_void_p
    library.seccomp_init.argtypes = [ctypes.c_uint32]
    return library, ctypes.c_void_p(library.seccomp_init(_ALLOW))


def _refuse(
    library: ctypes.CDLL,
    context: ctypes.c_void_p,
    name: str,
    code: int,
    *comparisons: tuple[int, int, int, int],
) -> None:
    number = library.seccomp_syscall_resolve_name(name.encode())
    if number == -1:  # a call that this libseccomp is too old to know
        return
    array = (_Comparison * len(comparisons))(*(_Comparison(*each) for each in comparisons))
    added = library.seccomp_rule_add_array(
        context, ctypes.c_uint32(_ERRNO | code), number, len(comparisons), array
    )
    _checked(added, name)


def _checked(result: int, what: str) -> None:
    if result < 0:
        raise OSError(-result, f"{what}: {os.strerror(-result)}")
