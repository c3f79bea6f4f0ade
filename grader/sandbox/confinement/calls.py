"""The system calls that a worker may make; all others are refused.

Found by tracing right submissions and Keras callbacks with both flavours; Python's own needs and
those of aarch64, whose C library calls the forms that end in `at`, were added by reading.
`SECURITY.md` shows this table, and a test holds the two equal.

What is not here crosses between workers or reaches further than a student's code has to: sockets,
processes, other users' files, locks (`flock`, record locks), the page cache (`mincore`,
`fadvise64`, `preadv2`), counters of the whole system (`sysinfo`, `statfs`, the inode numbers of
`pipe2`), attributes of files, and what is invented next year.
"""

from msgspec import Struct

OWN = -1  # stands for the id of the process that loads the filter


class Only(Struct, frozen=True):
    """An argument, counted from 0, must have one of these values in the bits of `mask`.

    The low 32 bits are looked at, for that is all the kernel takes of an `int`; with `wide` the
    others must be zero.
    """

    argument: int
    values: tuple[int, ...]
    mask: int = 0xFFFFFFFF
    wide: bool = False


class Allowed(Struct, frozen=True):
    """A call, its numbers on x86-64 and aarch64 (None where there is none), and in which form."""

    name: str
    x86_64: int | None
    aarch64: int | None
    only: tuple[Only, ...] = ()
    why: str = ""


_THREAD = 0x3D0F00  # the flags with which glibc starts a thread; musl adds CLONE_DETACHED
_LOCKED_OR_HUGE = 0x42000  # MAP_LOCKED and MAP_HUGETLB: pages that are few for all
_CLOCKS = (0, 1, 2, 3, 4, 5, 6, 7, 11)  # those of the system and of the caller
_PRIVATE = 128  # of FUTEX_WAIT, WAKE, REQUEUE, CMP_REQUEUE, WAKE_OP, WAIT_BITSET, WAKE_BITSET:
_FUTEXES = (*(_PRIVATE | operation for operation in (0, 1, 3, 4, 5, 9, 10)), _PRIVATE | 0x109)

ALLOWED = (
    # Files. Landlock says which; flags that lock, notify or own do not exist here.
    Allowed("read", 0, 63),
    Allowed("write", 1, 64),
    Allowed("readv", 19, 65),
    Allowed("writev", 20, 66),
    Allowed("pread64", 17, 67),
    Allowed("pwrite64", 18, 68),
    Allowed("lseek", 8, 62),
    Allowed("open", 2, None),
    Allowed("openat", 257, 56),
    Allowed("close", 3, 57),
    Allowed("close_range", 436, 436),
    Allowed("dup", 32, 23),
    Allowed("dup2", 33, None),
    Allowed("dup3", 292, 24),
    Allowed("stat", 4, None),
    Allowed("lstat", 6, None),
    Allowed("fstat", 5, 80),
    Allowed("newfstatat", 262, 79),
    Allowed("access", 21, None),
    Allowed("faccessat", 269, 48),
    Allowed("readlink", 89, None),
    Allowed("readlinkat", 267, 78),
    Allowed("getdents64", 217, 61),
    Allowed("getcwd", 79, 17),
    Allowed("chdir", 80, 49),
    Allowed("mkdir", 83, None),
    Allowed("mkdirat", 258, 34),
    Allowed("rmdir", 84, None),
    Allowed("unlink", 87, None),
    Allowed("unlinkat", 263, 35),
    Allowed("rename", 82, None),
    Allowed("renameat", 264, 38),
    Allowed("renameat2", 316, 276),
    Allowed("truncate", 76, 45),
    Allowed("ftruncate", 77, 46),
    Allowed("fsync", 74, 82),
    Allowed("fdatasync", 75, 83),
    Allowed("umask", 95, 166),
    Allowed(
        "fcntl", 72, 25, (Only(1, (0, 1, 2, 3, 1030)),),
        "copies a descriptor, reads and sets its flags for exec, reads its mode; "
        "no lock, lease, notification or owner",
    ),
    Allowed(
        "ioctl", 16, 29, (Only(1, (0x5401, 0x5413, 0x5450, 0x5451, 0x802C542A)),),
        "whether it is a terminal and how large (TCGETS, TCGETS2, TIOCGWINSZ), "
        "and whether exec closes it (FIOCLEX, FIONCLEX)",
    ),
    # The channel, the one socket there is. No descriptor crosses, nothing is addressed.
    Allowed("recvfrom", 45, 207),
    Allowed(
        "sendto", 44, 206, (Only(4, (0,), wide=True),), "to the other end of the channel alone"
    ),
    Allowed("poll", 7, None),
    Allowed("ppoll", 271, 73),
    Allowed("select", 23, None),
    Allowed("pselect6", 270, 72),
    # Memory. RLIMIT_AS bounds it.
    Allowed("brk", 12, 214),
    Allowed(
        "mmap", 9, 222, (Only(3, (0,), mask=_LOCKED_OR_HUGE),),
        "no pages that are locked in memory or of the system's huge ones",
    ),
    Allowed("munmap", 11, 215),
    Allowed("mremap", 25, 216),
    Allowed("mprotect", 10, 226),
    Allowed("msync", 26, 227),
    Allowed(
        "madvise", 28, 233, (Only(2, (0, 1, 2, 4, 8, 14, 15, 16, 17)),),
        "how memory of its own is used and what of it is given back; no merging of equal pages, "
        "nothing that moves pages in or out of the page cache",
    ),
    # Threads: TensorFlow computes with them. RLIMIT_NPROC bounds their number.
    Allowed("clone", 56, 220, (Only(0, (_THREAD, _THREAD | 0x400000)),), "a thread, no process"),
    Allowed("set_robust_list", 273, 99),
    Allowed("rseq", 334, 293),
    Allowed(
        "futex", 202, 98, (Only(1, (*_FUTEXES, 0, 9, 0x109)),),
        "between its own threads (FUTEX_PRIVATE_FLAG); the C library also waits for the end of a "
        "thread without that flag, but nothing wakes without it",
    ),
    Allowed("sched_yield", 24, 124),
    Allowed(
        "sched_getaffinity", 204, 123, (Only(0, (0, OWN)),), "how many processors it has itself"
    ),
    Allowed("getcpu", 309, 168),
    Allowed("exit", 60, 93),
    Allowed("exit_group", 231, 94),
    Allowed(
        "prctl", 157, 167, (Only(0, (15, 16)),), "the name of a thread (PR_SET_NAME, PR_GET_NAME)"
    ),
    Allowed(
        "arch_prctl", 158, None, (Only(0, (0x1022, 0x1023)),),
        "which registers matrices may use (ARCH_GET_XCOMP_PERM, ARCH_REQ_XCOMP_PERM)",
    ),
    # What it is itself.
    Allowed("getpid", 39, 172),
    Allowed("getppid", 110, 173),
    Allowed("gettid", 186, 178),
    Allowed("getuid", 102, 174),
    Allowed("geteuid", 107, 175),
    Allowed("getgid", 104, 176),
    Allowed("getegid", 108, 177),
    Allowed("getpgrp", 111, None),
    Allowed("getpgid", 121, 155, (Only(0, (0, OWN)),), "its own group"),
    Allowed("getsid", 124, 156, (Only(0, (0, OWN)),), "its own session"),
    Allowed("prlimit64", 302, 261, (Only(0, (0, OWN)),), "its own limits, which only go down"),
    Allowed("getrusage", 98, 165),
    Allowed("times", 100, 153),
    Allowed("uname", 63, 160),
    # Signals, to itself.
    Allowed("kill", 62, 129, (Only(0, (OWN,)),), "a signal to itself"),
    Allowed("tgkill", 234, 131, (Only(0, (OWN,)),), "a signal to a thread of its own"),
    Allowed("rt_sigaction", 13, 134),
    Allowed("rt_sigprocmask", 14, 135),
    Allowed("rt_sigreturn", 15, 139),
    Allowed("rt_sigsuspend", 130, 133),
    Allowed("rt_sigtimedwait", 128, 137),
    Allowed("sigaltstack", 131, 132),
    Allowed("pause", 34, None),
    Allowed("alarm", 37, None),
    Allowed("getitimer", 36, 102),
    Allowed("setitimer", 38, 103),
    # Time, and numbers nobody can foresee.
    Allowed("gettimeofday", 96, 169),
    Allowed("time", 201, None),
    Allowed(
        "clock_gettime", 228, 113, (Only(0, _CLOCKS),), "no clock of another process, whose number "
        "would tell whether it is there and how much it computes",
    ),
    Allowed("clock_getres", 229, 114, (Only(0, _CLOCKS),), "as `clock_gettime`"),
    Allowed("clock_nanosleep", 230, 115, (Only(0, _CLOCKS),), "as `clock_gettime`"),
    Allowed("nanosleep", 35, 101),
    Allowed("restart_syscall", 219, 128),
    Allowed("getrandom", 318, 278),
)  # fmt: skip

# Not made, but answered with 0, which says: the ordinary policy. TensorFlow asks for each of its
# threads, by ids that no filter can tell from those of other processes.
FEIGNED = (("sched_getparam", 143, 121), ("sched_getscheduler", 145, 120))

# Refused with EPERM, which Python raises as `PermissionError` and a report tells as forbidden.
# All else that is not allowed does not exist (ENOSYS): libraries then try what is older.
FORBIDDEN = (
    ("fork", 57, None), ("vfork", 58, None), ("execve", 59, 221), ("execveat", 322, 281),
    ("ptrace", 101, 117), ("tkill", 200, 130), ("pidfd_open", 434, 434),
    ("pidfd_send_signal", 424, 424),
    ("unshare", 272, 97), ("setns", 308, 268), ("mount", 165, 40), ("umount2", 166, 39),
    ("pivot_root", 155, 41), ("chroot", 161, 51),
    ("pipe", 22, None), ("pipe2", 293, 59), ("eventfd2", 290, 19), ("epoll_create1", 291, 20),
    ("socket", 41, 198), ("socketpair", 53, 199), ("bind", 49, 200), ("connect", 42, 203),
    ("listen", 50, 201), ("accept", 43, 202), ("accept4", 288, 242),
    ("chmod", 90, None), ("fchmod", 91, 52), ("fchmodat", 268, 53), ("fchmodat2", 452, 452),
    ("chown", 92, None), ("fchown", 93, 55), ("lchown", 94, None), ("fchownat", 260, 54),
    ("utime", 132, None), ("utimes", 235, None), ("utimensat", 280, 88), ("futimesat", 261, None),
    ("link", 86, None), ("linkat", 265, 37), ("symlink", 88, None), ("symlinkat", 266, 36),
    ("mknod", 133, None), ("mknodat", 259, 33), ("setxattr", 188, 5), ("lsetxattr", 189, 6),
    ("fsetxattr", 190, 7), ("removexattr", 197, 14), ("lremovexattr", 198, 15),
    ("fremovexattr", 199, 16),
    ("setuid", 105, 146), ("setgid", 106, 144), ("setreuid", 113, 145), ("setregid", 114, 143),
    ("setresuid", 117, 147), ("setresgid", 119, 149), ("setgroups", 116, 159),
    ("setpgid", 109, 154), ("setsid", 112, 157),
    ("setpriority", 141, 140), ("sched_setscheduler", 144, 119), ("sched_setparam", 142, 118),
    ("sched_setaffinity", 203, 122),
    ("clock_settime", 227, 112), ("settimeofday", 164, 170), ("sethostname", 170, 161),
    ("sync", 162, 81),
)  # fmt: skip
